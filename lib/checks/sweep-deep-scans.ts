import type { Database } from '../db/client.ts';
import { deepScanJob } from '../queue/jobs.ts';
import type { Queue } from '../queue/queue.ts';
import { clockToleranceMs } from './database-time.ts';
import { longestPauseMs, nextDeepScan } from './deep-scan-due.ts';

/** How many deep scans one sweep takes at most. */
const SCANS_PER_SWEEP = 200;

/**
 * Enqueues a deep scan for every endpoint that is due for one at one location, and moves each to its time on the next day, in one
 * transaction, as checks are. Returns how many it took. `now` is the database's time.
 */
export async function sweepDeepScans(
  db: Database,
  queue: Queue,
  { location, now }: { location: { id: number; name: string }; now: Date },
): Promise<number> {
  const tooFar = new Date(now.getTime() + longestPauseMs + clockToleranceMs);
  return db.$transaction(async (transaction) => {
    const due = await transaction.$queryRaw<{ endpoint_id: string }[]>`
      SELECT state.endpoint_id
      FROM endpoint_states AS state
        JOIN endpoints AS endpoint ON endpoint.id = state.endpoint_id
        JOIN hosts AS host ON host.id = endpoint.host_id
      WHERE state.location_id = ${location.id} AND (state.deep_scan_due_at <= ${now} OR state.deep_scan_due_at > ${tooFar})
        AND host.paused_at IS NULL AND host.ldaps_intended
      ORDER BY state.deep_scan_due_at LIMIT ${SCANS_PER_SWEEP}
      FOR UPDATE OF state SKIP LOCKED`;
    if (due.length === 0) return 0;
    const ids = due.map(({ endpoint_id }) => endpoint_id);
    const slots = ids.map((id) => nextDeepScan(id, now).toISOString());
    await transaction.$executeRaw`
      UPDATE endpoint_states AS state SET deep_scan_due_at = slot.due_at
      FROM unnest(${ids}::uuid[], ${slots}::timestamptz[]) AS slot(endpoint_id, due_at)
      WHERE state.endpoint_id = slot.endpoint_id AND state.location_id = ${location.id}`;
    const payloads = ids.map((endpointId) => ({ endpointId, dueAt: now.toISOString(), requestId: null }));
    await queue.enqueue(deepScanJob, payloads, { location: location.name, transaction });
    return due.length;
  });
}
