import type { Transaction } from '../../db/client.ts';
import { announceFleet } from '../internal.ts';

/** By then every worker that can be reached goes by a change of trust, in milliseconds: it asks for one every two seconds. */
const trustFollowsMs = 3_000;
/** Between two doors that are checked because of it, in milliseconds: 50 a second, so that a fleet's doors do not come all at once. */
const betweenDoorsMs = 20;

/**
 * Has the doors of a domain, or all, checked with what is trusted from now on: one after another, and none later than its interval.
 * Paused hosts wait for their return. Returns how many doors, and within how many seconds they are checked.
 */
export async function recheckDoors(tx: Transaction, domainId: number | null): Promise<{ doors: number; withinSeconds: number }> {
  // Locked in the order of their key, as whoever else takes many of them does: nobody waits in a circle.
  const [row] = await tx.$queryRaw<{ doors: number; longest: number | null }[]>`
    WITH held AS MATERIALIZED (
      SELECT state.endpoint_id, state.location_id, endpoint.interval_seconds
      FROM endpoint_states AS state
        JOIN endpoints AS endpoint ON endpoint.id = state.endpoint_id JOIN hosts AS host ON host.id = endpoint.host_id
      WHERE (${domainId}::int IS NULL OR host.domain_id = ${domainId}::int) AND host.paused_at IS NULL AND host.ldaps_intended
        AND state.next_due_at IS NOT NULL
      ORDER BY state.endpoint_id, state.location_id FOR UPDATE OF state
    ), due AS (
      SELECT endpoint_id, location_id,
        ${trustFollowsMs}::int + least((row_number() OVER () - 1) * ${betweenDoorsMs}::int, interval_seconds::bigint * 1000) AS in_ms
      FROM held
    ), moved AS (
      UPDATE endpoint_states AS state SET next_due_at = clock_timestamp() + due.in_ms * interval '1 millisecond'
      FROM due WHERE state.endpoint_id = due.endpoint_id AND state.location_id = due.location_id
      RETURNING state.endpoint_id, due.in_ms
    )
    SELECT count(DISTINCT endpoint_id)::int AS doors, max(in_ms)::float8 AS longest FROM moved`;
  await announceFleet(tx);
  return { doors: row?.doors ?? 0, withinSeconds: Math.ceil((row?.longest ?? trustFollowsMs) / 1_000) + 2 };
}

/**
 * Writes into the history of the hosts that trust changed for their doors. To be done before `recheckDoors`: it holds the hosts, in the
 * order of their key, and whoever takes hosts and doors takes the hosts first.
 */
export async function tellHosts(
  tx: Transaction,
  domainId: number | null,
  now: Date,
  before: string | null,
  after: string | null,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO changes (host_id, at, kind, before, after)
    SELECT id, ${now}, 'configuration', ${before}, ${after} FROM hosts
    WHERE (${domainId}::int IS NULL OR domain_id = ${domainId}::int) ORDER BY id`;
}
