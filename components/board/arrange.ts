import type { BoardHost } from '#lib/checks/read/views.ts';
import { groupBySite } from './group.ts';
import { needsAttention } from './host-words.ts';

/** Where every host stands on the board, by name. It can be kept while the hosts themselves change under it. */
export type Arrangement = {
  sections: { key: string; title: string; domains: string[]; open: string[]; healthy: string[] }[];
  /** Sites with nothing but healthy hosts, folded into one line. */
  healthySites: { key: string; title: string; healthy: string[] }[];
};

/** Up to so many hosts, nothing is folded, and those that are not well show their names. */
export const labelledMax = 60;

/** Places the hosts. `unfold` gives healthy sites a section each. */
export function arrange(hosts: readonly BoardHost[], { unfold }: { unfold: boolean }): Arrangement {
  const arrangement: Arrangement = { sections: [], healthySites: [] };
  for (const { key, title, domains, hosts: members, worst } of groupBySite(hosts)) {
    const healthy = members.filter(({ state }) => state === 'healthy').map(({ name }) => name);
    if (worst === 'healthy' && !unfold) {
      arrangement.healthySites.push({ key, title, healthy });
      continue;
    }
    const open = members.filter(({ state }) => state !== 'healthy').map(({ name }) => name);
    arrangement.sections.push({ key, title, domains, open, healthy });
  }
  return arrangement;
}

/** How many hosts need attention that `kept` does not show as such. */
export function countNewcomers(kept: Arrangement, hosts: readonly BoardHost[]): number {
  const shown = new Set(kept.sections.flatMap(({ open }) => open));
  return hosts.filter(({ name, state }) => needsAttention(state) && !shown.has(name)).length;
}
