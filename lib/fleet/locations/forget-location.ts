import type { Database, Transaction } from '../../db/client.ts';
import { Prisma } from '../../db/generated/client.ts';
import { announceFleet } from '../internal.ts';

/** Rows removed by one statement, so that none holds its locks for long. */
const ROWS_AT_ONCE = 5_000;

/**
 * Removes a location with all that was seen from it. Doors that were to be probed from it alone are probed from all. False when it is
 * not among those that `removable`, a query of ids and names, still finds in the end: a worker came back meanwhile, and its state
 * stays, with less history. `also` is done in the same transaction.
 */
export async function forgetLocation(
  db: Database,
  id: number,
  removable: Prisma.Sql,
  also: (transaction: Transaction) => Promise<void> = async () => undefined,
): Promise<boolean> {
  // What may be too much for one statement goes first; the rest goes with the row of the location.
  for (const some of bulk(id)) for (let count = ROWS_AT_ONCE; count >= ROWS_AT_ONCE; ) count = await db.$executeRaw(some);
  return db.$transaction(
    async (transaction) => {
      const still = await transaction.$queryRaw<{ id: number; name: string }[]>(Prisma.sql`${removable} FOR UPDATE OF location`);
      const name = still.find((location) => location.id === id)?.name;
      if (name === undefined) return false;
      await transaction.$executeRaw`
        UPDATE endpoints SET probed_from = array_remove(probed_from, ${name}) WHERE ${name} = ANY(probed_from)`;
      await transaction.location.delete({ where: { id }, select: { id: true } });
      await also(transaction);
      await announceFleet(transaction);
      return true;
    },
    { timeout: 60_000 },
  );
}

const bulk = (id: number): Prisma.Sql[] => [
  Prisma.sql`DELETE FROM checks WHERE (started_at, id) IN (SELECT started_at, id FROM checks WHERE location_id = ${id} LIMIT ${ROWS_AT_ONCE})`,
  Prisma.sql`DELETE FROM hourly_rollups
    WHERE ctid = ANY(ARRAY(SELECT ctid FROM hourly_rollups WHERE location_id = ${id} LIMIT ${ROWS_AT_ONCE}))`,
  Prisma.sql`DELETE FROM path_certificates
    WHERE ctid = ANY(ARRAY(SELECT ctid FROM path_certificates WHERE location_id = ${id} LIMIT ${ROWS_AT_ONCE}))`,
  Prisma.sql`DELETE FROM forecast_steps
    WHERE ctid = ANY(ARRAY(SELECT ctid FROM forecast_steps WHERE location_id = ${id} LIMIT ${ROWS_AT_ONCE}))`,
  Prisma.sql`DELETE FROM evidence WHERE id = ANY(ARRAY(SELECT id FROM evidence WHERE location_id = ${id} LIMIT ${ROWS_AT_ONCE}))`,
];
