import type { VerbContext } from '../../access/verb-context.ts';
import type { Transaction } from '../../db/client.ts';
import { lockDoors, pauseDoors, resumeDoors } from '../pausing.ts';
import type { Difference } from './write-field.ts';

/** What pausing and resuming does to schedule and history, for many hosts at once. */
export async function writePauses(tx: Transaction, { now }: VerbContext, differences: readonly Difference[]): Promise<void> {
  const hostIdsOf = (paused: boolean) => differences.filter(({ next }) => (next !== null) === paused).map(({ row }) => row.hostId);
  const [paused, resumed] = [hostIdsOf(true), hostIdsOf(false)];
  await lockDoors(tx, [...paused, ...resumed]);
  if (paused.length > 0) await pauseDoors(tx, paused, now);
  if (resumed.length === 0) return;
  await resumeDoors(tx, resumed, now);
  await spreadChecks(tx, now, resumed);
}

/** The first checks of many doors are spread: ten in a second, and over a minute at most. */
async function spreadChecks(tx: Transaction, now: Date, hostIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE endpoint_states AS state
    SET next_due_at = ${now}::timestamptz + due.part * least(60, 0.1 * due.count) * interval '1 second'
    FROM (
      SELECT held.endpoint_id, held.location_id, count(*) OVER () AS count,
        (row_number() OVER (ORDER BY held.endpoint_id, held.location_id) - 1) / count(*) OVER ()::float AS part
      FROM endpoint_states AS held JOIN endpoints AS door ON door.id = held.endpoint_id WHERE door.host_id = ANY(${[...hostIds]}::uuid[])
    ) AS due
    WHERE state.endpoint_id = due.endpoint_id AND state.location_id = due.location_id`;
}
