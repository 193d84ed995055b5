import { Prisma } from '../../db/generated/client.ts';
import { defaultExpiryWindows } from '../../diagnosis/rule.ts';
import type { InventoryFilter } from './filter.ts';
import { flagsOf } from './inventory-conditions.ts';
import { placeSortOf, sortKeyOf } from './inventory-order.ts';
import { usedSql } from './used-sql.ts';

/**
 * A `place` is what hosts have in common: owner, site, domain and windows of expiry in force; there are few. `usage_at_place` is
 * which certificates are in use at which of them.
 */
const usageSql = (usual: string, { value, join }: ReturnType<typeof placeSortOf>): Prisma.Sql => Prisma.sql`
    standard AS MATERIALIZED (SELECT COALESCE((SELECT expiry_windows FROM installation), ${usual}::jsonb) AS windows),
    host_place AS MATERIALIZED (
      SELECT host.id AS host_id, COALESCE(NULLIF(host.owner, ''), domain.owner, '') AS owner,
        COALESCE(NULLIF(host.site, ''), host.site_detected) AS site, COALESCE(domain.name, '') AS domain,
        COALESCE(host.expiry_windows, domain.expiry_windows, (SELECT windows FROM standard)) AS windows,
        dense_rank() OVER (ORDER BY host.domain_id, COALESCE(NULLIF(host.site, ''), host.site_detected),
          COALESCE(NULLIF(host.owner, ''), domain.owner, ''), host.expiry_windows)::int AS place_no
      FROM hosts AS host LEFT JOIN domains AS domain ON domain.id = host.domain_id
    ),
    place AS MATERIALIZED (SELECT DISTINCT ON (place_no) place_no, owner, site, domain, windows FROM host_place),
    door AS (SELECT endpoint.id AS endpoint_id, host_place.place_no FROM endpoints AS endpoint JOIN host_place USING (host_id)),
    usage_at_place AS MATERIALIZED (
      SELECT used.sha256, door.place_no, bool_or(used.sent) AS sent, bool_or(used.leaf) AS leaf
      FROM ${usedSql} AS used JOIN door USING (endpoint_id) GROUP BY used.sha256, door.place_no
    ),
    usage AS (
      SELECT sha256, bool_or(sent) AS sent, bool_or(leaf) AS leaf, array_agg(place_no) AS places, ${value} AS first_of_places
      FROM usage_at_place ${join} GROUP BY sha256
    )`;

/**
 * `facts`: one row for each certificate with what it is filtered, sorted and counted by, and how many of the filters it misses.
 * The strictest windows of the hosts that a certificate in use matters to decide, an issuer's too; the installation's hold for the
 * others. Whether a certificate was ever served is looked up by index, and for those alone that are not in use: history is not read.
 */
export function factsSql(filter: InventoryFilter, now: Date): Prisma.Sql {
  const at = Prisma.sql`${now.toISOString()}::timestamptz`;
  const { flags, misses } = flagsOf(filter);
  return Prisma.sql`
    ${usageSql(JSON.stringify(defaultExpiryWindows), placeSortOf(filter.sort))},
    longest AS MATERIALIZED (
      SELECT ${at} + interval '1 second' * (86400 * max((windows ->> 'warningDays')::float8)) AS warns_until
      FROM (SELECT windows FROM place UNION ALL SELECT windows FROM standard) AS all_windows
    ),
    trusted AS (SELECT sha256, array_agg(DISTINCT store ORDER BY store) AS stores FROM trusted_certificates GROUP BY sha256),
    known AS (
      SELECT certificate.sha256, certificate.sha1, certificate.name, certificate.subject, certificate.serial_number,
        certificate.dns_names, certificate.issuer_sha256, certificate.search_text, certificate.first_seen_at,
        certificate.not_before, certificate.not_after, certificate.issuer_name AS issuer,
        concat_ws(' ', certificate.key_algorithm, COALESCE(certificate.key_curve, certificate.key_bits::text)) AS key,
        certificate.signature, COALESCE(certificate.template, '') AS template, trusted.stores, usage.places, usage.first_of_places,
        usage.sha256 IS NOT NULL AS in_use, trusted.sha256 IS NOT NULL AS is_trusted, COALESCE(usage.sent, false) AS sent,
        CASE WHEN usage.leaf THEN 'leaf' WHEN certificate.self_signed AND (certificate.is_ca OR trusted.sha256 IS NOT NULL) THEN 'root'
          WHEN certificate.is_ca THEN 'intermediate' ELSE 'leaf' END AS kind,
        CASE WHEN usage.sha256 IS NOT NULL THEN 'now'
          WHEN (SELECT true FROM served_certificates AS served WHERE served.sha256 = certificate.sha256 LIMIT 1) THEN 'formerly'
          ELSE 'never' END AS served
      FROM certificates AS certificate LEFT JOIN usage USING (sha256) LEFT JOIN trusted USING (sha256)
    ),
    judged AS (
      SELECT known.*,
        CASE
          WHEN not_after IS NULL OR not_before IS NULL THEN 'unreadable'
          WHEN ${at} > not_after THEN 'expired'
          WHEN ${at} < not_before THEN 'not-yet-valid'
          WHEN not_after > (SELECT warns_until FROM longest) THEN 'valid'
          WHEN in_use THEN (
            SELECT CASE WHEN bool_or(level = 'critical') THEN 'critical' WHEN bool_or(level = 'warning') THEN 'warning' ELSE 'valid' END
            FROM (SELECT expiry_level(known.not_before, known.not_after, place.windows, ${at}) AS level
              FROM place WHERE place.place_no = ANY(known.places)) AS one)
          ELSE (SELECT replace(expiry_level(known.not_before, known.not_after, standard.windows, ${at}), 'distant', 'valid') FROM standard)
        END AS state,
        CASE WHEN not_after IS NULL THEN NULL WHEN ${at} > not_after THEN 'expired'
          WHEN not_after - ${at} < interval '8 days' THEN '0-7' WHEN not_after - ${at} < interval '31 days' THEN '8-30'
          WHEN not_after - ${at} < interval '61 days' THEN '31-60' WHEN not_after - ${at} < interval '91 days' THEN '61-90'
          ELSE 'over-90' END AS ending
      FROM known
    ),
    facts AS MATERIALIZED (
      SELECT *, ${misses} AS misses FROM (
        SELECT sha256, not_before, not_after, issuer, key, signature, template, stores, places, in_use, is_trusted, sent, kind, served,
          state, ending, ${sortKeyOf(filter.sort)} AS sort_key ${flags}
        FROM judged
      ) AS flagged
    )`;
}
