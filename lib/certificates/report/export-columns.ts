import type { ExportColumn } from '../../export/table.ts';
import { plannerColumns } from '../planner/table.ts';
import type { PlannerRow } from '../planner/views.ts';
import type { OwnerTable } from './views.ts';

/** A line of an owner's table; the owner is empty where nobody looks after the certificate. */
export type OwnerTableRow = { owner: string; row: PlannerRow };

/** The tables by owner as one. */
export const ownerTableRows = (tables: readonly OwnerTable[]): OwnerTableRow[] =>
  tables.flatMap(({ owner, rows }) => rows.map((row) => ({ owner, row })));

/** Columns of the tables by owner as one file: the owner, then what the planner tells, other than the many DNS names. */
export const ownerTableColumns: readonly ExportColumn<OwnerTableRow>[] = [
  { id: 'owner', value: ({ owner }) => owner },
  ...plannerColumns.filter(({ id }) => id !== 'dnsNames').map(({ id, value }) => ({ id, value: ({ row }: OwnerTableRow) => value(row) })),
];
