import type { ReactNode } from 'react';

/** One column of a long table. The first one names its row and leads to the row's page. */
export type TableColumn<Row> = {
  id: string;
  label: string;
  /** In rem, so that it grows with the text. */
  widthRem: number;
  /** Where the head leads: the same list in the order of this column. */
  sortHref: string;
  /** What the head does where a script runs, in place of following `sortHref`. */
  onSort: () => void;
  sorted: 'ascending' | 'descending' | null;
  cell: (row: Row) => ReactNode;
};

/** A part of a list: its rows, and how many the whole list has. */
export type RowWindow<Row> = { total: number; rows: readonly Row[] };

/** What every way of showing a long table is given. */
export type TableProps<Row> = {
  /** Names the table for those who do not see it. */
  label: string;
  columns: readonly TableColumn<Row>[];
  rowKey: (row: Row) => string;
  rowHref: (row: Row) => string;
  /** Left out where rows cannot be chosen. */
  selection?: RowSelection<Row> | undefined;
};

/** How rows are chosen. */
export type RowSelection<Row> = {
  /** Id of the form that the boxes belong to where no script runs; their name is `name`. */
  form: string;
  name: string;
  valueOf: (row: Row) => string;
  /** Accessible name of the box of a row. */
  labelOf: (row: Row) => string;
  isChosen: (row: Row) => boolean;
  /** `toRange`: with everything between it and the row that was chosen before. */
  onToggle: (row: Row, index: number, toRange: boolean) => void;
  all: { label: string; isChosen: boolean; isPart: boolean; onToggle: () => void };
};
