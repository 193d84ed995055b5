import type { Database } from '../db/client.ts';
import { Prisma } from '../db/generated/client.ts';
import { forgetLocation } from '../fleet/locations/forget-location.ts';

const dayMs = 86_400_000;
/** A location that nobody has heard of for so long does not come back: it was renamed or given up. */
export const FORGOTTEN_AFTER_DAYS = 30;
/** One from which no endpoint was ever checked, such as a misspelt name, is missed by nobody. */
export const UNUSED_AFTER_DAYS = 1;

/**
 * Removes the locations that do not come back, with all that was seen from them: those silent for 30 days, and those silent for a day
 * from which no endpoint was ever checked. Results saved of late count as signs of life too, by the database's clock: a location
 * whose workers have the wrong time stays. Returns the names of those removed. A worker that comes back makes its location anew.
 */
export async function removeSilentLocations(db: Database, now: Date): Promise<string[]> {
  const locations = await db.$queryRaw<{ id: number; name: string }[]>(silent(now));
  const removed: string[] = [];
  for (const { id, name } of locations) if (await forgetLocation(db, id, silent(now))) removed.push(name);
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
