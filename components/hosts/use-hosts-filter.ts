'use client';

import { createListFilter } from '#components/table/use-list-filter.tsx';
import { writeHostsFilter } from '#lib/checks/read/hosts-table/filter.ts';
import { paths } from '#lib/paths.ts';

const list = createListFilter(writeHostsFilter, paths.hosts);

/** Shares the filter of the list of hosts. */
export const HostsFilterProvider = list.Provider;
/** The filter of the list of hosts as people left it, and the way to change it. */
export const useHostsFilter = list.useListFilter;
