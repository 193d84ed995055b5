import { isUsageCurrent, marksSql } from '../certificates/usage/marks.ts';
import { usedSql } from '../certificates/usage/used-sql.ts';
import { advisoryLocks } from '../db/advisory-locks.ts';
import type { Database } from '../db/client.ts';
import { Prisma } from '../db/generated/client.ts';

/**
 * Brings certificate_usage, usage_places and usage_mark up to date in one statement, and so in one snapshot; rows that are as they were
 * are not written. Returns false when there was nothing to do, or another process is at it. Between a change and the next refresh
 * nobody is told anything old: readers see by the marks that the usage is no longer true, and work it out themselves.
 */
export async function refreshUsage(db: Database): Promise<boolean> {
  if (await isUsageCurrent(db)) return false;
  return db.$transaction(
    async (transaction) => {
      const [lock] = await transaction.$queryRaw<
        { held: boolean }[]
      >`SELECT pg_try_advisory_xact_lock(${advisoryLocks.certificateUsage}::bigint) AS held`;
      if (lock?.held !== true) return false;
      await transaction.$executeRaw(refreshSql);
      return true;
    },
    { timeout: 60_000 },
  );
}

/** Places are numbered by what they are, so that they keep their numbers while no place comes or goes. */
const refreshSql = Prisma.sql`
  WITH placed AS MATERIALIZED (
    SELECT known.*, (dense_rank() OVER (ORDER BY owner, site, domain, windows))::int AS no FROM (
      SELECT host.id AS host_id, COALESCE(NULLIF(host.owner, ''), domain.owner, '') AS owner,
        COALESCE(NULLIF(host.site, ''), host.site_detected) AS site, COALESCE(domain.name, '') AS domain,
        COALESCE(host.expiry_windows, domain.expiry_windows) AS windows
      FROM hosts AS host LEFT JOIN domains AS domain ON domain.id = host.domain_id
    ) AS known
  ),
  place AS MATERIALIZED (SELECT DISTINCT no, owner, site, domain, windows FROM placed),
  door AS MATERIALIZED (
    SELECT endpoint.id AS endpoint_id, placed.host_id, placed.no FROM endpoints AS endpoint JOIN placed USING (host_id)
  ),
  used_at_place AS (
    SELECT used.sha256, door.no, bool_or(used.sent) AS sent, bool_or(used.leaf) AS leaf
    FROM ${usedSql} AS used JOIN door USING (endpoint_id) GROUP BY used.sha256, door.no
  ),
  used AS MATERIALIZED (
    SELECT sha256, bool_or(sent) AS sent, bool_or(leaf) AS leaf, array_agg(no ORDER BY no) AS places FROM used_at_place GROUP BY sha256
  ),
  places_gone AS (DELETE FROM usage_places AS kept WHERE NOT EXISTS (SELECT FROM place WHERE place.no = kept.no)),
  places_kept AS (
    INSERT INTO usage_places AS kept (no, owner, site, domain, windows) SELECT no, owner, site, domain, windows FROM place
    ON CONFLICT (no) DO UPDATE SET owner = excluded.owner, site = excluded.site, domain = excluded.domain, windows = excluded.windows
    WHERE (kept.owner, kept.site, kept.domain, kept.windows)
      IS DISTINCT FROM (excluded.owner, excluded.site, excluded.domain, excluded.windows)
  ),
  usage_gone AS (DELETE FROM certificate_usage AS kept WHERE NOT EXISTS (SELECT FROM used WHERE used.sha256 = kept.sha256)),
  usage_kept AS (
    INSERT INTO certificate_usage AS kept (sha256, sent, leaf, places) SELECT sha256, sent, leaf, places FROM used
    ON CONFLICT (sha256) DO UPDATE SET sent = excluded.sent, leaf = excluded.leaf, places = excluded.places
    WHERE (kept.sent, kept.leaf, kept.places) IS DISTINCT FROM (excluded.sent, excluded.leaf, excluded.places)
  )
  UPDATE usage_mark SET marks = ${marksSql}, hosts = (
    SELECT count(DISTINCT door.host_id) FROM door
    WHERE EXISTS (SELECT FROM served_certificates AS served WHERE served.endpoint_id = door.endpoint_id AND served.to_at IS NULL)
  ) WHERE id = 1`;
