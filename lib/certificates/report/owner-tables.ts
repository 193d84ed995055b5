import type { PlannerRow } from '../planner/views.ts';
import type { OwnerTable } from './views.ts';

/**
 * One table for each owner, that with the soonest end first; certificates without an owner come last. A certificate of two owners is
 * in the tables of both. The rows stay in the order given.
 */
export function ownerTables(rows: readonly PlannerRow[]): OwnerTable[] {
  const tables = new Map<string, PlannerRow[]>();
  for (const row of rows)
    for (const owner of row.owners.length === 0 ? [''] : row.owners) {
      const table = tables.get(owner) ?? [];
      table.push(row);
      tables.set(owner, table);
    }
  const soonest = (table: readonly PlannerRow[]): string =>
    table.reduce((first, { notAfter }) => (notAfter < first ? notAfter : first), '9');
  return [...tables]
    .map(([owner, table]) => ({ owner, certificates: table.length, hosts: new Set(table.flatMap(({ hosts }) => hosts)).size, rows: table }))
    .sort(
      (one, other) =>
        Number(one.owner === '') - Number(other.owner === '') ||
        compare(soonest(one.rows), soonest(other.rows)) ||
        compare(one.owner, other.owner),
    );
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
