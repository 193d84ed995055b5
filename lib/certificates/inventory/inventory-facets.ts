import { Prisma } from '../../db/generated/client.ts';
import { type InventoryFilter, inventoryKinds, valueFilters } from './filter.ts';
import { kindConditions, meetsOthers, missedColumns } from './inventory-conditions.ts';
import type { UsageSource } from './inventory-sql.ts';
import type { InventoryFacets } from './views.ts';

/** More than people choose from. */
const valuesMax = 250;

const facetNames = ['state', 'kind', 'served', 'ending', ...valueFilters] as const;
type FacetName = (typeof facetNames)[number];
const columnNames = ['state', 'served', 'ending', 'issuer', 'template', 'key', 'signature'] as const;
const placeNames = ['owner', 'site', 'domain'] as const;

/** A value of a facet with its count, as the statement returns it; null for certificates that have no such thing. */
type FacetTriple = [facet: FacetName, value: string | null, count: number];

/**
 * What facets and totals count, for they have few values: `alike` is how many certificates have the same in every column, and
 * `alike_places` how many are in use at the same places, for each facet by place those that meet all other filters; `at_places` has each
 * of these groups at each of its places.
 */
export function alikeSql(filter: InventoryFilter): Prisma.Sql {
  const columns = Prisma.sql`${rawNames([...columnNames, 'kind', 'is_trusted', 'misses'])} ${missedColumns(filter, [...columnNames, 'kind'])}`;
  const counts = placeNames.map(
    (name) => Prisma.sql`count(*) FILTER (WHERE ${meetsOthers(filter, name)})::int AS ${Prisma.raw(`${name}_count`)}`,
  );
  return Prisma.sql`
    alike AS MATERIALIZED (SELECT ${columns}, count(*)::int AS count FROM facts GROUP BY ${columns}),
    alike_places AS MATERIALIZED (
      SELECT *, row_number() OVER () AS group_no
      FROM (SELECT places, ${Prisma.join(counts)} FROM facts WHERE in_use GROUP BY places) AS grouped
    ),
    at_places AS MATERIALIZED (SELECT group_no, owner_count, site_count, domain_count, place.owner, place.site, place.domain
      FROM alike_places CROSS JOIN unnest(places) AS place_no JOIN place USING (place_no))`;
}

const rawNames = (names: readonly string[]): Prisma.Sql => Prisma.raw(names.join(', '));

/** Counts of what can be filtered by, each with all other filters in force: a JSON array of FacetTriple. */
export function facetsSql(filter: InventoryFilter): Prisma.Sql {
  const ofColumns = columnNames.map(
    (name) =>
      Prisma.sql`SELECT ${name}::text AS facet, ${Prisma.raw(name)} AS value, sum(count) AS count FROM alike WHERE ${meetsOthers(filter, name)} GROUP BY 2`,
  );
  // Each certificate once for each value, however many of its places have that value.
  const ofPlaces = placeNames.map(
    (name) => Prisma.sql`SELECT ${name}::text, value, sum(count) FROM (
        SELECT DISTINCT group_no, ${Prisma.raw(name)} AS value, ${Prisma.raw(`${name}_count`)} AS count FROM at_places
      ) AS of_group WHERE count > 0 GROUP BY 2`,
  );
  const ofKinds = inventoryKinds.map(
    (kind) =>
      Prisma.sql`SELECT 'kind', ${kind}::text, COALESCE(sum(count), 0) FROM alike WHERE ${meetsOthers(filter, 'kind')} AND ${kindConditions[kind]}`,
  );
  const all = Prisma.join([...ofColumns, ...ofPlaces, ...ofKinds], ' UNION ALL ');
  return Prisma.sql`(SELECT json_agg(json_build_array(facet, value, count))::text FROM (${all}) AS counted)`;
}

/** The counts by facet, those with the most certificates first. */
export function facetsOf(triples: readonly FacetTriple[]): InventoryFacets {
  const byName = Map.groupBy(triples, ([name]) => name);
  const valuesOf = (name: FacetName) =>
    (byName.get(name) ?? [])
      .flatMap(([, value, count]) => (value === null ? [] : [{ value, count }]))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
      .slice(0, valuesMax);
  return Object.fromEntries(facetNames.map((name) => [name, valuesOf(name)])) as InventoryFacets;
}

/** What is in use, whatever the filters are: an object of InventoryTotals. */
export const totalsSql = (source: UsageSource): Prisma.Sql => Prisma.sql`(SELECT json_build_object(
    'certificates', COALESCE(sum(count) FILTER (WHERE served = 'now'), 0),
    'expired', COALESCE(sum(count) FILTER (WHERE served = 'now' AND state = 'expired'), 0),
    'known', COALESCE(sum(count), (SELECT count(*) FROM certificates)),
    'hosts', ${source === 'kept' ? Prisma.sql`(SELECT hosts FROM usage_mark)` : servingHosts}
  )::text FROM alike)`;

const servingHosts = Prisma.sql`(SELECT count(*) FROM (SELECT DISTINCT host_id FROM endpoints AS endpoint WHERE EXISTS (
      SELECT FROM served_certificates AS served WHERE served.to_at IS NULL AND served.endpoint_id = endpoint.id)) AS serving)`;
