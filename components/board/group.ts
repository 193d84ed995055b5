import { type BoardHost, type HostState, hostStates } from '#lib/checks/read/views.ts';
import { needsAttention } from './host-words.ts';

/** Hosts that are looked after together: those of a site, or of a domain where no site is known. */
export type SiteGroup = {
  key: string;
  title: string;
  /** Domains of its hosts, where the title does not say it. */
  domains: string[];
  /** Worst first, then by name. */
  hosts: BoardHost[];
  attentionCount: number;
  worst: HostState;
};

const rank = (state: HostState): number => hostStates.indexOf(state);

/** Names in the order of a person's eye: dc2 before dc10. */
const byName = new Intl.Collator('en', { numeric: true });
export const compareNames = (a: string, b: string): number => byName.compare(a, b);

/** Worst first, then by name. */
export const compareHosts = (a: BoardHost, b: BoardHost): number => rank(a.state) - rank(b.state) || compareNames(a.name, b.name);

/** The group that a host belongs to. */
export function groupKey({ site, domain }: BoardHost): string {
  if (site !== '') return `site ${site}`;
  return domain === null ? 'none' : `domain ${domain}`;
}

/** The hosts by site: worst site first, among equals the one with the greater share that needs attention, then by title. */
export function groupBySite(hosts: readonly BoardHost[]): SiteGroup[] {
  return [...Map.groupBy(hosts, groupKey)].flatMap(([key, members]) => makeGroup(key, members)).sort(compareGroups);
}

function makeGroup(key: string, members: readonly BoardHost[]): SiteGroup[] {
  const hosts = [...members].sort(compareHosts);
  const [first] = hosts;
  if (!first) return [];
  const title = first.site !== '' ? first.site : first.domain === null ? 'No site' : `${first.domain}, no site`;
  const domains = first.site === '' ? [] : [...new Set(hosts.flatMap(({ domain }) => domain ?? []))].sort(compareNames);
  return [{ key, title, domains, hosts, attentionCount: hosts.filter(({ state }) => needsAttention(state)).length, worst: first.state }];
}

function compareGroups(a: SiteGroup, b: SiteGroup): number {
  const share = (group: SiteGroup) => group.attentionCount / group.hosts.length;
  return rank(a.worst) - rank(b.worst) || share(b) - share(a) || compareNames(a.title, b.title);
}
