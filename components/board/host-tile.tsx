'use client';

import Link from 'next/link';
import { memo } from 'react';
import { StateGlyph } from '#components/status/state-glyph.tsx';
import type { BoardHost } from '#lib/checks/read/views.ts';
import { useHostAddress } from './ahead.ts';
import { acceptedWords, describeHost, expiryWords, forWords, needsAttention, stateSentence } from './host-words.ts';

/** How much of a host a tile shows: its state alone, with its name, or with its name and what is wrong. */
export type TileLook = 'small' | 'large' | 'named' | 'full';

type Props = { host: BoardHost; now: Date; look: TileLook; tabbable: boolean };

const square: Readonly<Record<'small' | 'large', string>> = { small: 'size-4 rounded-xs', large: 'size-6 rounded' };

/** One host, as a link to its page. Its accessible name says all that its colour, shape and place say. */
export const HostTile = memo(function HostTile({ host, now, look, tabbable }: Props) {
  const addressOf = useHostAddress();
  const link = {
    href: addressOf(host.name),
    prefetch: false,
    'data-host': host.name,
    'data-attention': needsAttention(host.state) || undefined,
    'data-accepted': host.acceptedCount,
    tabIndex: tabbable ? 0 : -1,
  };
  if (look === 'small' || look === 'large')
    return (
      <Link
        {...link}
        aria-label={describeHost(host, now)}
        data-state={host.state}
        className={`state-fill grid place-items-center ${square[look]}`}
      >
        <StateGlyph state={host.state} size={look === 'small' ? 10 : 16} />
      </Link>
    );
  const mark = (
    <span className="state-fill grid size-6 shrink-0 place-items-center rounded" data-state={host.state}>
      <StateGlyph state={host.state} size={16} />
    </span>
  );
  const box = 'flex min-w-0 gap-2 rounded-md border border-line bg-surface text-ink no-underline hover:border-line-strong hover:bg-hover';
  if (look === 'named')
    return (
      <Link {...link} aria-label={describeHost(host, now)} className={`${box} items-center p-1 pr-2.5`}>
        {mark}
        <span className="truncate font-mono text-xs">{host.name}</span>
      </Link>
    );
  return (
    <Link {...link} data-full="true" aria-label={describeHost(host, now)} className={`${box} h-full p-2`}>
      {mark}
      <span className="min-w-0">
        <span className="block font-medium font-mono text-xs leading-6 wrap-anywhere">{host.name}</span>
        <span className="block">{host.cause?.title ?? host.summary ?? capitalised(stateSentence(host))}</span>
        <span className="block text-muted text-xs">
          {[host.cause === null ? null : capitalised(stateSentence(host)), forWords(host, now), expiryWords(host, now), acceptedWords(host)]
            .filter((part) => part !== null)
            .join(' · ')}
        </span>
      </span>
    </Link>
  );
});

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
