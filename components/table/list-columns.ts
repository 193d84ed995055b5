import type { ReactNode } from 'react';
import type { ListFilter } from '#lib/list-address.ts';
import type { TableColumn } from './columns.ts';

type Given<Column extends string, Row> = {
  /** What the rows were found with. */
  filter: ListFilter<Column>;
  /** The filter as people left it: the heads build on it. */
  shown: ListFilter<Column>;
  change: (part: { sort: ListFilter<Column>['sort'] }) => void;
  hrefOf: (part: { sort: ListFilter<Column>['sort'] }) => string;
  labels: Readonly<Record<Column, string>>;
  widthsRem: Readonly<Record<Column, number>>;
  cells: Readonly<Record<Column, (row: Row) => ReactNode>>;
};

/** The columns of a long list. A head sorts by its column, and the other way round where the list is in that order already. */
export function listColumns<Column extends string, Row>({
  filter,
  shown,
  change,
  hrefOf,
  labels,
  widthsRem,
  cells,
}: Given<Column, Row>): TableColumn<Row>[] {
  return filter.columns.map((id) => {
    const sort = { column: id, descending: shown.sort.column === id && !shown.sort.descending };
    return {
      id,
      label: labels[id],
      widthRem: widthsRem[id],
      sorted: filter.sort.column !== id ? null : filter.sort.descending ? 'descending' : 'ascending',
      sortHref: hrefOf({ sort }),
      onSort: () => change({ sort }),
      cell: cells[id],
    };
  });
}
