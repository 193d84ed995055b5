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
  const rows = await tx.$queryRaw<{ hosts: number; doors: number }[]>`
    WITH concerned AS (
      SELECT DISTINCT finding.endpoint_id, finding.location_id, endpoint.host_id
      FROM open_findings AS finding JOIN endpoints AS endpoint ON endpoint.id = finding.endpoint_id JOIN hosts AS host ON host.id = endpoint.host_id
      WHERE finding.finding_id = ${findingId} AND ${isIn(scope)}
    ), due AS (
      UPDATE endpoint_states AS state SET next_due_at = ${now}::timestamptz FROM concerned
      WHERE state.endpoint_id = concerned.endpoint_id AND state.location_id = concerned.location_id AND state.next_due_at > ${now}::timestamptz
      RETURNING state.endpoint_id
    )
    SELECT count(DISTINCT host_id)::int AS hosts, count(DISTINCT endpoint_id)::int AS doors FROM concerned`;
  return { hostCount: rows[0]?.hosts ?? 0, doorCount: rows[0]?.doors ?? 0 };
}
