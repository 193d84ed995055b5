import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../db/testing/test-database.ts';
import { checkJob } from './jobs.ts';
import { openQueue, openWorkingQueue, type Queue, type WorkingQueue } from './queue.ts';

const fail = (error: Error): void => {
  throw error;
};
const payload = { endpointIds: ['0192e1a0-7b3c-7def-8123-456789abcdef'], dueAt: '2026-11-20T12:00:00.000Z', requestId: null };
let test: TestDatabase;
let queue: Queue;
let working: WorkingQueue;

beforeAll(async () => {
  test = await startTestDatabase();
  const [one, other] = await Promise.all([openWorkingQueue(test.url, fail), openWorkingQueue(test.url, fail)]);
  await other.stop();
  working = one;
  queue = await openQueue(test.url, fail);
});
afterAll(async () => {
  await queue.stop();
  await working.stop();
  await test.stop();
});

describe('the queue', () => {
  it('takes jobs in with the transaction of the caller, or not at all', async () => {
    const enqueue = (failing: boolean) =>
      test.db.$transaction(async (transaction) => {
        await queue.enqueue(checkJob, [payload, payload], { location: 'atomic', transaction });
        if (failing) throw new Error('rolled back');
      });
    await expect(enqueue(true)).rejects.toThrow('rolled back');
    expect(await working.boss.findJobs('check.atomic')).toHaveLength(0);
    await enqueue(false);
    expect(await working.boss.findJobs('check.atomic')).toHaveLength(2);
  });

  it('refuses payloads that the job does not take', async () => {
    await expect(queue.enqueue(checkJob, [{ ...payload, endpointIds: [] }], { location: 'berlin' })).rejects.toThrow();
  });

  it('cannot be opened before its tables are there', async () => {
    const empty = await startTestDatabase();
    await expect(openQueue(empty.url, fail)).rejects.toThrow();
    await empty.stop();
  });

  it('gives urgent jobs to the lane for them and the others to theirs', async () => {
    await queue.enqueue(checkJob, [payload], { location: 'lanes' });
    await queue.enqueue(checkJob, [payload], { location: 'lanes', priority: 10 });
    const [urgent] = await working.boss.fetch('check.lanes', { minPriority: 10, batchSize: 5, includeMetadata: true });
    expect(urgent?.priority).toBe(10);
    const [usual] = await working.boss.fetch('check.lanes', { maxPriority: 9, batchSize: 5, includeMetadata: true });
    expect(usual?.priority).toBe(0);
  });
});
