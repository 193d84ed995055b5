import type { Database } from '../../db/client.ts';

/** Names of the hosts at one of whose doors the finding is open, whether or not it leads there. */
export async function hostsWithFinding(db: Database, findingId: string): Promise<ReadonlySet<string>> {
  const rows = await db.$queryRaw<{ name: string }[]>`
    SELECT DISTINCT host.name FROM open_findings AS finding
      JOIN endpoints AS endpoint ON endpoint.id = finding.endpoint_id JOIN hosts AS host ON host.id = endpoint.host_id
    WHERE finding.finding_id = ${findingId}`;
  return new Set(rows.map(({ name }) => name));
}
