import type { Transaction } from '../db/client.ts';

/** Holds the states of the hosts' doors in the order of their key, as whoever takes many of them does: nobody waits in a circle. */
export async function lockDoors(tx: Transaction, hostIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    SELECT count(*) FROM (
      SELECT 1 FROM endpoint_states AS state JOIN endpoints AS door ON door.id = state.endpoint_id
      WHERE door.host_id = ANY(${[...hostIds]}::uuid[]) ORDER BY state.endpoint_id, state.location_id FOR UPDATE OF state
    ) AS held`;
}

/** Stops the checks of all doors of these hosts and begins their paused time. The hosts' own columns are the caller's affair. */
export async function pauseDoors(tx: Transaction, hostIds: readonly string[], now: Date): Promise<void> {
  const ids = [...hostIds];
  await lockDoors(tx, ids);
  await tx.$executeRaw`
    UPDATE endpoint_states SET next_due_at = NULL, claim_token = NULL, claimed_until = NULL
    FROM endpoints WHERE endpoints.id = endpoint_id AND host_id = ANY(${ids}::uuid[])`;
  // What begins later was written by a clock that ran ahead.
  await tx.$executeRaw`
    DELETE FROM verdict_spans USING endpoints
    WHERE endpoints.id = endpoint_id AND host_id = ANY(${ids}::uuid[]) AND from_at > ${now}::timestamptz`;
  await tx.$executeRaw`
    UPDATE verdict_spans SET to_at = ${now}::timestamptz FROM endpoints
    WHERE endpoints.id = endpoint_id AND host_id = ANY(${ids}::uuid[]) AND (to_at IS NULL OR to_at > ${now}::timestamptz)`;
  await tx.$executeRaw`
    INSERT INTO verdict_spans (endpoint_id, location_id, verdict, from_at)
    SELECT endpoint_id, location_id, 'paused', ${now}::timestamptz
    FROM endpoint_states JOIN endpoints ON endpoints.id = endpoint_id WHERE host_id = ANY(${ids}::uuid[])
    ON CONFLICT (endpoint_id, location_id, from_at) DO UPDATE SET verdict = 'paused', to_at = NULL,
      root_cause_id = NULL, root_cause_no = NULL, root_cause_title = NULL`;
}

/** Makes all doors of these hosts due at once and ends their paused time. The hosts' own columns are the caller's affair. */
export async function resumeDoors(tx: Transaction, hostIds: readonly string[], now: Date): Promise<void> {
  const ids = [...hostIds];
  await lockDoors(tx, ids);
  await tx.$executeRaw`
    UPDATE endpoint_states SET next_due_at = ${now}::timestamptz
    FROM endpoints WHERE endpoints.id = endpoint_id AND host_id = ANY(${ids}::uuid[])`;
  // A pause that a clock which ran ahead began later than now ends where it began.
  await tx.$executeRaw`
    UPDATE verdict_spans SET to_at = greatest(from_at, ${now}::timestamptz) FROM endpoints
    WHERE endpoints.id = endpoint_id AND host_id = ANY(${ids}::uuid[]) AND to_at IS NULL AND verdict = 'paused'`;
}
