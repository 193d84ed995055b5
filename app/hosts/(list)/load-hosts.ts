import { cache } from 'react';
import { readHostsFilter, writeHostsFilter } from '#lib/checks/read/hosts-table/filter.ts';
import { readHostsTable } from '#lib/checks/read/hosts-table/read-hosts-table.ts';
import { now } from '#lib/clock.ts';
import { database } from '#lib/db/client.ts';
import { type AddressParameters, pageSize, parametersOf } from '#lib/list-address.ts';

/** Rows that come with the page; the others are fetched when they come into sight. */
const rowsAtOnce = 60;

/** By text, for title and page are given parameters that are equal but not the same object. */
const loadQuery = cache(async (query: string) => {
  const filter = readHostsFilter(parametersOf(new URLSearchParams(query)));
  const at = now();
  const part = filter.page === null ? { offset: 0, limit: rowsAtOnce } : { offset: (filter.page - 1) * pageSize, limit: pageSize };
  return { filter, now: at.toISOString(), ...(await readHostsTable(database(), filter, { now: at, ...part })) };
});

/** The list that an address asks for, read once per request. */
export const loadHosts = (parameters: AddressParameters) =>
  loadQuery(new URLSearchParams(writeHostsFilter(readHostsFilter(parameters))).toString());
