import type { Transaction } from '../../db/client.ts';
import { Prisma } from '../../db/generated/client.ts';

/** What a waiver is for; exactly one is set. */
export type WaiverScope = { hostId: string | null; domainId: number | null; tag: string | null };

const isIn = ({ hostId, domainId, tag }: WaiverScope): Prisma.Sql => {
  if (hostId !== null) return Prisma.sql`host.id = ${hostId}::uuid`;
  if (domainId !== null) return Prisma.sql`host.domain_id = ${domainId}`;
  return Prisma.sql`host.tags @> ARRAY[${tag}]::text[]`;
};

/**
 * Has the doors where the finding is open judged again soon: a waiver began or ended. Doors of paused hosts wait until they are
 * resumed. Returns how many hosts and doors have the finding.
 */
export async function makeDue(
  tx: Transaction,
  { findingId, scope, now }: { findingId: string; scope: WaiverScope; now: Date },
): Promise<{ hostCount: number; doorCount: number }> {
  // Locked in the order of their key, as whoever else takes many of them does: nobody waits in a circle.
  const rows = await tx.$queryRaw<{ hosts: number; doors: number }[]>`
    WITH concerned AS MATERIALIZED (
      SELECT DISTINCT finding.endpoint_id, finding.location_id, endpoint.host_id
      FROM open_findings AS finding JOIN endpoints AS endpoint ON endpoint.id = finding.endpoint_id JOIN hosts AS host ON host.id = endpoint.host_id
      WHERE finding.finding_id = ${findingId} AND ${isIn(scope)}
    ), held AS MATERIALIZED (
      SELECT state.endpoint_id, state.location_id FROM endpoint_states AS state
        JOIN concerned ON concerned.endpoint_id = state.endpoint_id AND concerned.location_id = state.location_id
      WHERE state.next_due_at > ${now}::timestamptz ORDER BY state.endpoint_id, state.location_id FOR UPDATE OF state
    ), due AS (
      UPDATE endpoint_states AS state SET next_due_at = ${now}::timestamptz FROM held
      WHERE state.endpoint_id = held.endpoint_id AND state.location_id = held.location_id
      RETURNING state.endpoint_id
    )
    SELECT count(DISTINCT host_id)::int AS hosts, count(DISTINCT endpoint_id)::int AS doors FROM concerned`;
  return { hostCount: rows[0]?.hosts ?? 0, doorCount: rows[0]?.doors ?? 0 };
}

/**
 * Has doors of hosts whose tags changed judged again soon, where something is open that is, or was until now, accepted for a tag: what
 * counts may be another thing now. Doors of paused hosts wait until they are resumed.
 */
export async function makeTaggedDue(tx: Transaction, hostIds: readonly string[], now: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE endpoint_states AS state SET next_due_at = ${now}::timestamptz FROM (
      SELECT held.endpoint_id, held.location_id FROM endpoint_states AS held JOIN endpoints AS endpoint ON endpoint.id = held.endpoint_id
      WHERE endpoint.host_id = ANY(${[...hostIds]}::uuid[]) AND held.next_due_at > ${now}::timestamptz AND EXISTS (
        SELECT FROM open_findings AS finding JOIN waivers AS waiver ON waiver.finding_id = finding.finding_id
        WHERE finding.endpoint_id = held.endpoint_id AND finding.location_id = held.location_id
          AND waiver.tag IS NOT NULL AND waiver.ended_at IS NULL AND waiver.until > ${now}::timestamptz)
      ORDER BY held.endpoint_id, held.location_id FOR UPDATE OF held
    ) AS due WHERE state.endpoint_id = due.endpoint_id AND state.location_id = due.location_id`;
}
