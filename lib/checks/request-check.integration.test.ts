import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../db/testing/test-database.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../errors.ts';
import type { CheckPayload } from '../queue/jobs.ts';
import { openQueue, openWorkingQueue, type Queue, type WorkingQueue } from '../queue/queue.ts';
import { requestCheck } from './request-check.ts';
import { makeEndpoint, makeLocation, type TestEndpoint } from './testing/fleet.ts';

const now = new Date('2026-11-20T12:00:00.000Z');
const fail = (error: Error): void => {
  throw error;
};
let test: TestDatabase;
let queue: Queue;
let watching: WorkingQueue;
let endpoint: TestEndpoint;

beforeAll(async () => {
  test = await startTestDatabase();
  watching = await openWorkingQueue(test.url, fail);
  queue = await openQueue(test.url, fail);
});
afterAll(async () => {
  await queue.stop();
  await watching.stop();
  await test.stop();
});
beforeEach(async () => {
  await test.db.host.deleteMany();
  await test.db.location.deleteMany();
  endpoint = await makeEndpoint(test.db, { name: 'dc01.corp.example', now });
});

const context = () => ({ db: test.db, now, actor: 'ada' });
const request = (endpointId = endpoint.endpointId) => requestCheck(context(), { endpointId }, queue);

describe('requesting a check', () => {
  it('puts an urgent job in at every location that is alive and leaves an audit row', async () => {
    await makeLocation(test.db, 'berlin', now);
    await makeLocation(test.db, 'munich', now);
    await makeLocation(test.db, 'closed', new Date(now.getTime() - 3_600_000));
    const { requestId } = await request();
    for (const location of ['berlin', 'munich']) {
      const [job] = await watching.boss.findJobs<CheckPayload>(`check.${location}`, { data: { requestId } });
      expect(job).toMatchObject({ priority: 10, data: { endpointIds: [endpoint.endpointId], requestId } });
    }
    expect(await watching.boss.getQueue('check.closed')).toBeNull();
    const audit = await test.db.auditEntry.findMany({ where: { action: 'endpoint.check' } });
    expect(audit).toMatchObject([{ actor: 'ada', subject: 'dc01.corp.example:636', after: { requestId } }]);
  });

  it('refuses an endpoint that does not exist, and an id that is none', async () => {
    await makeLocation(test.db, 'berlin', now);
    await expect(request('0192e1a0-7b3c-7def-8123-456789abcdef')).rejects.toThrow(NotFoundError);
    await expect(request('17')).rejects.toThrow(InvalidInputError);
  });

  it('refuses a paused host in words', async () => {
    await makeLocation(test.db, 'berlin', now);
    await test.db.host.update({ where: { id: endpoint.hostId }, data: { pausedAt: now } });
    await expect(request()).rejects.toThrow(ConflictError);
    await expect(request()).rejects.toThrow('dc01.corp.example is paused for maintenance. Resume it, then probe it.');
  });

  it('says so when no worker is alive', async () => {
    await expect(request()).rejects.toMatchObject({ code: 'unavailable' });
  });
});
