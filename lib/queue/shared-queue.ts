import { databaseUrl } from '../db/url.ts';
import { log } from '../log.ts';
import { openQueue, type Queue } from './queue.ts';

const shared = globalThis as typeof globalThis & { port636Queue?: Promise<Queue> };

/** The queue of a process that only puts jobs in, opened on first use from DATABASE_URL. A failed opening is tried again next time. */
export function sharedQueue(): Promise<Queue> {
  shared.port636Queue ??= openQueue(databaseUrl(), (error) => log('queue').warn({ err: error }, 'the queue reports an error')).catch(
    (error: unknown) => {
      delete shared.port636Queue;
      throw error;
    },
  );
  return shared.port636Queue;
}
