'use client';

import type { BoardHost } from '#lib/checks/read/views.ts';
import { type Arrangement, labelledMax } from './arrange.ts';
import { groupKey } from './group.ts';
import { HealthySites } from './healthy-sites.tsx';
import type { TileLook } from './host-tile.tsx';
import { needsAttention } from './host-words.ts';
import { SiteSection, type SiteTotal } from './site-section.tsx';

/** Up to so many hosts, the healthy ones show their names too. */
const namedMax = 24;

type Props = {
  arrangement: Arrangement;
  hosts: ReadonlyMap<string, BoardHost>;
  visibleCount: number;
  unfold: boolean;
  density: 24 | 16;
  now: Date;
};

/** The hosts by site, where the arrangement has them, as they are now. */
export function BoardTiles({ arrangement, hosts, visibleCount, unfold, density, now }: Props) {
  const totals = countTotals(hosts);
  const find = (names: readonly string[]): BoardHost[] => names.flatMap((name) => hosts.get(name) ?? []);
  const square: TileLook = density === 16 ? 'small' : 'large';
  const look = (host: BoardHost): TileLook => {
    if (visibleCount > labelledMax) return square;
    if (host.state !== 'healthy') return 'full';
    return visibleCount <= namedMax ? 'named' : square;
  };
  return (
    <>
      {arrangement.sections.map(({ key, title, domains, open, healthy }) => (
        <SiteSection
          key={key}
          title={title}
          domains={domains}
          total={totals.get(key) ?? { attentionCount: 0, hostCount: 0 }}
          open={find(open)}
          healthy={find(healthy)}
          unfold={unfold}
          look={look}
          now={now}
        />
      ))}
      <HealthySites
        sites={arrangement.healthySites.map(({ key, title, healthy }) => ({ key, title, hosts: find(healthy) }))}
        look={look}
        now={now}
      />
    </>
  );
}

function countTotals(hosts: ReadonlyMap<string, BoardHost>): Map<string, SiteTotal> {
  const totals = new Map<string, SiteTotal>();
  for (const host of hosts.values()) {
    const key = groupKey(host);
    const { attentionCount, hostCount } = totals.get(key) ?? { attentionCount: 0, hostCount: 0 };
    totals.set(key, { attentionCount: attentionCount + Number(needsAttention(host.state)), hostCount: hostCount + 1 });
  }
  return totals;
}
