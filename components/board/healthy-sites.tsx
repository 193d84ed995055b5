'use client';

import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { AcceptedMark } from '#components/status/accepted-mark.tsx';
import { acceptedHostsWords } from '#components/status/accepted-words.ts';
import type { BoardHost } from '#lib/checks/read/views.ts';
import type { TileLook } from './host-tile.tsx';
import { acceptedHostCount } from './host-words.ts';
import { SiteSection } from './site-section.tsx';

type Props = { sites: { key: string; title: string; hosts: BoardHost[] }[]; look: (host: BoardHost) => TileLook; now: Date };

/** Sites where all is well, in one line that unfolds. */
export function HealthySites({ sites, look, now }: Props) {
  const [opened, setOpened] = useState(false);
  if (sites.length === 0) return null;
  const hostCount = sites.reduce((sum, { hosts }) => sum + hosts.length, 0);
  return (
    <div>
      <button
        type="button"
        aria-expanded={opened}
        onClick={() => setOpened(!opened)}
        className="flex min-h-8 w-full items-baseline gap-2 border-line border-t py-2.5 text-left hover:bg-hover"
      >
        <ChevronRight width={14} height={14} aria-hidden="true" className={`shrink-0 self-center ${opened ? 'rotate-90' : ''}`} />
        <span className="min-w-0">
          <span className="font-semibold">{sites.length === 1 ? '1 site all healthy: ' : `${sites.length} sites all healthy: `}</span>
          <span className="text-muted wrap-anywhere">
            {sites.map(({ title }) => title).join(', ')} ({hostCount.toLocaleString('en')} {hostCount === 1 ? 'host' : 'hosts'})
          </span>{' '}
          <AcceptedMark words={acceptedHostsWords(acceptedHostCount(sites.flatMap(({ hosts }) => hosts)))} />
        </span>
      </button>
      {opened &&
        sites.map(({ key, title, hosts }) => (
          <SiteSection
            key={key}
            title={title}
            domains={[]}
            total={{ attentionCount: 0, hostCount: hosts.length }}
            open={[]}
            healthy={hosts}
            unfold
            look={look}
            now={now}
          />
        ))}
    </div>
  );
}
