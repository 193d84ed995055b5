'use client';

import dynamic from 'next/dynamic';
import { useCallback, useState } from 'react';
import { listColumns } from '#components/table/list-columns.ts';
import { PagedTable } from '#components/table/paged-table.tsx';
import { VirtualTable } from '#components/table/virtual-table.tsx';
import { type HostsFilter, writeHostsFilter } from '#lib/checks/read/hosts-table/filter.ts';
import type { HostRow, HostsPage } from '#lib/checks/read/hosts-table/views.ts';
import { pageSize } from '#lib/list-address.ts';
import { paths } from '#lib/paths.ts';
import type { BulkActions, BulkChoices } from './bulk-target.ts';
import { columnWidthsRem, hostCells } from './host-cells.tsx';
import { columnLabels } from './host-words.ts';
import { SelectionBar } from './selection-bar.tsx';
import { loadHostRows, useHostSelection } from './use-host-selection.ts';
import { useHostsFilter } from './use-hosts-filter.ts';

const ChangeDialog = dynamic(() => import('./change-dialog.tsx').then((module) => module.ChangeDialog));

type Props = {
  filter: HostsFilter;
  /** The query of the filters alone, without order, columns and page. */
  filterQuery: string;
  /** The first rows, or those of the page that the address names. */
  page: HostsPage;
  /** When they were read: ISO 8601. */
  now: string;
  managedCount: number;
  choices: BulkChoices;
  actions: BulkActions;
};

const rowKey = ({ id }: HostRow): string => id;
const rowHref = ({ name }: HostRow): string => paths.host(name);

/** The hosts that match, as one list that scrolls or as pages, and what is done with the chosen ones. */
export function HostTable({ filter, filterQuery, page, now, managedCount, choices, actions }: Props) {
  const query = new URLSearchParams(writeHostsFilter(filter)).toString();
  const columns = listColumns({ filter, ...useHostsFilter(), labels: columnLabels, widthsRem: columnWidthsRem, cells: hostCells(now) });
  const load = useCallback((offset: number, limit: number, signal: AbortSignal) => loadHostRows(query, offset, limit, signal), [query]);
  const { selection, target, ...chosen } = useHostSelection({ query, filterQuery, total: page.total });
  const [isChanging, setChanging] = useState(false);
  const [wasOpened, setOpened] = useState(false);
  const openDialog = () => {
    setOpened(true);
    setChanging(true);
  };
  const table = { label: 'Table of hosts', columns, rowKey, rowHref, selection };
  const pageHref = (number: number) => paths.hosts(writeHostsFilter({ ...filter, page: number }));
  return (
    <>
      <SelectionBar {...chosen} total={page.total} filterQuery={filterQuery} onChange={openDialog} />
      {filter.page === null ? (
        <VirtualTable key={query} {...table} first={page} load={load} />
      ) : (
        <PagedTable {...table} shown={page} page={filter.page} pageSize={pageSize} pageHref={pageHref} />
      )}
      {wasOpened && (
        <ChangeDialog
          open={isChanging}
          onOpenChange={setChanging}
          target={target}
          managedCount={managedCount}
          choices={choices}
          actions={actions}
        />
      )}
    </>
  );
}
