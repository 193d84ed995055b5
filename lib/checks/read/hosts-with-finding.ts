import type { Database } from '../../db/client.ts';

/**
 * The hosts at one of whose doors the finding is open, whether or not it leads there, by name. `isAccepted`: it is accepted wherever it
 * is found on the host, and counts for no state.
 */
export async function hostsWithFinding(db: Database, findingId: string): Promise<ReadonlyMap<string, { isAccepted: boolean }>> {
  const rows = await db.$queryRaw<{ name: string; isAccepted: boolean }[]>`
    SELECT host.name, bool_and(finding.waiver_id IS NOT NULL) AS "isAccepted" FROM open_findings AS finding
      JOIN endpoints AS endpoint ON endpoint.id = finding.endpoint_id JOIN hosts AS host ON host.id = endpoint.host_id
    WHERE finding.finding_id = ${findingId} GROUP BY host.name ORDER BY host.name`;
  return new Map(rows.map(({ name, isAccepted }) => [name, { isAccepted }]));
}

/** On how many hosts each finding is accepted for now, by the finding's id; those that are accepted nowhere are left out. */
export async function acceptedHostCounts(db: Database): Promise<ReadonlyMap<string, number>> {
  const rows = await db.$queryRaw<{ id: string; hostCount: number }[]>`
    SELECT finding.finding_id AS id, count(DISTINCT endpoint.host_id)::int AS "hostCount" FROM open_findings AS finding
      JOIN endpoints AS endpoint ON endpoint.id = finding.endpoint_id
    WHERE finding.waiver_id IS NOT NULL GROUP BY finding.finding_id`;
  return new Map(rows.map(({ id, hostCount }) => [id, hostCount]));
}
