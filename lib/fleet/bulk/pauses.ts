import type { VerbContext } from '../../access/verb-context.ts';
import type { Transaction } from '../../db/client.ts';
import type { Difference } from './write-field.ts';

/** What pausing and resuming does to schedule and history, for many hosts at once; see lib/fleet/pause-host.ts and resume-host.ts. */
export async function writePauses(tx: Transaction, { now }: VerbContext, differences: readonly Difference[]): Promise<void> {
  const hostIdsOf = (paused: boolean) => differences.filter(({ next }) => (next !== null) === paused).map(({ row }) => row.hostId);
  await stopChecks(tx, now, hostIdsOf(true));
  await startChecks(tx, now, hostIdsOf(false));
}

/** Locks the states of the hosts' doors in the order of their key. */
async function lockStates(tx: Transaction, hostIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    SELECT count(*) FROM (
      SELECT 1 FROM endpoint_states AS state JOIN endpoints AS door ON door.id = state.endpoint_id
      WHERE door.host_id = ANY(${[...hostIds]}::uuid[]) ORDER BY state.endpoint_id, state.location_id FOR UPDATE OF state
    ) AS held`;
}

async function stopChecks(tx: Transaction, now: Date, hostIds: readonly string[]): Promise<void> {
  if (hostIds.length === 0) return;
  await lockStates(tx, hostIds);
  await tx.$executeRaw`
    UPDATE endpoint_states AS state SET next_due_at = NULL, claim_token = NULL, claimed_until = NULL
    FROM endpoints AS door WHERE door.id = state.endpoint_id AND door.host_id = ANY(${[...hostIds]}::uuid[])`;
  // What begins later was written by a clock that ran ahead.
  await tx.$executeRaw`
    DELETE FROM verdict_spans AS span USING endpoints AS door
    WHERE door.id = span.endpoint_id AND door.host_id = ANY(${[...hostIds]}::uuid[]) AND span.from_at > ${now}`;
  await tx.$executeRaw`
    UPDATE verdict_spans AS span SET to_at = ${now} FROM endpoints AS door
    WHERE door.id = span.endpoint_id AND door.host_id = ANY(${[...hostIds]}::uuid[]) AND (span.to_at IS NULL OR span.to_at > ${now})`;
  await tx.$executeRaw`
    INSERT INTO verdict_spans (endpoint_id, location_id, verdict, from_at)
    SELECT state.endpoint_id, state.location_id, 'paused', ${now}::timestamptz
    FROM endpoint_states AS state JOIN endpoints AS door ON door.id = state.endpoint_id WHERE door.host_id = ANY(${[...hostIds]}::uuid[])
    ON CONFLICT (endpoint_id, location_id, from_at) DO UPDATE SET verdict = 'paused', to_at = NULL,
      root_cause_id = NULL, root_cause_no = NULL, root_cause_title = NULL`;
}

/** The first checks of many doors are spread over a minute. */
async function startChecks(tx: Transaction, now: Date, hostIds: readonly string[]): Promise<void> {
  if (hostIds.length === 0) return;
  await lockStates(tx, hostIds);
  await tx.$executeRaw`
    UPDATE endpoint_states AS state
    SET next_due_at = ${now}::timestamptz + due.part * least(60, 0.1 * due.count) * interval '1 second'
    FROM (
      SELECT held.endpoint_id, held.location_id, count(*) OVER () AS count,
        (row_number() OVER (ORDER BY held.endpoint_id, held.location_id) - 1) / count(*) OVER ()::float AS part
      FROM endpoint_states AS held JOIN endpoints AS door ON door.id = held.endpoint_id WHERE door.host_id = ANY(${[...hostIds]}::uuid[])
    ) AS due
    WHERE state.endpoint_id = due.endpoint_id AND state.location_id = due.location_id`;
  // A pause that a clock which ran ahead began later than now ends where it began.
  await tx.$executeRaw`
    UPDATE verdict_spans AS span SET to_at = greatest(span.from_at, ${now}::timestamptz) FROM endpoints AS door
    WHERE door.id = span.endpoint_id AND door.host_id = ANY(${[...hostIds]}::uuid[]) AND span.to_at IS NULL AND span.verdict = 'paused'`;
}
