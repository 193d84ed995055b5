import { Prisma } from '../../db/generated/client.ts';
import { usedSql } from '../usage/used-sql.ts';
import { certificateStates, type InventoryColumn, type InventorySort } from './filter.ts';

/** When it was last sent by anybody; asked of certificates that are no longer in use. */
export const lastServedAt = (row: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`(SELECT max(served.to_at) FROM served_certificates AS served WHERE served.sha256 = ${row}.sha256)`;

/** What `usage` takes along of its places, and how. */
export type PlaceSort = { value: Prisma.Sql; join: Prisma.Sql };

/** For lists that are sorted by it; null for others. */
export function placeSortOf({ column }: InventorySort): PlaceSort | null {
  if (column !== 'owner' && column !== 'site') return null;
  return { value: Prisma.sql`min(NULLIF(lower(place.${Prisma.raw(column)}), ''))`, join: Prisma.sql`JOIN place USING (place_no)` };
}

/** Distinct hosts or doors that have it in use, for all certificates at once. */
const usersOf = (column: 'host_id' | 'id'): Prisma.Sql => Prisma.sql`COALESCE((SELECT users.count FROM (
  SELECT used.sha256, count(DISTINCT endpoint.${Prisma.raw(column)})::int AS count
  FROM ${usedSql} AS used JOIN endpoints AS endpoint ON endpoint.id = used.endpoint_id GROUP BY used.sha256
) AS users WHERE users.sha256 = judged.sha256), 0)`;
const states = Prisma.join([...certificateStates]);

/** What a column is sorted by, of a row of `judged`; null for certificates that have no such thing. */
const sortKeys: Readonly<Record<InventoryColumn, Prisma.Sql>> = {
  name: Prisma.sql`lower(name)`,
  state: Prisma.sql`array_position(ARRAY[${states}]::text[], state)`,
  validUntil: Prisma.sql`not_after`,
  daysLeft: Prisma.sql`not_after`,
  hosts: usersOf('host_id'),
  endpoints: usersOf('id'),
  issuer: Prisma.sql`lower(issuer)`,
  owner: Prisma.sql`first_of_places`,
  site: Prisma.sql`first_of_places`,
  template: Prisma.sql`NULLIF(lower(template), '')`,
  kind: Prisma.sql`array_position(ARRAY['leaf', 'intermediate', 'root'], kind)`,
  names: Prisma.sql`lower(dns_names[1])`,
  subject: Prisma.sql`lower(subject)`,
  serial: Prisma.sql`serial_number`,
  key: Prisma.sql`key`,
  signature: Prisma.sql`signature`,
  validFrom: Prisma.sql`not_before`,
  lifetime: Prisma.sql`not_after - not_before`,
  firstSeen: Prisma.sql`first_seen_at`,
  lastSeen: Prisma.sql`CASE WHEN in_use THEN 'infinity' ELSE ${lastServedAt(Prisma.sql`judged`)} END`,
  trustStores: Prisma.sql`stores[1]`,
  sha256: Prisma.sql`judged.sha256`,
  sha1: Prisma.sql`NULLIF(sha1, '')`,
};

export const sortKeyOf = ({ column }: InventorySort): Prisma.Sql => sortKeys[column];

/** Certificates without the value come last either way; among equals the one that ends first comes first. */
export const orderOf = ({ descending }: InventorySort): Prisma.Sql =>
  Prisma.sql`sort_key ${Prisma.raw(descending ? 'DESC' : 'ASC')} NULLS LAST, not_after ASC NULLS LAST, sha256`;
