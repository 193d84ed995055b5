import type { Database } from '../../db/client.ts';
import type { PlannerQuestion } from '../planner/plan.ts';
import { readPlannerData } from '../planner/read-planner.ts';
import { type OwnerTableRow, ownerTableRows } from './export-columns.ts';
import { allOwnerTables, makeReport } from './make-report.ts';
import type { DataAge, ExpiryReport } from './views.ts';

/** The expiry report. Its statements cost as much as the planner's: they follow the number of doors and not their history. */
export async function readExpiryReport(db: Database, question: PlannerQuestion): Promise<ExpiryReport> {
  const [data, dataAge, installation] = await Promise.all([
    readPlannerData(db),
    readDataAge(db, question.now),
    db.installation.findUnique({ where: { id: 1 }, select: { organisation: true } }),
  ]);
  return makeReport(data, question, { organisation: installation?.organisation ?? '', dataAge });
}

/** The report's tables by owner as one, with the rows for which paper has no room. */
export const readOwnerTables = async (db: Database, question: PlannerQuestion): Promise<OwnerTableRow[]> =>
  ownerTableRows(allOwnerTables(await readPlannerData(db), question));

/** Doors are late after three intervals, as on the board. */
async function readDataAge(db: Database, now: Date): Promise<DataAge> {
  const [row] = await db.$queryRaw<{ newest: Date | null; oldest: Date | null; doors: number; late: number }[]>`
    SELECT max(checked_at) AS newest, min(checked_at) AS oldest, count(*)::int AS doors,
      (count(*) FILTER (WHERE checked_at IS NULL OR checked_at < ${now}::timestamptz - (3 * interval_seconds + 30) * interval '1 second'))::int AS late
    FROM (
      SELECT endpoint.interval_seconds, max(state.last_checked_at) AS checked_at
      FROM endpoints AS endpoint
        JOIN hosts AS host ON host.id = endpoint.host_id AND host.paused_at IS NULL
        LEFT JOIN endpoint_states AS state ON state.endpoint_id = endpoint.id
      GROUP BY endpoint.id
    ) AS door`;
  return {
    newestAt: row?.newest?.toISOString() ?? null,
    oldestAt: row?.oldest?.toISOString() ?? null,
    doors: row?.doors ?? 0,
    lateDoors: row?.late ?? 0,
  };
}
