import { Prisma } from '../../db/generated/client.ts';
import { DAY_MS } from '../../diagnosis/expiry.ts';
import { defaultExpiryWindows } from '../../diagnosis/rule.ts';
import { usedSql } from '../usage/used-sql.ts';
import { type InventoryFilter, servedInForce } from './filter.ts';
import { flagsOf } from './inventory-conditions.ts';
import { type PlaceSort, placeSortOf, sortKeyOf } from './inventory-order.ts';

/** Where it is known which certificates are in use: kept (lib/certificates/usage), or worked out from all doors. Both say the same. */
export type UsageSource = 'kept' | 'doors';

/**
 * A `place` is what hosts have in common: owner, site, domain and windows of expiry in force; there are few, numbered from 1.
 * `usage` is which certificates are in use, and at which places.
 */
const usageSql = (source: UsageSource, usual: string, sort: PlaceSort | null): Prisma.Sql => Prisma.sql`
    standard AS MATERIALIZED (SELECT COALESCE((SELECT expiry_windows FROM installation), ${usual}::jsonb) AS windows),
    ${source === 'kept' ? keptPlaces : placesOfHosts},
    windows_in_force AS MATERIALIZED (SELECT DISTINCT ON (windows_no) windows_no, windows FROM place ORDER BY windows_no),
    windows_of_places AS MATERIALIZED (SELECT array_agg(windows_no ORDER BY place_no) AS numbers FROM place),
    ${source === 'kept' ? keptUsage(sort) : usageOfDoors(sort)}`;

const keptPlaces = Prisma.sql`
    place AS MATERIALIZED (
      SELECT placed.*, dense_rank() OVER (ORDER BY windows)::int AS windows_no FROM (
        SELECT kept.no AS place_no, kept.owner, kept.site, kept.domain, COALESCE(kept.windows, standard.windows) AS windows
        FROM usage_places AS kept CROSS JOIN standard
      ) AS placed
    )`;

const keptUsage = (sort: PlaceSort | null): Prisma.Sql =>
  sort === null
    ? Prisma.sql`usage AS (SELECT sha256, sent, leaf, places, NULL::text AS first_of_places FROM certificate_usage)`
    : Prisma.sql`usage AS (
      SELECT kept.sha256, kept.sent, kept.leaf, kept.places, ${sort.value} AS first_of_places
      FROM certificate_usage AS kept CROSS JOIN unnest(kept.places) AS place_no ${sort.join} GROUP BY kept.sha256
    )`;

/** Hosts are grouped before anything is looked up for them. */
const placesOfHosts = Prisma.sql`
    alike_hosts AS MATERIALIZED (
      SELECT grouped.*, (row_number() OVER ())::int AS place_no FROM (
        SELECT domain_id, owner, COALESCE(NULLIF(site, ''), site_detected) AS site, expiry_windows, array_agg(id) AS hosts
        FROM hosts GROUP BY 1, 2, 3, 4
      ) AS grouped
    ),
    place AS MATERIALIZED (
      SELECT placed.*, dense_rank() OVER (ORDER BY windows)::int AS windows_no FROM (
        SELECT alike.place_no, COALESCE(NULLIF(alike.owner, ''), domain.owner, '') AS owner, alike.site,
          COALESCE(domain.name, '') AS domain, COALESCE(alike.expiry_windows, domain.expiry_windows, standard.windows) AS windows
        FROM alike_hosts AS alike LEFT JOIN domains AS domain ON domain.id = alike.domain_id CROSS JOIN standard
      ) AS placed
    )`;

/** Doors are joined once for all that is used at them. */
const usageOfDoors = (sort: PlaceSort | null): Prisma.Sql => Prisma.sql`
    door AS MATERIALIZED (
      SELECT endpoint.id AS endpoint_id, placed.place_no
      FROM endpoints AS endpoint JOIN (SELECT place_no, unnest(hosts) AS host_id FROM alike_hosts) AS placed USING (host_id)
    ),
    usage_at_place AS (
      SELECT used.sha256, door.place_no, bool_or(used.sent) AS sent, bool_or(used.leaf) AS leaf
      FROM ${usedSql} AS used JOIN door USING (endpoint_id) GROUP BY used.sha256, door.place_no
    ),
    usage AS (
      SELECT sha256, bool_or(sent) AS sent, bool_or(leaf) AS leaf, array_agg(place_no) AS places, ${sort?.value ?? Prisma.sql`NULL::text`} AS first_of_places
      FROM (SELECT * FROM usage_at_place ORDER BY sha256, place_no) AS used ${sort?.join ?? Prisma.empty} GROUP BY sha256
    )`;

/**
 * The certificates that are looked at. Those in use are as many as there are doors; former ones become more and more, and are read only
 * where they are asked for. How many are in use the database knows of what is kept, and finds the cheapest way; else they are looked up
 * one by one, and OFFSET 0 keeps that from becoming a scan of all.
 */
const sourceSql = (filter: InventoryFilter, source: UsageSource): Prisma.Sql => {
  if (servedInForce(filter) !== 'now') return Prisma.sql`certificates AS certificate LEFT JOIN usage USING (sha256)`;
  return source === 'kept'
    ? Prisma.sql`usage JOIN certificates AS certificate USING (sha256)`
    : Prisma.sql`usage JOIN LATERAL (SELECT * FROM certificates WHERE certificates.sha256 = usage.sha256 OFFSET 0) AS certificate USING (sha256)`;
};

/** ISO 8601; beyond the year 9999, where no certificate ends and no text of the database's form is, infinity. */
const instantOf = (at: Date): string => (at.getUTCFullYear() > 9_999 ? 'infinity' : at.toISOString());

/**
 * `facts`: one row for each certificate with what it is filtered, sorted and counted by, and how many of the filters it misses.
 * The strictest windows of the hosts that a certificate in use matters to decide, an issuer's too; the installation's hold for the
 * others. OFFSET 0 has each column worked out once, though others are made from it. Whether a certificate was ever served is looked up
 * by index, and for those alone that are not in use.
 */
export function factsSql(filter: InventoryFilter, now: Date, source: UsageSource): Prisma.Sql {
  const at = Prisma.sql`${now.toISOString()}::timestamptz`;
  const inDays = (days: number) => Prisma.sql`${instantOf(new Date(now.getTime() + days * DAY_MS))}::timestamptz`;
  const { flags, misses } = flagsOf(filter);
  return Prisma.sql`
    ${usageSql(source, JSON.stringify(defaultExpiryWindows), placeSortOf(filter.sort))},
    longest AS MATERIALIZED (
      SELECT ${at} + interval '1 second' * (86400 * max((windows ->> 'warningDays')::float8)) AS warns_until
      FROM (SELECT windows FROM windows_in_force UNION ALL SELECT windows FROM standard) AS all_windows
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
      FROM ${sourceSql(filter, source)} LEFT JOIN trusted USING (sha256)
      OFFSET 0
    ),
    judged AS (
      SELECT known.*,
        CASE
          WHEN not_after IS NULL OR not_before IS NULL THEN 'unreadable'
          WHEN ${at} > not_after THEN 'expired'
          WHEN ${at} < not_before THEN 'not-yet-valid'
          WHEN not_after > (SELECT warns_until FROM longest) THEN 'valid'
          WHEN in_use THEN (
            SELECT CASE min(CASE expiry_level(known.not_before, known.not_after, one.windows, ${at})
                WHEN 'critical' THEN 1 WHEN 'warning' THEN 2 END) WHEN 1 THEN 'critical' WHEN 2 THEN 'warning' ELSE 'valid' END
            FROM windows_in_force AS one
            WHERE one.windows_no IN (SELECT (SELECT numbers FROM windows_of_places)[place_no] FROM unnest(known.places) AS place_no))
          ELSE (SELECT replace(expiry_level(known.not_before, known.not_after, standard.windows, ${at}), 'distant', 'valid') FROM standard)
        END AS state,
        CASE WHEN not_after IS NULL THEN NULL WHEN ${at} > not_after THEN 'expired'
          WHEN not_after < ${inDays(8)} THEN '0-7' WHEN not_after < ${inDays(31)} THEN '8-30'
          WHEN not_after < ${inDays(61)} THEN '31-60' WHEN not_after < ${inDays(91)} THEN '61-90'
          ELSE 'over-90' END AS ending
      FROM known OFFSET 0
    ),
    facts AS MATERIALIZED (
      SELECT *, ${misses} AS misses FROM (
        SELECT sha256, not_before, not_after, issuer, key, signature, template, stores, places, in_use, is_trusted, sent, kind, served,
          state, ending, ${sortKeyOf(filter.sort)} AS sort_key ${flags}
        FROM judged
      ) AS flagged
    )`;
}
