import type { Database, Transaction } from '../db/client.ts';
import { Prisma } from '../db/generated/client.ts';
import { tellBrowsers } from './live.ts';
import { readRevision } from './read/revision.ts';

const dayMs = 86_400_000;
/** A location that nobody has heard of for so long does not come back: it was renamed or given up. */
export const FORGOTTEN_AFTER_DAYS = 30;
/** One from which no endpoint was ever checked, such as a misspelt name, is missed by nobody. */
export const UNUSED_AFTER_DAYS = 1;
/** Rows removed by one statement, so that none holds its locks for long. */
const ROWS_AT_ONCE = 5_000;

/**
 * Removes the locations that do not come back, with all that was seen from them: those silent for 30 days, and those silent for a day
 * from which no endpoint was ever checked. Results saved of late count as signs of life too, by the database's clock: a location
 * whose workers have the wrong time stays. Returns the names of those removed. A worker that comes back makes its location anew.
 */
export async function removeSilentLocations(db: Database, now: Date): Promise<string[]> {
  const locations = await db.$queryRaw<{ id: number; name: string }[]>(silent(now));
  const removed: string[] = [];
  for (const { id, name } of locations) if (await removeLocation(db, id, silent(now))) removed.push(name);
  return removed;
}

function silent(now: Date): Prisma.Sql {
  const forgotten = new Date(now.getTime() - FORGOTTEN_AFTER_DAYS * dayMs);
  const unused = new Date(now.getTime() - UNUSED_AFTER_DAYS * dayMs);
  const state = Prisma.sql`SELECT FROM endpoint_states AS state WHERE state.location_id = location.id`;
  return Prisma.sql`
    SELECT location.id, location.name FROM locations AS location
    WHERE coalesce(location.last_seen_at, location.created_at) < ${forgotten} AND NOT EXISTS (${state} AND state.saved_at >= ${forgotten})
      OR coalesce(location.last_seen_at, location.created_at) < ${unused} AND NOT EXISTS (${state} AND state.last_check_id IS NOT NULL)
    ORDER BY location.id`;
}

/**
 * Removes a location with all that was seen from it. Doors that were to be probed from it alone are probed from all. False when it is
 * not among those that `removable`, a query of ids and names, still finds in the end: a worker came back meanwhile, and its state
 * stays, with less history. `also` is done in the same transaction.
 */
export async function removeLocation(
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
      await tellBrowsers(transaction, { type: 'fleet', revision: await readRevision(transaction) });
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
