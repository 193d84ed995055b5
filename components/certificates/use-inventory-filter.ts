'use client';

import { createListFilter } from '#components/table/use-list-filter.tsx';
import { writeFilter } from '#lib/certificates/inventory/filter.ts';
import { paths } from '#lib/paths.ts';

const list = createListFilter(writeFilter, paths.certificates);

/** Shares the filter of the inventory. */
export const InventoryFilterProvider = list.Provider;
/** The filter of the inventory as people left it, and the way to change it. */
export const useInventoryFilter = list.useListFilter;
