import type { Database } from '../../db/client.ts';
import { type RefRow, refOf } from './read-core.ts';
import type { BlastRadius, GroupCount } from './views.ts';

/** Hosts on one page of the list. */
export const hangingHostsPerPage = 50;
const groupsMax = 12;
const soonestMax = 8;

type HostRow = { name: string; port: number; endpoints: number; site: string; owner: string; leaf: RefRow };
type RadiusRow = {
  certificates: number;
  issuers: number;
  endpoints: number;
  hosts: number;
  outliving: number;
  domains: GroupCount[] | null;
  sites: GroupCount[] | null;
  owners: GroupCount[] | null;
  soonest: (RefRow & { hosts: number })[] | null;
  listed: HostRow[] | null;
};

/**
 * What hangs on an issuer now, over all locations, in one query. `notAfter` is its own end; null when it has none that can be read.
 * `page` counts from 1; beyond the last one the list is empty.
 */
export async function readBlastRadius(
  db: Database,
  { sha256, notAfter, page }: { sha256: string; notAfter: string | null; page: number },
): Promise<BlastRadius> {
  const [row] = await db.$queryRaw<RadiusRow[]>`
    WITH paths AS MATERIALIZED (
      SELECT endpoint_id, location_id, depth FROM path_certificates WHERE sha256 = ${sha256} AND depth > 0
    ), doors AS MATERIALIZED (
      SELECT DISTINCT leaf.sha256, endpoint.id, endpoint.host_id, endpoint.port
      FROM paths JOIN path_certificates AS leaf ON leaf.endpoint_id = paths.endpoint_id AND leaf.location_id = paths.location_id AND leaf.depth = 0
      JOIN endpoints AS endpoint ON endpoint.id = paths.endpoint_id
    ), leaves AS MATERIALIZED (
      SELECT certificate.sha256, COALESCE(NULLIF(certificate.name, ''), NULLIF(certificate.subject, ''), left(certificate.sha256, 16)) AS name,
        certificate.not_before, certificate.not_after, used.hosts
      FROM (SELECT sha256, count(DISTINCT host_id)::int AS hosts FROM doors GROUP BY sha256) AS used
      JOIN certificates AS certificate ON certificate.sha256 = used.sha256
    ), hanging AS MATERIALIZED (
      SELECT host.id, host.name, used.endpoints, COALESCE(domain.name, '') AS domain, COALESCE(NULLIF(host.site, ''), host.site_detected) AS site,
        COALESCE(NULLIF(host.owner, ''), domain.owner, '') AS owner
      FROM (SELECT host_id, count(DISTINCT id)::int AS endpoints FROM doors GROUP BY host_id) AS used
      JOIN hosts AS host ON host.id = used.host_id LEFT JOIN domains AS domain ON domain.id = host.domain_id
    ), listed AS MATERIALIZED (
      SELECT * FROM hanging ORDER BY name LIMIT ${hangingHostsPerPage} OFFSET ${(page - 1) * hangingHostsPerPage}
    )
    SELECT (SELECT count(*)::int FROM leaves) AS certificates,
      (SELECT count(DISTINCT between_them.sha256)::int FROM paths JOIN path_certificates AS between_them
        ON between_them.endpoint_id = paths.endpoint_id AND between_them.location_id = paths.location_id
        AND between_them.depth > 0 AND between_them.depth < paths.depth) AS issuers,
      (SELECT count(DISTINCT id)::int FROM doors) AS endpoints, (SELECT count(*)::int FROM hanging) AS hosts,
      (SELECT count(*)::int FROM leaves WHERE not_after > ${notAfter}::timestamptz) AS outliving,
      (SELECT json_agg(counted) FROM (SELECT domain AS name, count(*)::int AS hosts FROM hanging GROUP BY domain ORDER BY 2 DESC, 1 LIMIT ${groupsMax}) AS counted) AS domains,
      (SELECT json_agg(counted) FROM (SELECT site AS name, count(*)::int AS hosts FROM hanging GROUP BY site ORDER BY 2 DESC, 1 LIMIT ${groupsMax}) AS counted) AS sites,
      (SELECT json_agg(counted) FROM (SELECT owner AS name, count(*)::int AS hosts FROM hanging GROUP BY owner ORDER BY 2 DESC, 1 LIMIT ${groupsMax}) AS counted) AS owners,
      (SELECT json_agg(first) FROM (SELECT * FROM leaves ORDER BY not_after, sha256 LIMIT ${soonestMax}) AS first) AS soonest,
      (SELECT json_agg(json_build_object('name', listed.name, 'port', own.port, 'endpoints', listed.endpoints, 'site', listed.site, 'owner', listed.owner,
          'leaf', json_build_object('sha256', own.sha256, 'name', own.name, 'not_before', own.not_before, 'not_after', own.not_after)) ORDER BY listed.name)
        FROM listed JOIN (
          SELECT DISTINCT ON (doors.host_id) doors.host_id, doors.port, leaves.*
          FROM listed AS wanted JOIN doors ON doors.host_id = wanted.id JOIN leaves ON leaves.sha256 = doors.sha256
          ORDER BY doors.host_id, leaves.not_after, doors.port, leaves.sha256) AS own ON own.host_id = listed.id) AS listed`;
  if (row === undefined) throw new Error('A query without a condition has one row.');
  return {
    ...row,
    domains: row.domains ?? [],
    sites: row.sites ?? [],
    owners: row.owners ?? [],
    soonest: (row.soonest ?? []).map((one) => ({ ...refOf(one), hosts: one.hosts })),
    listed: (row.listed ?? []).map((host) => ({ ...host, leaf: refOf(host.leaf) })),
    page,
    pages: Math.max(1, Math.ceil(row.hosts / hangingHostsPerPage)),
  };
}
