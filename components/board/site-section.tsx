'use client';

import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { AcceptedMark } from '#components/status/accepted-mark.tsx';
import { acceptedHostsWords } from '#components/status/accepted-words.ts';
import type { BoardHost } from '#lib/checks/read/views.ts';
import type { TileLook } from './host-tile.tsx';
import { acceptedHostCount } from './host-words.ts';
import { TileList } from './tile-list.tsx';

/** How many hosts a site has in all, and how many of them need attention, whatever is filtered. */
export type SiteTotal = { attentionCount: number; hostCount: number };

type Props = {
  title: string;
  domains: string[];
  total: SiteTotal;
  open: BoardHost[];
  healthy: BoardHost[];
  unfold: boolean;
  look: (host: BoardHost) => TileLook;
  now: Date;
};

/** A site: what needs attention, and its healthy hosts as a number that unfolds. */
export function SiteSection({ title, domains, total, open, healthy, unfold, look, now }: Props) {
  const id = useId();
  const [opened, setOpened] = useState(false);
  const showsHealthy = unfold || opened;
  const isNew = open.length > 0 && open.length === total.attentionCount && open.every(({ state }) => state === 'not-checked');
  const attention = `${total.attentionCount} of ${total.hostCount} ${total.attentionCount === 1 ? 'needs' : 'need'} attention`;
  const words = isNew ? `${open.length} not checked yet` : attention;
  return (
    <section aria-labelledby={id} className="grid gap-x-4 gap-y-2 border-line border-t py-2.5 md:grid-cols-[9.5rem_minmax(0,1fr)]">
      <h2 id={id} className="min-w-0 wrap-anywhere" title={domains.length === 0 ? undefined : domains.join(', ')}>
        <span className="font-semibold">{title}</span>
        <span className="sr-only">, </span>
        <span className="text-muted text-xs max-md:ml-2 md:block">{words}</span>
      </h2>
      <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-2">
        {(open.length > 0 || showsHealthy) && (
          <TileList hosts={showsHealthy ? [...open, ...healthy] : open} look={look} now={now} labelledBy={id} />
        )}
        {healthy.length > 0 && !unfold && (
          <button
            type="button"
            aria-expanded={opened}
            onClick={() => setOpened(!opened)}
            className="inline-flex min-h-6 items-center gap-1 rounded text-muted hover:text-ink"
          >
            <ChevronRight width={14} height={14} aria-hidden="true" className={opened ? 'rotate-90' : ''} />
            {healthy.filter(({ state }) => state === 'healthy').length} healthy<span className="sr-only"> in {title}</span>
          </button>
        )}
        {!showsHealthy && <AcceptedMark words={acceptedHostsWords(acceptedHostCount(healthy))} />}
      </div>
    </section>
  );
}
