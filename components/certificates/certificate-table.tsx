'use client';

import { useCallback } from 'react';
import { listColumns } from '#components/table/list-columns.ts';
import { PagedTable } from '#components/table/paged-table.tsx';
import { VirtualTable } from '#components/table/virtual-table.tsx';
import { type InventoryFilter, writeFilter } from '#lib/certificates/inventory/filter.ts';
import type { InventoryPage, InventoryRow } from '#lib/certificates/inventory/views.ts';
import { pageSize } from '#lib/list-address.ts';
import { paths } from '#lib/paths.ts';
import { columnWidthsRem, inventoryCells } from './inventory-cells.tsx';
import { columnLabels } from './state-words.ts';
import { useInventoryFilter } from './use-inventory-filter.ts';

type Props = {
  filter: InventoryFilter;
  /** The first rows, or those of the page that the address names. */
  page: InventoryPage;
  /** When they were read: ISO 8601. */
  now: string;
};

const rowKey = ({ sha256 }: InventoryRow): string => sha256;
const rowHref = ({ sha256 }: InventoryRow): string => paths.certificate(sha256);

/** The certificates that match, as one list that scrolls or as pages. */
export function CertificateTable({ filter, page, now }: Props) {
  const query = JSON.stringify(writeFilter(filter));
  const columns = listColumns({
    filter,
    ...useInventoryFilter(),
    labels: columnLabels,
    widthsRem: columnWidthsRem,
    cells: inventoryCells(now),
  });
  const load = useCallback(
    async (offset: number, limit: number, signal: AbortSignal): Promise<InventoryPage> => {
      const response = await fetch(paths.certificateRows({ ...JSON.parse(query), offset: String(offset), limit: String(limit) }), {
        signal,
      });
      if (!response.ok) throw new Error(`The server answered ${response.status}.`);
      return response.json();
    },
    [query],
  );
  const table = { label: 'Table of certificates', columns, rowKey, rowHref };
  if (filter.page === null) return <VirtualTable key={query} {...table} first={page} load={load} />;
  const pageHref = (number: number) => paths.certificates(writeFilter({ ...filter, page: number }));
  return <PagedTable {...table} shown={page} page={filter.page} pageSize={pageSize} pageHref={pageHref} />;
}
