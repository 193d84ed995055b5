import { describe, expect, it } from 'vitest';
import type { Database } from '../db/client.ts';
import { keepPresent } from './presence.ts';

/** A database of which only the locations are asked. */
const databaseThat = (upsert: () => Promise<{ id: number }>): Database => ({ location: { upsert } }) as unknown as Database;

const berlin = { id: 1, name: 'berlin', reach: 'inside' as const };

describe('the presence of a worker', () => {
  it('ends with an error when the database has not answered for long', async () => {
    const gone = databaseThat(() => Promise.reject(new Error('connection refused')));
    const told: unknown[] = [];
    const presence = keepPresent(gone, berlin, new AbortController().signal, { lostAfterMs: 500, onError: (error) => told.push(error) });
    await expect(presence).rejects.toThrow('The database has not answered');
    expect(told.length).toBeGreaterThan(1);
  });

  it('ends with an error when its location was removed and made anew', async () => {
    const anew = databaseThat(async () => ({ id: 2 }));
    await expect(keepPresent(anew, berlin, new AbortController().signal)).rejects.toThrow('berlin was removed');
  });

  it('ends without one when told to', async () => {
    const stop = new AbortController();
    const presence = keepPresent(
      databaseThat(async () => ({ id: 1 })),
      berlin,
      stop.signal,
    );
    stop.abort();
    await expect(presence).resolves.toBeUndefined();
  });
});
