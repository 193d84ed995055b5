import type { Database, Transaction } from '../db/client.ts';
import { checkJob } from '../queue/jobs.ts';
import type { Queue } from '../queue/queue.ts';
import { clockToleranceMs } from './database-time.ts';
import { nextSlot } from './due.ts';

/** How many endpoints one job of the schedule checks, and how many one sweep takes at most. */
export const CHECKS_PER_JOB = 20;
export const CHECKS_PER_SWEEP = 2_000;

type DueRow = { endpoint_id: string; interval_seconds: number };

/**
 * Enqueues a check for every endpoint that is due at one location, and moves each to its next slot in the same transaction: nothing
 * is enqueued twice by workers that sweep at once, and nothing is lost when one dies. Returns how many it took; a full
 * `limit` means that there may be more. `now` is the database's time.
 */
export async function sweepDue(
  db: Database,
  queue: Queue,
  input: { location: { id: number; name: string }; now: Date; limit?: number; perJob?: number },
): Promise<number> {
  const { location, now } = input;
  const limit = input.limit ?? CHECKS_PER_SWEEP;
  await addMissingStates(db, location, now);
  await bringBack(db, location.id, now);
  return db.$transaction(
    async (transaction) => {
      const due = await transaction.$queryRaw<DueRow[]>`
        SELECT state.endpoint_id, endpoint.interval_seconds
        FROM endpoint_states AS state
          JOIN endpoints AS endpoint ON endpoint.id = state.endpoint_id
          JOIN hosts AS host ON host.id = endpoint.host_id
        WHERE state.location_id = ${location.id} AND state.next_due_at <= ${now} AND host.paused_at IS NULL
        ORDER BY state.next_due_at LIMIT ${limit}
        FOR UPDATE OF state SKIP LOCKED`;
      if (due.length === 0) return 0;
      await moveOn(transaction, location.id, due, now);
      const ids = due.map((row) => row.endpoint_id);
      const perJob = input.perJob ?? CHECKS_PER_JOB;
      const payloads = Array.from({ length: Math.ceil(ids.length / perJob) }, (_, index) => ({
        endpointIds: ids.slice(index * perJob, (index + 1) * perJob),
        dueAt: now.toISOString(),
        requestId: null,
      }));
      await queue.enqueue(checkJob, payloads, { location: location.name, transaction });
      return due.length;
    },
    { timeout: 20_000 },
  );
}

async function moveOn(transaction: Transaction, locationId: number, due: readonly DueRow[], now: Date): Promise<void> {
  const ids = due.map((row) => row.endpoint_id);
  const slots = due.map((row) => nextSlot(row.endpoint_id, row.interval_seconds, now).toISOString());
  await transaction.$executeRaw`
    UPDATE endpoint_states AS state SET next_due_at = slot.due_at
    FROM unnest(${ids}::uuid[], ${slots}::timestamptz[]) AS slot(endpoint_id, due_at)
    WHERE state.endpoint_id = slot.endpoint_id AND state.location_id = ${locationId}`;
}

/** Endpoints that are probed from this location and have no state there get one that is due at once; not due while their host is paused. */
async function addMissingStates(db: Database, { id: locationId, name }: { id: number; name: string }, now: Date): Promise<void> {
  await db.$executeRaw`
    INSERT INTO endpoint_states (endpoint_id, location_id, next_due_at)
    SELECT endpoint.id, ${locationId}::int, CASE WHEN host.paused_at IS NULL THEN ${now}::timestamptz END
    FROM endpoints AS endpoint JOIN hosts AS host ON host.id = endpoint.host_id
    WHERE (endpoint.probed_from = '{}' OR ${name} = ANY(endpoint.probed_from))
      AND NOT EXISTS (SELECT FROM endpoint_states AS state WHERE state.endpoint_id = endpoint.id AND state.location_id = ${locationId})
    ON CONFLICT DO NOTHING`;
}

/**
 * Makes endpoints due whose next check lies further away than one interval, which no schedule puts off that far: a clock that ran
 * ahead did, before it was set right.
 */
async function bringBack(db: Database, locationId: number, now: Date): Promise<void> {
  await db.$executeRaw`
    UPDATE endpoint_states SET next_due_at = ${now}
    WHERE location_id = ${locationId} AND endpoint_id IN (
      SELECT state.endpoint_id FROM endpoint_states AS state JOIN endpoints AS endpoint ON endpoint.id = state.endpoint_id
      WHERE state.location_id = ${locationId}
        AND state.next_due_at > ${now}::timestamptz
          + (endpoint.interval_seconds::bigint * 1000 + ${clockToleranceMs}::int) * interval '1 millisecond'
      FOR UPDATE OF state SKIP LOCKED)`;
}
