import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { monotonicMs, now } from '../clock.ts';
import type { Settings } from '../config/env.ts';
import { createDatabase, type Database } from '../db/client.ts';
import { databaseUrl } from '../db/url.ts';
import { demoManager } from '../fleet/demo/marks.ts';
import { log } from '../log.ts';
import { boxToSeal } from '../secrets/secret-boxes.ts';
import { keepFresh, tellHistory } from './history/tell-history.ts';
import { registerDemo } from './register.ts';
import { standUp } from './stand-up.ts';

/** What is to be five days away is so again after this time. */
const STAND_FOR_MS = 12 * 3_600_000;
const FRESH_EVERY_MS = 30_000;
/** Checks wait so long for servers that are being started. */
const STARTING_SECONDS = 30;

/**
 * Simulates the demonstration fleet until the signal aborts: its servers on the loopback network, registered and with a history, really
 * probed by the worker of this machine. Resolves at once when nobody wants it. Throws when it cannot stand, and when the database is lost.
 */
export async function runDemo({ signal, settings }: { signal: AbortSignal; settings: Settings }): Promise<void> {
  const db = createDatabase(settings.databaseUrl ?? databaseUrl(), { poolSize: 3 });
  const logger = log('demo');
  const folder = path.join(settings.dataFolder, 'demo');
  try {
    while (!signal.aborted) {
      await postponeChecks(db);
      const startedMs = monotonicMs();
      const demo = await standUp({ folder, now: now() });
      try {
        const startedInMs = Math.round(monotonicMs() - startedMs);
        const location = await knownLocation(db, settings.location, signal);
        if (location === null) return;
        const registration = await registerDemo(db, demo, { location, box: boxToSeal(settings), now: now() });
        if (registration === 'removed') return;
        const memoryMb = Math.round(process.memoryUsage().rss / 2 ** 20);
        logger.info({ hosts: demo.hosts.length, resolver: demo.resolver, startedInMs, memoryMb }, 'the demo fleet stands');
        await tellHistory(db, demo, { location, signal });
        await stand(db, signal);
        if (signal.aborted) await postponeChecks(db).catch(() => undefined);
      } finally {
        await demo.stop();
      }
    }
  } finally {
    await db.$disconnect();
  }
}

async function stand(db: Database, signal: AbortSignal): Promise<void> {
  const endMs = monotonicMs() + STAND_FOR_MS;
  while (!signal.aborted && monotonicMs() < endMs) {
    await keepFresh(db, now());
    await wait(FRESH_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** While the servers are being started nobody shall find them closed. */
async function postponeChecks(db: Database): Promise<void> {
  await db.$executeRaw`
    UPDATE endpoint_states SET next_due_at = clock_timestamp() + ${STARTING_SECONDS}::int * interval '1 second'
    FROM endpoints JOIN hosts ON hosts.id = endpoints.host_id
    WHERE endpoints.id = endpoint_id AND hosts.managed_by = ${demoManager} AND next_due_at < clock_timestamp() + ${STARTING_SECONDS}::int * interval '1 second'`;
}

/** The location that the worker of this machine looks from, once it has made it known; null when the signal aborts before. */
async function knownLocation(db: Database, name: string, signal: AbortSignal): Promise<string | null> {
  while (!signal.aborted) {
    if ((await db.location.count({ where: { name } })) > 0) return name;
    await wait(500, undefined, { signal }).catch(() => undefined);
  }
  return null;
}
