import { Prisma } from '../../db/generated/client.ts';
import { type InventoryFilter, inventoryKinds, valueFilters } from './filter.ts';
import { isSet, kindConditions, meetsOthers, missedColumns } from './inventory-conditions.ts';
import type { InventoryFacets } from './views.ts';

/** More than people choose from. */
const valuesMax = 250;

const facetNames = ['state', 'kind', 'served', 'ending', ...valueFilters] as const;
type FacetName = (typeof facetNames)[number];
const columnNames = ['state', 'served', 'ending', 'issuer', 'template', 'key', 'signature'] as const;
const placeNames = ['owner', 'site', 'domain'] as const;

/** A value of a facet with its count, as the statement returns it; null for certificates that have no such thing. */
type FacetTriple = [facet: FacetName, value: string | null, count: number];

/** Counts of what can be filtered by, each with all other filters in force: a JSON array of FacetTriple. */
export function facetsSql(filter: InventoryFilter): Prisma.Sql {
  const ofColumns = [
    columnsAtOnce(columnNames.filter((name) => !isSet(filter, name))),
    ...columnNames
      .filter((name) => isSet(filter, name))
      .map(
        (name) =>
          Prisma.sql`SELECT ${name}::text, ${Prisma.raw(name)}, count(*)::int FROM facts WHERE ${meetsOthers(filter, name)} GROUP BY 2`,
      ),
  ];
  // Each certificate once for each value, however many of its places have that value.
  const ofPlaces = placeNames.map(
    (name) => Prisma.sql`(SELECT ${name}::text, value, count(*)::int FROM (
        SELECT DISTINCT fact_no, ${Prisma.raw(name)} AS value FROM facts_at_place WHERE ${meetsOthers(filter, name)}
      ) AS of_certificate GROUP BY 2)`,
  );
  const ofKinds = inventoryKinds.map(
    (kind) =>
      Prisma.sql`SELECT 'kind', ${kind}::text, (SELECT count(*)::int FROM facts WHERE ${meetsOthers(filter, 'kind')} AND ${kindConditions[kind]})`,
  );
  const all = Prisma.join([...ofColumns, ...ofPlaces, ...ofKinds], ' UNION ALL ');
  return Prisma.sql`(
    WITH facts_at_place AS MATERIALIZED (
      SELECT numbered.*, place.owner, place.site, place.domain
      FROM (SELECT sha256, misses ${missedColumns(filter, placeNames)}, (row_number() OVER ())::int AS fact_no FROM facts) AS numbered
      JOIN usage_at_place USING (sha256) JOIN place USING (place_no)
    )
    SELECT json_agg(json_build_array(facet, value, count))::text FROM (${all}) AS counted
  )`;
}

/** Columns that no filter is set on are counted in one pass over the same rows. */
function columnsAtOnce(names: readonly (typeof columnNames)[number][]): Prisma.Sql {
  const columns = names.map((name) => Prisma.raw(name));
  // grouping() has a bit for each column, 0 for the one that the row is about; the first column's is the highest.
  const whole = 2 ** names.length - 1;
  const whens = (then: (name: (typeof names)[number]) => Prisma.Sql): Prisma.Sql =>
    Prisma.join(
      names.map((name, place) => Prisma.sql`WHEN ${whole - 2 ** (names.length - 1 - place)}::int THEN ${then(name)}`),
      ' ',
    );
  if (names.length === 0) return Prisma.sql`SELECT NULL::text AS facet, NULL::text AS value, 0 AS count WHERE false`;
  return Prisma.sql`SELECT CASE which ${whens((name) => Prisma.sql`${name}::text`)} END AS facet,
      CASE which ${whens((name) => Prisma.raw(name))} END AS value, count
    FROM (
      SELECT ${Prisma.join(columns)}, grouping(${Prisma.join(columns)}) AS which, count(*)::int AS count FROM facts WHERE misses = 0
      GROUP BY GROUPING SETS (${Prisma.join(columns.map((column) => Prisma.sql`(${column})`))})
    ) AS at_once`;
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
export const totalsSql = Prisma.sql`(SELECT json_build_object(
    'certificates', count(*) FILTER (WHERE in_use), 'expired', count(*) FILTER (WHERE in_use AND state = 'expired'), 'known', count(*),
    'hosts', (SELECT count(DISTINCT endpoint.host_id) FROM endpoints AS endpoint WHERE EXISTS (
      SELECT FROM served_certificates AS served WHERE served.to_at IS NULL AND served.endpoint_id = endpoint.id))
  )::text FROM facts)`;
