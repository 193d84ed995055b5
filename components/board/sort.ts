import type { BoardHost } from '#lib/checks/read/views.ts';
import { compareHosts, compareNames } from './group.ts';

export const sortColumns = ['state', 'host', 'site', 'domain', 'cause', 'since', 'days', 'checked'] as const;
export type SortColumn = (typeof sortColumns)[number];
export type BoardSort = { column: SortColumn; descending: boolean };
export const usualSort: BoardSort = { column: 'state', descending: false };

const isColumn = (text: string): text is SortColumn => (sortColumns as readonly string[]).includes(text);

/** A sort as the address has it, `days` or `-days`; null when it is none. */
export function parseSort(text: string): BoardSort | null {
  const descending = text.startsWith('-');
  const column = descending ? text.slice(1) : text;
  return isColumn(column) ? { column, descending } : null;
}

export const sortText = ({ column, descending }: BoardSort): string => `${descending ? '-' : ''}${column}`;

/** What a column is compared by; null for a host that has no such thing. */
const readers: Readonly<Record<Exclude<SortColumn, 'state'>, (host: BoardHost) => string | null>> = {
  host: ({ name }) => name,
  site: ({ site }) => site || null,
  domain: ({ domain }) => domain,
  cause: ({ cause }) => cause?.title ?? null,
  since: ({ since }) => since,
  days: ({ expiresAt }) => expiresAt,
  checked: ({ checkedAt }) => checkedAt,
};

/** Sorts into a new list. Hosts without a value come last either way; equals are ordered worst first, then by name. */
export function sortHosts(hosts: readonly BoardHost[], { column, descending }: BoardSort): BoardHost[] {
  const sign = descending ? -1 : 1;
  if (column === 'state') return [...hosts].sort((a, b) => sign * compareHosts(a, b));
  const read = readers[column];
  return [...hosts].sort((a, b) => {
    const [left, right] = [read(a), read(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null) || compareHosts(a, b);
    return sign * compareNames(left, right) || compareHosts(a, b);
  });
}
