import { Prisma } from '../../db/generated/client.ts';
import { noValue } from '../../list-address.ts';
import { type InventoryFilter, servedInForce, type ValueFilter } from './filter.ts';
import { readSearch } from './search.ts';

/** Conditions on a row of `judged` (lib/certificates/inventory/inventory-sql.ts). */

const ofPlaces = (column: 'owner' | 'site' | 'domain', value: string): Prisma.Sql =>
  Prisma.sql`places && ARRAY(SELECT place_no FROM place WHERE ${Prisma.raw(column)} = ${value === noValue ? '' : value})`;

const valueConditions: Readonly<Record<ValueFilter, (value: string) => Prisma.Sql>> = {
  issuer: (value) => Prisma.sql`issuer = ${value} OR issuer_sha256 = ${value.toLowerCase()}`,
  template: (value) => Prisma.sql`template = ${value === noValue ? '' : value}`,
  key: (value) => Prisma.sql`key = ${value}`,
  signature: (value) => Prisma.sql`signature = ${value}`,
  owner: (value) => ofPlaces('owner', value),
  site: (value) => ofPlaces('site', value),
  domain: (value) => ofPlaces('domain', value),
};

export const kindConditions = {
  leaf: Prisma.sql`kind = 'leaf'`,
  intermediate: Prisma.sql`kind = 'intermediate'`,
  root: Prisma.sql`kind = 'root'`,
  'trust-store': Prisma.sql`is_trusted`,
} as const;

function searchCondition(q: string): Prisma.Sql {
  const { words, thumbprint, serials } = readSearch(q);
  const ways: Prisma.Sql[] = [];
  if (words.length > 0)
    ways.push(
      Prisma.join(
        words.map((word) => Prisma.sql`strpos(search_text, ${word}) > 0`),
        ' AND ',
      ),
    );
  if (thumbprint !== null) ways.push(Prisma.sql`starts_with(sha256, ${thumbprint})`, Prisma.sql`starts_with(sha1, ${thumbprint})`);
  if (serials.length > 0)
    ways.push(Prisma.sql`ltrim(lower(serial_number), '0') = ANY(${serials.map((serial) => serial.replace(/^0+/, ''))})`);
  return ways.length === 0 ? Prisma.sql`false` : Prisma.join(ways, ' OR ');
}

/** The filters that are set, by name. */
function conditionsOf(filter: InventoryFilter): Map<FilterName, Prisma.Sql> {
  const conditions = new Map<FilterName, Prisma.Sql>();
  const served = servedInForce(filter);
  if (served !== 'all') conditions.set('served', Prisma.sql`served = ${served}`);
  if (filter.q !== '') conditions.set('q', searchCondition(filter.q));
  if (filter.kind !== null) conditions.set('kind', kindConditions[filter.kind]);
  if (filter.states.length > 0) conditions.set('state', Prisma.sql`state = ANY(${[...filter.states]})`);
  if (filter.ending !== null) conditions.set('ending', Prisma.sql`ending = ${filter.ending}`);
  for (const [name, condition] of Object.entries(valueConditions) as [ValueFilter, (value: string) => Prisma.Sql][]) {
    const value = filter[name];
    if (value !== null) conditions.set(name, condition(value));
  }
  return conditions;
}

/** What a list can be narrowed by. */
export type FilterName = 'q' | 'served' | 'kind' | 'state' | 'ending' | ValueFilter;
const missedColumn = (name: FilterName): Prisma.Sql => Prisma.raw(`missed_${name}`);

/** A column for each filter that is set, 1 where a certificate misses it, and their sum. */
export function flagsOf(filter: InventoryFilter): { flags: Prisma.Sql; misses: Prisma.Sql } {
  const conditions = [...conditionsOf(filter)];
  if (conditions.length === 0) return { flags: Prisma.empty, misses: Prisma.sql`0` };
  const flags = conditions.map(([name, condition]) => Prisma.sql`((${condition}) IS NOT TRUE)::int AS ${missedColumn(name)}`);
  const names = conditions.map(([name]) => missedColumn(name));
  return { flags: Prisma.sql`, ${Prisma.join(flags)}`, misses: Prisma.join(names, ' + ') };
}

const isSet = (filter: InventoryFilter, name: FilterName): boolean => conditionsOf(filter).has(name);

/** Rows of `facts`, or of what is grouped by its columns, that meet every filter but this one. */
export const meetsOthers = (filter: InventoryFilter, name: FilterName): Prisma.Sql =>
  isSet(filter, name) ? Prisma.sql`misses = ${missedColumn(name)}` : Prisma.sql`misses = 0`;

/** Columns of `facts` that meetsOthers needs for these filters, each with a comma before it. */
export function missedColumns(filter: InventoryFilter, names: readonly FilterName[]): Prisma.Sql {
  const set = conditionsOf(filter);
  const columns = names.filter((name) => set.has(name)).map(missedColumn);
  return columns.length === 0 ? Prisma.empty : Prisma.sql`, ${Prisma.join(columns)}`;
}
