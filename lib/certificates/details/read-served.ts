import type { Database } from '../../db/client.ts';
import { isoOf } from './read-core.ts';
import type { ConcerningFinding, ServedSpan } from './views.ts';

/** How many stretches of serving a page shows. */
export const servedMax = 200;

/** How many a file has. */
export const servedExportMax = 10_000;

/** Who sent a certificate from when to when: what is still sent and the newest first, and how many stretches there are in all. */
export async function readServed(db: Database, sha256: string, limit = servedMax): Promise<{ spans: ServedSpan[]; total: number }> {
  const [row] = await db.$queryRaw<{ spans: ServedSpan[] | null; total: number }[]>`
    SELECT (SELECT count(*)::int FROM served_certificates WHERE sha256 = ${sha256}) AS total,
      (SELECT json_agg(json_build_object('host', host.name, 'port', endpoint.port, 'location', location.name, 'isLeaf', newest.is_leaf,
          'from', newest.from_at, 'to', newest.to_at) ORDER BY newest.to_at DESC NULLS FIRST, newest.from_at DESC, newest.id DESC)
        FROM (SELECT * FROM served_certificates WHERE sha256 = ${sha256} ORDER BY to_at DESC NULLS FIRST, from_at DESC, id DESC LIMIT ${limit}) AS newest
        JOIN endpoints AS endpoint ON endpoint.id = newest.endpoint_id JOIN hosts AS host ON host.id = endpoint.host_id
        JOIN locations AS location ON location.id = newest.location_id) AS spans`;
  const spans = (row?.spans ?? []).map((span) => ({ ...span, from: isoOf(span.from), to: isoOf(span.to) }));
  return { spans, total: row?.total ?? 0 };
}

const findingsMax = 20;
const doorsMax = 8;

/**
 * The findings of certificates that stand now: all of the endpoints that serve it as their own, and of the other endpoints that use it
 * those whose facts name it. Worst first.
 */
export async function readConcerningFindings(db: Database, sha256: string): Promise<ConcerningFinding[]> {
  const rows = await db.$queryRaw<(Omit<ConcerningFinding, 'since'> & { since: Date })[]>`
    WITH uses AS (
      SELECT endpoint_id, location_id, bool_or(as_leaf) AS as_leaf FROM (
        SELECT endpoint_id, location_id, is_leaf AS as_leaf FROM served_certificates WHERE sha256 = ${sha256} AND to_at IS NULL
        UNION ALL SELECT endpoint_id, location_id, depth = 0 FROM path_certificates WHERE sha256 = ${sha256}
      ) AS either GROUP BY endpoint_id, location_id
    ), concerning AS MATERIALIZED (
      SELECT finding.finding_id, finding.no, min(finding.title) AS title, min(finding.severity) AS severity, min(finding.since) AS since,
        host.name AS host, endpoint.port, bool_and(finding.waiver_id IS NOT NULL) AS accepted
      FROM uses JOIN open_findings AS finding ON finding.endpoint_id = uses.endpoint_id AND finding.location_id = uses.location_id
      JOIN endpoints AS endpoint ON endpoint.id = finding.endpoint_id JOIN hosts AS host ON host.id = endpoint.host_id
      WHERE finding.stage = 'certificate' AND (uses.as_leaf OR strpos(finding.facts::text, ${sha256}) > 0)
      GROUP BY finding.finding_id, finding.no, host.name, endpoint.port
    )
    SELECT finding_id AS id, no, min(title) AS title, min(severity) AS severity, min(since) AS since,
      count(*)::int AS endpoints, (count(*) FILTER (WHERE accepted))::int AS "acceptedEndpoints",
      (SELECT json_agg(json_build_object('host', door.host, 'port', door.port, 'isAccepted', door.accepted) ORDER BY door.host, door.port) FROM (
        SELECT host, port, accepted FROM concerning AS same WHERE same.finding_id = concerning.finding_id ORDER BY host, port LIMIT ${doorsMax}) AS door) AS doors
    FROM concerning GROUP BY finding_id, no ORDER BY min(severity), no LIMIT ${findingsMax}`;
  return rows.map((row) => ({ ...row, since: row.since.toISOString() }));
}
