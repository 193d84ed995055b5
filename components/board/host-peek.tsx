'use client';

import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { AcceptedMark } from '#components/status/accepted-mark.tsx';
import { StateBadge } from '#components/status/state-badge.tsx';
import { useTimeZone } from '#components/time/time-zone.tsx';
import { momentWords } from '#components/time/words.ts';
import { Button, buttonClass } from '#components/ui/button.tsx';
import type { BoardHost } from '#lib/checks/read/views.ts';
import { paths } from '#lib/paths.ts';
import { type Ahead, useHostAddress } from './ahead.ts';
import { acceptedWords, ageWords, expiryWords, forWords, stateSentence } from './host-words.ts';

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <>
    <dt className="text-muted">{label}</dt>
    <dd className="wrap-anywhere">{children}</dd>
  </>
);

/** A host in a sheet at the side, without leaving the board; null shows none. */
export function HostPeek({ host, now, ahead, onClose }: { host: BoardHost | null; now: Date; ahead: Ahead | null; onClose: () => void }) {
  const addressOf = useHostAddress();
  const zone = useTimeZone();
  const moment = (at: string) => `${momentWords(new Date(at), zone)}${ahead === null ? `, ${ageWords(at, now)} ago` : ''}`;
  const name = host?.name;
  return (
    <Dialog.Root open={host !== null} onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/30" />
        <Dialog.Popup
          finalFocus={() => [...document.querySelectorAll<HTMLElement>('[data-host]')].find((tile) => tile.dataset.host === name) ?? true}
          className="fixed inset-y-0 right-0 z-50 flex w-[min(28rem,100vw)] flex-col gap-4 overflow-y-auto border-line-strong border-l bg-surface p-5 shadow-xl"
        >
          {host && (
            <>
              <div className="flex items-start justify-between gap-3">
                <Dialog.Title className="min-w-0 font-mono font-semibold text-base wrap-anywhere">{host.name}</Dialog.Title>
                <Dialog.Close render={<Button aria-label="Close" className="px-2" />}>
                  <X width={16} height={16} aria-hidden="true" />
                </Dialog.Close>
              </div>
              <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <StateBadge state={host.state} detail={forWords(host, now)} />
                <AcceptedMark words={acceptedWords(host)} />
              </p>
              {(host.cause || host.summary) && (
                <div>
                  {host.cause && <p className="font-semibold">{host.cause.title}</p>}
                  {host.summary && <p className="mt-0.5">{host.summary}</p>}
                  {host.confirming && <p className="mt-1 text-muted">Seen once so far; further checks will confirm it.</p>}
                </div>
              )}
              <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5">
                {host.state === 'stale' && <Fact label="Before">{stateSentence(host)}</Fact>}
                {host.since && <Fact label="Since">{moment(host.since)}</Fact>}
                <Fact label="Last check">{host.checkedAt === null ? 'none yet' : moment(host.checkedAt)}</Fact>
                <Fact label="Certificate">
                  {host.expiresAt === null ? 'none seen' : `${expiryWords(host, now)}, ${momentWords(new Date(host.expiresAt), zone)}`}
                </Fact>
                <Fact label={host.ports.length === 1 ? 'Door' : 'Doors'}>{host.ports.join(', ')}</Fact>
                {host.site && <Fact label="Site">{host.site}</Fact>}
                {host.domain && <Fact label="Domain">{host.domain}</Fact>}
              </dl>
              <p className="flex flex-wrap gap-2">
                <Link href={addressOf(host.name)} prefetch={false} className={buttonClass('primary')}>
                  Open host
                </Link>
                {host.cause && (
                  <Link
                    href={ahead === null ? paths.why(host.name, host.port, host.cause.id) : paths.cause(host.cause.id)}
                    prefetch={false}
                    className={buttonClass()}
                  >
                    Why, and how to fix it
                  </Link>
                )}
              </p>
            </>
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
