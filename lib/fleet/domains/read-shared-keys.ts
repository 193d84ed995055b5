import type { Database } from '../../db/client.ts';
import type { SharedKeyView } from './views.ts';

const groupsMax = 30;
const hostsMax = 30;

type SharedKeys = { sharedKeys: SharedKeyView[]; sharedKeyCount: number; ownKeyHostCount: number };

/**
 * Which hosts of a domain serve certificates with the same key, one certificate or several, the most hosts first. Of a door that
 * serves different ones to different locations the soonest-ending counts. Only what is shown leaves the database.
 */
export async function readSharedKeys(db: Database, domainId: number): Promise<SharedKeys> {
  const [row] = await db.$queryRaw<(Omit<SharedKeys, 'sharedKeys'> & { sharedKeys: SharedKeyView[] | null })[]>`
    WITH served AS MATERIALIZED (
      SELECT DISTINCT host, sha256, COALESCE(key, sha256) AS key FROM (
        SELECT DISTINCT ON (door.id) host.name AS host, state.leaf_sha256 AS leaf
        FROM hosts AS host JOIN endpoints AS door ON door.host_id = host.id JOIN endpoint_states AS state ON state.endpoint_id = door.id
        WHERE host.domain_id = ${domainId} AND state.leaf_sha256 IS NOT NULL
        ORDER BY door.id, state.leaf_not_after, state.location_id
      ) AS door JOIN (SELECT sha256, public_key_sha256 AS key FROM certificates) AS certificate ON certificate.sha256 = door.leaf
    ), held AS MATERIALIZED (
      SELECT key, count(DISTINCT host)::int AS host_count, min(host) AS first_host FROM served GROUP BY key
    ), shown AS (
      SELECT key, host_count FROM held WHERE host_count > 1 ORDER BY host_count DESC, key LIMIT ${groupsMax}
    ), leaf AS (
      SELECT key, sha256, count(*)::int AS host_count, (array_agg(host ORDER BY host))[1:${hostsMax}::int] AS hosts
      FROM shown JOIN served USING (key) GROUP BY key, sha256
    )
    SELECT (SELECT count(*)::int FROM held WHERE host_count > 1) AS "sharedKeyCount",
      (SELECT count(DISTINCT first_host)::int FROM held WHERE host_count = 1) AS "ownKeyHostCount",
      (SELECT json_agg(json_build_object('leaves', leaves) ORDER BY host_count DESC, key) FROM (
        SELECT shown.key, shown.host_count, json_agg(json_build_object('sha256', leaf.sha256, 'hosts', leaf.hosts,
          'hostCount', leaf.host_count, 'notAfter', certificate.not_after,
          'name', COALESCE(NULLIF(certificate.name, ''), NULLIF(certificate.subject, ''), left(leaf.sha256, 16))) ORDER BY leaf.sha256) AS leaves
        FROM shown JOIN leaf USING (key) JOIN certificates AS certificate ON certificate.sha256 = leaf.sha256
        GROUP BY shown.key, shown.host_count) AS shared) AS "sharedKeys"`;
  const { sharedKeys, sharedKeyCount, ownKeyHostCount } = row ?? { sharedKeys: null, sharedKeyCount: 0, ownKeyHostCount: 0 };
  const isoOf = (at: string | null) => (at === null ? null : new Date(at).toISOString());
  return {
    sharedKeys: (sharedKeys ?? []).map(({ leaves }) => ({
      leaves: leaves.map((leaf) => ({ ...leaf, notAfter: isoOf(leaf.notAfter) })),
    })),
    sharedKeyCount,
    ownKeyHostCount,
  };
}
