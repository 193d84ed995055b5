import { noValue } from '../../../list-address.ts';
import { hostStates } from '../views.ts';
import { type HostColumn, type HostSort, type HostsFilter, type ValueFilter, valueFilters } from './filter.ts';
import type { ListedHost } from './read-fleet.ts';
import type { FacetValue, HostFacets } from './views.ts';

/** Choosing, counting and ordering hosts of the list. Pure. */

/** More than people choose from. */
const valuesMax = 250;

/** What a host has of each thing that hosts are filtered by; empty text for nothing. */
const valuesOf: Readonly<Record<ValueFilter, (host: ListedHost) => readonly string[]>> = {
  domain: ({ domain }) => [domain ?? ''],
  site: ({ site }) => [site],
  tag: ({ tags }) => (tags.length === 0 ? [''] : tags),
  owner: ({ owner }) => [owner],
  cause: ({ cause }) => [cause?.id ?? ''],
  profile: ({ profile }) => [profile ?? ''],
  managed: ({ managedBy }) => [managedBy ?? ''],
};
const pausedOf = ({ pausedAt }: ListedHost): string => (pausedAt === null ? 'no' : 'yes');
const intendedOf = ({ ldapsIntended }: ListedHost): string => (ldapsIntended ? 'yes' : 'no');

type FilterName = 'q' | keyof HostFacets;
type Condition = { name: FilterName; holds: (host: ListedHost) => boolean };

/** The filters that are set. */
function conditionsOf(filter: HostsFilter): Condition[] {
  const { q, states, paused, intended } = filter;
  const conditions: Condition[] = [];
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length > 0) conditions.push({ name: 'q', holds: (host) => words.every((word) => textOf(host).includes(word)) });
  if (states.length > 0) conditions.push({ name: 'state', holds: ({ state }) => states.includes(state) });
  if (paused !== null) conditions.push({ name: 'paused', holds: (host) => pausedOf(host) === paused });
  if (intended !== null) conditions.push({ name: 'intended', holds: (host) => intendedOf(host) === intended });
  for (const name of valueFilters) {
    const wanted = filter[name] === noValue ? '' : filter[name];
    if (wanted !== null) conditions.push({ name, holds: (host) => valuesOf[name](host).includes(wanted) });
  }
  return conditions;
}

const textOf = ({ name, domain, site, tags, owner, cause }: ListedHost): string =>
  `${name} ${domain ?? ''} ${site} ${tags.join(' ')} ${owner} ${cause === null ? '' : `${cause.title} ${cause.no}`}`.toLowerCase();

/** The hosts that meet every filter, and how many there are of each value while all other filters hold. */
export function chooseHosts(hosts: readonly ListedHost[], filter: HostsFilter): { chosen: ListedHost[]; facets: HostFacets } {
  const conditions = conditionsOf(filter);
  const counter = new FacetCounter();
  const chosen = hosts.filter((host) => {
    const missed = conditions.filter(({ holds }) => !holds(host));
    if (missed.length <= 1) counter.add(host, missed[0]?.name ?? null);
    return missed.length === 0;
  });
  return { chosen, facets: counter.facets() };
}

const facetValues: Readonly<Record<keyof HostFacets, (host: ListedHost) => readonly string[]>> = {
  state: ({ state }) => [state],
  paused: (host) => [pausedOf(host)],
  intended: (host) => [intendedOf(host)],
  ...valuesOf,
};
const facetEntries = Object.entries(facetValues) as [keyof HostFacets, (host: ListedHost) => readonly string[]][];

class FacetCounter {
  readonly #counts = facetEntries.map(([name, values]) => ({ name, values, byValue: new Map<string, number>() }));
  readonly #causes = new Map<string, string>();

  /** Counts a host that misses no filter, or that one alone. */
  add(host: ListedHost, missed: FilterName | null): void {
    if (host.cause !== null) this.#causes.set(host.cause.id, host.cause.title);
    for (const { name, values, byValue } of this.#counts)
      if (missed === null || missed === name) for (const value of values(host)) byValue.set(value, (byValue.get(value) ?? 0) + 1);
  }

  /** Those with the most hosts first. */
  facets(): HostFacets {
    const listed = this.#counts.map(({ name, byValue }): [string, FacetValue[]] => [
      name,
      [...byValue]
        .map(([value, count]) => ({ value, label: name === 'cause' ? (this.#causes.get(value) ?? value) : value, count }))
        .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
        .slice(0, valuesMax),
    ]);
    return Object.fromEntries(listed) as HostFacets;
  }
}

/** What a column is sorted by; null and empty text for hosts that have no such thing. */
const sortKeys: Readonly<Record<HostColumn, (host: ListedHost) => string | number | null>> = {
  name: ({ name }) => name,
  state: ({ state }) => hostStates.indexOf(state),
  since: ({ since }) => since?.getTime() ?? null,
  cause: ({ cause }) => cause?.title.toLowerCase() ?? null,
  domain: ({ domain }) => domain,
  site: ({ site }) => site.toLowerCase(),
  tags: ({ tags }) => tags.join(' '),
  owner: ({ owner }) => owner.toLowerCase(),
  doors: ({ ports }) => ports.length,
  profile: ({ profile }) => profile,
  expires: ({ expiresMs }) => expiresMs,
  daysLeft: ({ expiresMs }) => expiresMs,
  checked: ({ checkedMs }) => checkedMs,
  interval: ({ intervalsSeconds }) => intervalsSeconds[0] ?? null,
  managed: ({ managedBy }) => managedBy,
  locations: ({ locations }) => locations.join(' '),
};

/** Hosts without the value come last either way; equals are in the order of their names. */
export function orderHosts(hosts: readonly ListedHost[], { column, descending }: HostSort): ListedHost[] {
  const keyed = hosts.map((host) => ({ host, key: sortKeys[column](host) || (column === 'state' ? 0 : null) }));
  const way = descending ? -1 : 1;
  keyed.sort((a, b) => {
    if (a.key !== b.key) {
      if (a.key === null) return 1;
      if (b.key === null) return -1;
      return a.key < b.key ? -way : way;
    }
    return a.host.name < b.host.name ? -1 : 1;
  });
  return keyed.map(({ host }) => host);
}
