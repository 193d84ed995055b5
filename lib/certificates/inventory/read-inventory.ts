import type { Database } from '../../db/client.ts';
import { Prisma } from '../../db/generated/client.ts';
import { DAY_MS, daysLeft } from '../../diagnosis/expiry.ts';
import { isUsageCurrent } from '../usage/marks.ts';
import type { InventoryFilter } from './filter.ts';
import { alikeSql, facetsOf, facetsSql, totalsSql } from './inventory-facets.ts';
import { lastServedAt, orderOf } from './inventory-order.ts';
import { factsSql, type UsageSource } from './inventory-sql.ts';
import type { InventoryFacets, InventoryPage, InventoryRow, InventoryTotals } from './views.ts';

/** Which part of the list, and when. */
type Part = { now: Date; offset: number; limit: number };

/** A row as the statement returns it; times are ISO 8601 with the offset of the database's session. */
type RawRow = Omit<InventoryRow, 'daysLeft' | 'lifetimeDays'>;
type RawPage = { total: number; rows: string | null };

/** A part of the list of certificates: `limit` rows from `offset` on, and how many there are. */
export async function readInventoryRows(db: Database, filter: InventoryFilter, part: Part): Promise<InventoryPage> {
  const source = await usageSource(db);
  const [answer] = await db.$queryRaw<RawPage[]>`WITH ${listSql(filter, part, source)} SELECT ${pageSql(part.now)}`;
  return pageOf(answer, part);
}

/** The same with what can be filtered by, and with what is in use whatever the filters are. */
export async function readInventory(
  db: Database,
  filter: InventoryFilter,
  part: Part,
): Promise<{ page: InventoryPage; facets: InventoryFacets; totals: InventoryTotals }> {
  const source = await usageSource(db);
  const [answer] = await db.$queryRaw<(RawPage & { facets: string; totals: string })[]>`
    WITH ${listSql(filter, part, source)}, ${alikeSql(filter)}
    SELECT ${pageSql(part.now)}, ${facetsSql(filter)} AS facets, ${totalsSql(source)} AS totals`;
  const totals: InventoryTotals = answer ? JSON.parse(answer.totals) : { certificates: 0, hosts: 0, expired: 0, known: 0 };
  return { page: pageOf(answer, part), facets: facetsOf(answer ? JSON.parse(answer.facets) : []), totals };
}

/** What is kept is true as long as its mark is; between a change and the worker's next look the doors themselves are asked. */
const usageSource = async (db: Database): Promise<UsageSource> => ((await isUsageCurrent(db)) ? 'kept' : 'doors');

const listSql = (filter: InventoryFilter, { now, offset, limit }: Part, source: UsageSource): Prisma.Sql => Prisma.sql`
    ${factsSql(filter, now, source)},
    shown AS MATERIALIZED (
      SELECT part.*, row_number() OVER (ORDER BY ${orderOf(filter.sort)}) AS row_no FROM (
        SELECT * FROM facts WHERE misses = 0 ORDER BY ${orderOf(filter.sort)} LIMIT ${limit} OFFSET ${offset}
      ) AS part
    ),
    shown_at AS (
      SELECT shown.sha256, array_agg(DISTINCT place.owner) FILTER (WHERE place.owner <> '') AS owners,
        array_agg(DISTINCT place.site) FILTER (WHERE place.site <> '') AS sites,
        array_agg(DISTINCT place.domain) FILTER (WHERE place.domain <> '') AS domains
      FROM shown CROSS JOIN unnest(shown.places) AS place_no JOIN place USING (place_no) GROUP BY shown.sha256
    )`;

const pageSql = (now: Date): Prisma.Sql => Prisma.sql`
    (SELECT count(*)::int FROM facts WHERE misses = 0) AS total, (
      SELECT json_agg(json_build_object(
        'sha256', shown.sha256, 'sha1', certificate.sha1, 'name', certificate.name, 'subject', certificate.subject,
        'dnsNames', certificate.dns_names, 'ipAddresses', certificate.ip_addresses, 'issuerName', shown.issuer,
        'issuer', certificate.issuer, 'issuerSha256', certificate.issuer_sha256, 'serialNumber', certificate.serial_number,
        'key', shown.key, 'signature', shown.signature, 'template', certificate.template, 'validFrom', shown.not_before,
        'validUntil', shown.not_after, 'state', shown.state, 'kind', shown.kind, 'sent', shown.sent, 'hosts', users.hosts,
        'endpoints', users.endpoints, 'owners', COALESCE(here.owners, '{}'),
        'sites', COALESCE(here.sites, '{}'), 'domains', COALESCE(here.domains, '{}'),
        'trustStores', COALESCE(shown.stores, '{}'), 'firstSeen', certificate.first_seen_at,
        'lastSeen', CASE WHEN shown.in_use THEN ${now.toISOString()}::timestamptz ELSE ${lastServedAt(Prisma.sql`shown`)} END
      ) ORDER BY shown.row_no)::text
      FROM shown JOIN certificates AS certificate USING (sha256) LEFT JOIN shown_at AS here USING (sha256) CROSS JOIN LATERAL (
        SELECT count(DISTINCT endpoint.host_id)::int AS hosts, count(DISTINCT endpoint.id)::int AS endpoints
        FROM endpoints AS endpoint JOIN (
          SELECT endpoint_id FROM served_certificates WHERE to_at IS NULL AND sha256 = shown.sha256
          UNION ALL SELECT endpoint_id FROM path_certificates WHERE sha256 = shown.sha256
        ) AS used ON used.endpoint_id = endpoint.id
      ) AS users
    ) AS rows`;

function pageOf(answer: RawPage | undefined, { now, offset }: Part): InventoryPage {
  const rows: RawRow[] = answer?.rows ? JSON.parse(answer.rows) : [];
  return { total: answer?.total ?? 0, offset, rows: rows.map((row) => rowOf(row, now)) };
}

function rowOf(row: RawRow, now: Date): InventoryRow {
  const [from, until] = [row.validFrom, row.validUntil].map((text) => (text === null ? null : new Date(text)));
  return {
    ...row,
    validFrom: from?.toISOString() ?? null,
    validUntil: until?.toISOString() ?? null,
    firstSeen: new Date(row.firstSeen).toISOString(),
    lastSeen: row.lastSeen === null ? null : new Date(row.lastSeen).toISOString(),
    daysLeft: until ? daysLeft(until, now) : null,
    lifetimeDays: from && until ? Math.round(((until.getTime() - from.getTime()) / DAY_MS) * 100) / 100 : null,
  };
}
