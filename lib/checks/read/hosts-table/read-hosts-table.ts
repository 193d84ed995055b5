import type { Database } from '../../../db/client.ts';
import { daysLeft } from '../../../diagnosis/expiry.ts';
import { chooseHosts, orderHosts } from './arrange-hosts.ts';
import type { HostsFilter } from './filter.ts';
import { type ListedHost, readFleet } from './read-fleet.ts';
import type { HostFacets, HostRow, HostsPage, HostTotals } from './views.ts';

/** Which part of the list, and when. */
type Part = { now: Date; offset: number; limit: number };

/** A part of the list of hosts, with what can be filtered by and with the whole fleet in numbers. */
export async function readHostsTable(
  db: Database,
  filter: HostsFilter,
  part: Part,
): Promise<{ page: HostsPage; facets: HostFacets; totals: HostTotals }> {
  const fleet = await readFleet(db, part.now);
  const { chosen, facets } = chooseHosts(fleet, filter);
  return { page: pageOf(chosen, filter, part), facets, totals: totalsOf(fleet) };
}

/** A part of the list alone: `limit` rows from `offset` on, and how many there are. */
export async function readHostRows(db: Database, filter: HostsFilter, part: Part): Promise<HostsPage> {
  return pageOf(chooseHosts(await readFleet(db, part.now), filter).chosen, filter, part);
}

/** Ids of all hosts that meet the filter now, in its order. */
export async function readMatchingHostIds(db: Database, filter: HostsFilter, now: Date): Promise<string[]> {
  return orderHosts(chooseHosts(await readFleet(db, now), filter).chosen, filter.sort).map(({ id }) => id);
}

/** Most names of chosen hosts that are told. */
const namesMax = 12;

/** The hosts that meet a filter now, or those of some ids that exist; the first names, and how many of them somebody else manages. */
export async function readChosenHosts(
  db: Database,
  wanted: HostsFilter | readonly string[],
  now: Date,
): Promise<{ ids: string[]; names: string[]; managedCount: number }> {
  const fleet = await readFleet(db, now);
  const chosen = isFilter(wanted) ? chooseHosts(fleet, wanted).chosen : fleet.filter(({ id }) => wanted.includes(id));
  const names = chosen.map(({ name }) => name).sort();
  return {
    ids: chosen.map(({ id }) => id),
    names: names.slice(0, namesMax),
    managedCount: chosen.filter(({ managedBy }) => managedBy !== null).length,
  };
}

const isFilter = (wanted: HostsFilter | readonly string[]): wanted is HostsFilter => 'q' in wanted;

function pageOf(chosen: readonly ListedHost[], filter: HostsFilter, { now, offset, limit }: Part): HostsPage {
  const rows = orderHosts(chosen, filter.sort).slice(offset, offset + limit);
  return { total: chosen.length, offset, rows: rows.map((host) => rowOf(host, now)) };
}

const isoOf = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

function rowOf({ pausedAt, since, expiresMs, checkedMs, tags, ...host }: ListedHost, now: Date): HostRow {
  return {
    ...host,
    tags: [...tags],
    paused: pausedAt !== null,
    since: since?.toISOString() ?? null,
    expiresAt: isoOf(expiresMs),
    daysLeft: expiresMs === null ? null : daysLeft(new Date(expiresMs), now),
    checkedAt: isoOf(checkedMs),
  };
}

const totalsOf = (fleet: readonly ListedHost[]): HostTotals => ({
  hosts: fleet.length,
  domains: new Set(fleet.flatMap(({ domain }) => domain ?? [])).size,
  critical: fleet.filter(({ state }) => state === 'critical').length,
  warning: fleet.filter(({ state }) => state === 'warning').length,
  stale: fleet.filter(({ state }) => state === 'stale').length,
});
