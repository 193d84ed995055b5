import type { Database } from '../../db/client.ts';
import { type BulkChangeItem, bulkActions } from './views.ts';

/** Older changes are in the audit record. */
const listedMax = 100;

type Row = {
  id: string;
  at: Date;
  actor: string;
  action: string;
  summary: string;
  host_count: number;
  can_undo: boolean;
  undone_at: Date | null;
  undone_by: string | null;
};

/** The newest changes to many hosts, newest first. */
export async function listBulkChanges(db: Database): Promise<BulkChangeItem[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT id, at, actor, action, summary, host_count, before IS NOT NULL AS can_undo, undone_at, undone_by
    FROM bulk_changes ORDER BY at DESC, id LIMIT ${listedMax}`;
  return rows.map((row) => ({
    ...{ id: row.id, at: row.at.toISOString(), actor: row.actor, summary: row.summary, hostCount: row.host_count },
    action: bulkActions.find((action) => action === row.action) ?? null,
    undo:
      row.undone_at !== null
        ? { state: 'done', at: row.undone_at.toISOString(), by: row.undone_by ?? '' }
        : { state: row.can_undo ? 'possible' : 'impossible' },
  }));
}
