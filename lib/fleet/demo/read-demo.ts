import type { Database } from '../../db/client.ts';
import { demoManager } from './marks.ts';
import type { DemoView } from './views.ts';

/** Whether the demonstration fleet is wanted, and how much of it stands. */
export async function readDemo(db: Pick<Database, '$queryRaw'>): Promise<DemoView> {
  const [row] = await db.$queryRaw<{ since: Date | null; demo: number; real: number }[]>`
    SELECT (SELECT demo_since FROM installation) AS since,
      (count(*) FILTER (WHERE managed_by = ${demoManager}))::int AS demo,
      (count(*) FILTER (WHERE managed_by IS DISTINCT FROM ${demoManager}))::int AS real
    FROM hosts`;
  return { since: row?.since?.toISOString() ?? null, hostCount: row?.demo ?? 0, realHostCount: row?.real ?? 0 };
}

/** The same for the banner of every page: null while it is not wanted, which costs one row to find out. */
export async function readDemoBanner(db: Pick<Database, '$queryRaw'>): Promise<{ hostCount: number } | null> {
  const [row] = await db.$queryRaw<{ demo: number }[]>`
    SELECT (SELECT count(*)::int FROM hosts WHERE managed_by = ${demoManager}) AS demo FROM installation WHERE demo_since IS NOT NULL`;
  return row === undefined ? null : { hostCount: row.demo };
}
