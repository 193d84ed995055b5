import type { Database } from '../db/client.ts';

/**
 * The database's clock. The schedule goes by it, as claims do: workers whose own clocks differ would otherwise keep taking each
 * other's endpoints for long overdue or for put off too far.
 */
export async function databaseTime(db: Database): Promise<Date> {
  const [row] = await db.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp()::timestamptz(3) AS now`;
  if (!row) throw new Error('The database does not tell the time.');
  return row.now;
}

/**
 * How far a time may lie ahead of the clock it is compared with: clocks of several machines differ a little. What lies further
 * ahead was written by a clock that ran ahead and has been set right since.
 */
export const clockToleranceMs = 60_000;
