import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../db/client.ts';
import { createDatabase } from '../db/client.ts';
import { startTestDatabase, type TestDatabase } from '../db/testing/test-database.ts';
import { type CheckPayload, checkJob } from '../queue/jobs.ts';
import { openWorkingQueue, type WorkingQueue } from '../queue/queue.ts';
import { claimEndpoint, releaseClaims, renewClaims } from './claim.ts';
import { nextSlot } from './due.ts';
import { sweepDue } from './sweep.ts';
import { makeEndpoint, makeLocation, mustClaim } from './testing/fleet.ts';

const now = new Date('2026-11-20T12:00:00.000Z');
let test: TestDatabase;
let queue: WorkingQueue;
let db: Database;
let location: { id: number; name: string };
let places = 0;

beforeAll(async () => {
  test = await startTestDatabase();
  db = test.db;
  queue = await openWorkingQueue(test.url, (error) => {
    throw error;
  });
});
afterAll(async () => {
  await queue.stop();
  await test.stop();
});
beforeEach(async () => {
  await db.host.deleteMany();
  location = await makeLocation(db, `place-${++places}`, now);
});

/** Every endpoint id that waits in the queue of the location. */
async function enqueued(): Promise<string[]> {
  const jobs = await queue.boss.findJobs<CheckPayload>(`check.${location.name}`);
  return jobs.flatMap((job) => job.data.endpointIds);
}

const register = (count: number, options: { intervalSeconds?: number } = {}) =>
  Promise.all(Array.from({ length: count }, (_, index) => makeEndpoint(db, { name: `dc${index}.corp.example`, now, ...options })));

describe('the sweep', () => {
  it('enqueues every due endpoint once, though three workers sweep at the same time', async () => {
    const endpoints = await register(90);
    const others = [createDatabase(test.url), createDatabase(test.url)];
    const counts = await Promise.all([db, ...others].map((each) => sweepDue(each, queue, { location, now, limit: 40, perJob: 7 })));
    while ((await sweepDue(db, queue, { location, now, limit: 40, perJob: 7 })) > 0);
    expect(Math.max(...counts)).toBeLessThanOrEqual(40);
    expect((await enqueued()).sort()).toEqual(endpoints.map((endpoint) => endpoint.endpointId).sort());
    await Promise.all(others.map((each) => each.$disconnect()));
  });

  it('moves each endpoint to its next slot, so that nothing is due again at once', async () => {
    const [endpoint] = await register(1, { intervalSeconds: 60 });
    await sweepDue(db, queue, { location, now });
    const state = await db.endpointState.findFirstOrThrow({ where: { locationId: location.id } });
    expect(state.nextDueAt).toEqual(nextSlot(endpoint?.endpointId ?? '', 60, now));
    expect(await sweepDue(db, queue, { location, now })).toBe(0);
  });

  it('makes up for a long downtime with one check each', async () => {
    await register(5, { intervalSeconds: 30 });
    await sweepDue(db, queue, { location, now });
    const nextDay = new Date(now.getTime() + 86_400_000);
    expect(await sweepDue(db, queue, { location, now: nextDay })).toBe(5);
    expect(await sweepDue(db, queue, { location, now: nextDay })).toBe(0);
  });

  it('leaves paused hosts alone', async () => {
    const [paused, running] = await register(2);
    await db.host.update({ where: { id: paused?.hostId ?? '' }, data: { pausedAt: now } });
    await sweepDue(db, queue, { location, now });
    expect(await enqueued()).toEqual([running?.endpointId]);
  });

  it('keeps an endpoint due when its job could not be enqueued', async () => {
    await register(1);
    const broken = { ...queue, enqueue: () => Promise.reject(new Error('no queue')) };
    await expect(sweepDue(db, broken, { location, now })).rejects.toThrow('no queue');
    expect(await sweepDue(db, queue, { location, now })).toBe(1);
  });

  it('enqueues for the location that it is asked for only', async () => {
    const elsewhere = await makeLocation(db, `elsewhere-${places}`, now);
    await register(1);
    await sweepDue(db, queue, { location, now });
    expect(await sweepDue(db, queue, { location: elsewhere, now })).toBe(1);
  });

  it('writes payloads that the job accepts', async () => {
    await register(3);
    await sweepDue(db, queue, { location, now });
    const [job] = await queue.boss.findJobs(`check.${location.name}`);
    expect(checkJob.payload.parse(job?.data)).toMatchObject({ dueAt: now.toISOString(), requestId: null });
  });
});

describe('a claim', () => {
  const one = async () => {
    const [endpoint] = await register(1);
    await sweepDue(db, queue, { location, now });
    return { endpointId: endpoint?.endpointId ?? '', locationId: location.id };
  };

  it('goes to one of many that ask at once', async () => {
    const place = await one();
    const results = await Promise.all(Array.from({ length: 10 }, () => claimEndpoint(db, place)));
    expect(results.map((result) => result.status).sort()).toEqual([...new Array<string>(9).fill('busy'), 'claimed']);
  });

  it('tells what to probe', async () => {
    const place = await one();
    const claimed = await mustClaim(db, place.endpointId, place.locationId);
    expect(claimed.target).toEqual({ host: 'dc0.corp.example', port: 636, transport: 'ldaps' });
  });

  it('is free again once released, but not by a token that is not its own', async () => {
    const place = await one();
    const first = await mustClaim(db, place.endpointId, place.locationId);
    await releaseClaims(db, [{ ...first, token: '0192e1a0-7b3c-7def-8123-456789abcdef' }]);
    expect((await claimEndpoint(db, place)).status).toBe('busy');
    await releaseClaims(db, [first]);
    expect((await claimEndpoint(db, place)).status).toBe('claimed');
  });

  it('runs out when its holder died, and holds as long as it is renewed', async () => {
    const place = await one();
    const held = await claimEndpoint(db, { ...place, holdMs: 100 });
    if (held.status !== 'claimed') throw new Error(held.status);
    expect(await renewClaims(db, [held.endpoint], 300)).toEqual([held.endpoint.token]);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect((await claimEndpoint(db, place)).status).toBe('busy');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await claimEndpoint(db, place)).status).toBe('claimed');
    expect(await renewClaims(db, [held.endpoint])).toEqual([]);
  });

  it('is refused for paused hosts and removed endpoints', async () => {
    const place = await one();
    await db.host.updateMany({ data: { pausedAt: now } });
    expect((await claimEndpoint(db, place)).status).toBe('paused');
    await db.host.deleteMany();
    expect((await claimEndpoint(db, place)).status).toBe('gone');
  });
});
