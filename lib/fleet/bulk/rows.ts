import type { Transaction } from '../../db/client.ts';
import { Prisma } from '../../db/generated/client.ts';
import { doorName } from '../internal.ts';
import { type BulkField, type BulkFieldName, type BulkValue, bulkFields } from './fields.ts';

/** One host or door with the value of a field. */
export type BulkRow = {
  /** Of the host or the door, whichever has the field. */
  id: string;
  hostId: string;
  hostName: string;
  /** How people name it. */
  subject: string;
  managedBy: string | null;
  standsForDomain: boolean;
  value: BulkValue;
};

type RawRow = [
  id: string,
  hostId: string,
  hostName: string,
  port: number | null,
  managedBy: string | null,
  standsForDomain: boolean,
  value: BulkValue,
];

/** Locks hosts until the transaction ends, in the order in which whoever takes many takes them. */
export async function lockHosts(tx: Transaction, hostIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    SELECT count(*) FROM (SELECT 1 FROM hosts WHERE id = ANY(${[...hostIds]}::uuid[]) ORDER BY id FOR UPDATE) AS held`;
}

/** The hosts that the doors belong to. */
export async function hostsOfDoors(tx: Transaction, doorIds: readonly string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT host_id AS id FROM endpoints WHERE id = ANY(${[...doorIds]}::uuid[])`;
  return rows.map(({ id }) => id);
}

/** The field of every chosen host, or of each of its doors, by name. What does not exist is left out. */
export const readRowsOfHosts = (tx: Transaction, name: BulkFieldName, hostIds: readonly string[]): Promise<BulkRow[]> =>
  readRows(tx, bulkFields[name], Prisma.sql`host.id = ANY(${[...hostIds]}::uuid[])`);

/** The field of hosts or doors by their own ids. */
export const readRowsById = (tx: Transaction, name: BulkFieldName, ids: readonly string[]): Promise<BulkRow[]> =>
  readRows(tx, bulkFields[name], Prisma.sql`${Prisma.raw(bulkFields[name].of)}.id = ANY(${[...ids]}::uuid[])`);

async function readRows(tx: Transaction, field: BulkField, condition: Prisma.Sql): Promise<BulkRow[]> {
  const [own, doors] =
    field.of === 'host'
      ? [Prisma.sql`host.id, host.id, host.name, NULL::int`, Prisma.empty]
      : [Prisma.sql`door.id, host.id, host.name, door.port`, Prisma.sql`JOIN endpoints AS door ON door.host_id = host.id`];
  const order = field.of === 'host' ? Prisma.sql`host.name` : Prisma.sql`host.name, door.port`;
  const [answer] = await tx.$queryRaw<{ rows: string | null }[]>`
    SELECT json_agg(json_build_array(${own}, host.managed_by, host.stands_for_domain, ${field.read}) ORDER BY ${order})::text AS rows
    FROM hosts AS host LEFT JOIN domains AS domain ON domain.id = host.domain_id ${doors}
    WHERE ${condition}`;
  const rows: RawRow[] = answer?.rows ? JSON.parse(answer.rows) : [];
  return rows.map(([id, hostId, hostName, port, managedBy, standsForDomain, value]) => ({
    ...{ id, hostId, hostName, managedBy, standsForDomain, value },
    subject: port === null ? hostName : doorName(hostName, port),
  }));
}
