import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { now } from '../../lib/clock.ts';
import { AppError } from '../../lib/errors.ts';
import { log } from '../../lib/log.ts';
import { type ChildSpec, type SupervisedChild, superviseChild } from './child.ts';

const ASK_EVERY_MS = 1_500;
/** Listeners and their connections are closed at once. */
const STOP_WITHIN_MS = 2_000;

/** The process of the demonstration fleet, which stands while the installation wants one. */
export type DemoFleet = { stop: () => Promise<void> };

/** Wants the demonstration fleet. Where it cannot be, that is told, and the rest goes on. */
export async function wantDemo(url: string, complain: (line: string) => void): Promise<void> {
  const [{ createDatabase }, { startDemo }] = await Promise.all([
    import('../../lib/db/client.ts'),
    import('../../lib/fleet/demo/start-demo.ts'),
  ]);
  const db = createDatabase(url, { poolSize: 1 });
  try {
    await startDemo({ db, now: now(), actor: 'start --demo' });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    complain(error.message);
  } finally {
    await db.$disconnect();
  }
}

/** Starts and ends the process as the installation's row in the database says, which is looked at every now and then. */
export function superviseDemoFleet(url: string, spec: ChildSpec): DemoFleet {
  const stopping = new AbortController();
  let standing: { since: string | null; child: SupervisedChild | null } = { since: null, child: null };
  let client: pg.Client | null = null;

  /** Since when it is wanted, as text; null when it is not. */
  const wantedSince = async (): Promise<string | null> => {
    if (client === null) {
      const fresh = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, application_name: 'port636' });
      fresh.on('error', () => {
        client = null;
      });
      await fresh.connect();
      client = fresh;
    }
    const { rows } = await client.query<{ since: string | null }>('SELECT demo_since::text AS since FROM installation');
    return rows[0]?.since ?? null;
  };
  const follow = async (): Promise<void> => {
    const since = await wantedSince();
    if (stopping.signal.aborted || since === standing.since) return;
    // Removed and started anew in between: the one that stands knows nothing of that.
    await standing.child?.stop(STOP_WITHIN_MS);
    standing = { since, child: since === null || stopping.signal.aborted ? null : superviseChild(spec) };
  };
  const loop = (async () => {
    while (!stopping.signal.aborted) {
      await follow().catch((error: unknown) => {
        client = null;
        log('demo').debug({ err: error }, 'it is not known whether the demo fleet is wanted');
      });
      await sleep(ASK_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();

  return {
    stop: async () => {
      stopping.abort();
      await standing.child?.stop(STOP_WITHIN_MS);
      await client?.end().catch(() => undefined);
      await loop;
    },
  };
}
