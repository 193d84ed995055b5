import { setTimeout as wait } from 'node:timers/promises';
import { heartbeatSeconds } from '../checks/heartbeat.ts';
import { monotonicMs, now } from '../clock.ts';
import type { Database } from '../db/client.ts';

/** Half of what is promised: one late sign of life does not make a location silent. */
const BEAT_EVERY_MS = (heartbeatSeconds * 1_000) / 2;
const BEAT_AGAIN_AFTER_MS = 1_000;
const ANSWER_WITHIN_MS = 5_000;
/** A database that was gone for this long is lost: the worker ends, to be started afresh. */
const LOST_AFTER_MS = 20_000;

/** A location as its workers name it. */
export type Place = { name: string; reach: 'inside' | 'outside' };

/** Makes the location known, or says that a worker of it is alive, and which side it looks from. Returns its id. */
export async function signIn(db: Database, { name, reach }: Place, at: Date): Promise<number> {
  const { id } = await db.location.upsert({
    where: { name },
    create: { name, reach, createdAt: at, lastSeenAt: at },
    update: { lastSeenAt: at, reach },
    select: { id: true },
  });
  return id;
}

/**
 * Signs of life until the signal aborts. Throws when the database does not answer for long, and when the location was removed for its
 * silence (a machine that slept for weeks): what the worker holds is of no use then, and a fresh start makes it anew.
 */
export async function keepPresent(
  db: Database,
  location: Place & { id: number },
  signal: AbortSignal,
  options: { lostAfterMs?: number; onError?: (error: unknown) => void } = {},
): Promise<void> {
  const lostAfterMs = options.lostAfterMs ?? LOST_AFTER_MS;
  let answeredAtMs = monotonicMs();
  while (!signal.aborted) {
    let pauseMs = BEAT_EVERY_MS;
    let id = location.id;
    try {
      id = await within(ANSWER_WITHIN_MS, signIn(db, location, now()));
      answeredAtMs = monotonicMs();
    } catch (error) {
      options.onError?.(error);
      const silentMs = monotonicMs() - answeredAtMs;
      if (silentMs >= lostAfterMs)
        throw new Error(`The database has not answered for ${Math.round(silentMs / 1_000)} seconds.`, { cause: error });
      pauseMs = BEAT_AGAIN_AFTER_MS;
    }
    if (id !== location.id) throw new Error(`The location ${location.name} was removed and made anew.`);
    await wait(pauseMs, undefined, { signal }).catch(() => undefined);
  }
}

async function within<Value>(ms: number, promise: Promise<Value>): Promise<Value> {
  const timeout = new AbortController();
  const late = wait(ms, undefined, { signal: timeout.signal }).then(() => {
    throw new Error(`No answer within ${ms} ms.`);
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([promise, late]);
  } finally {
    timeout.abort();
  }
}
