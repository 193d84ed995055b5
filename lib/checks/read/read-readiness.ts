import type { Database } from '../../db/client.ts';
import { aliveBetween } from '../heartbeat.ts';

/** May this process serve? One entry per part it needs; names are public, and no detail is told beyond them. */
export type Readiness = { ready: boolean; checks: { name: 'database' | 'migrations' | 'worker'; ok: boolean }[] };

/** Asks the database, whether its migrations are whole, and whether any worker was heard of lately. Never throws. */
export async function readReadiness(db: Database, { now }: { now: Date }): Promise<Readiness> {
  const alive = aliveBetween(now);
  const answers = async (query: () => Promise<{ ok: boolean | null }[]>): Promise<boolean> =>
    query().then(
      ([row]) => row?.ok === true,
      () => false,
    );
  const checks: Readiness['checks'] = [
    { name: 'database', ok: await answers(() => db.$queryRaw`SELECT true AS ok`) },
    {
      name: 'migrations',
      ok: await answers(
        () => db.$queryRaw`SELECT bool_and(finished_at IS NOT NULL) AS ok FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
      ),
    },
    {
      name: 'worker',
      ok: await answers(
        () => db.$queryRaw`SELECT EXISTS (SELECT FROM locations WHERE last_seen_at BETWEEN ${alive.from} AND ${alive.to}) AS ok`,
      ),
    },
  ];
  return { ready: checks.every(({ ok }) => ok), checks };
}
