import type { Database } from '../db/client.ts';

const dayMs = 86_400_000;
const utcDay = (time: Date): string => time.toISOString().slice(0, 10);

/**
 * Makes the daily partitions of checks from yesterday to two days ahead of `now`, where they are missing. Call it when a
 * worker starts and every few hours: a check whose day has no partition cannot be saved. Returns how many were made.
 */
export async function ensureCheckPartitions(db: Database, now: Date): Promise<number> {
  const first = utcDay(new Date(now.getTime() - dayMs));
  const last = utcDay(new Date(now.getTime() + 2 * dayMs));
  const [row] = await db.$queryRaw<{ made: number }[]>`SELECT ensure_check_partitions(${first}::date, ${last}::date) AS made`;
  return row?.made ?? 0;
}

/** Drops the partitions of all UTC days before the one that `before` lies in. Returns how many were dropped. */
export async function dropCheckPartitions(db: Database, before: Date): Promise<number> {
  const [row] = await db.$queryRaw<{ dropped: number }[]>`SELECT drop_check_partitions(${utcDay(before)}::date) AS dropped`;
  return row?.dropped ?? 0;
}
