import type { BoardHost } from '#lib/checks/read/views.ts';
import type { ExportColumn } from '#lib/export/table.ts';
import { filterHosts, parseStates } from './filter.ts';
import { parseSort, sortHosts, usualSort } from './sort.ts';

/** The hosts that the table shows for an address, in its order. */
export function hostsOfAddress(hosts: readonly BoardHost[], query: URLSearchParams): BoardHost[] {
  const { site, domain, cause } = { site: query.get('site'), domain: query.get('domain'), cause: query.get('cause') };
  const filter = { search: query.get('q') ?? '', states: parseStates(query.get('state') ?? ''), site, domain, cause };
  return sortHosts(filterHosts(hosts, filter), parseSort(query.get('sort') ?? '') ?? usualSort);
}

/** Columns of the board's table as a file. */
export const boardColumns: readonly ExportColumn<BoardHost>[] = [
  { id: 'state', value: ({ state }) => state },
  { id: 'host', value: ({ name }) => name },
  { id: 'port', value: ({ port }) => port },
  { id: 'causeNo', value: ({ cause }) => cause?.no ?? null },
  { id: 'causeId', value: ({ cause }) => cause?.id ?? null },
  { id: 'cause', value: ({ cause }) => cause?.title ?? null },
  { id: 'summary', value: ({ summary }) => summary },
  { id: 'acceptedFindings', value: ({ acceptedCount }) => acceptedCount ?? 0 },
  { id: 'since', value: ({ since }) => since },
  { id: 'certificateNotAfter', value: ({ expiresAt }) => expiresAt },
  { id: 'site', value: ({ site }) => site },
  { id: 'domain', value: ({ domain }) => domain },
  { id: 'ports', value: ({ ports }) => ports.map(String) },
  { id: 'checkedAt', value: ({ checkedAt }) => checkedAt },
];
