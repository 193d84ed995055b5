import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts';
import { registerHosts } from '../../fleet/register-hosts.ts';
import { question } from '../planner/testing/planner-certificate.ts';
import { readExpiryReport } from './read-report.ts';

const now = new Date('2026-03-01T12:00:00Z');

let test: TestDatabase;
beforeAll(async () => {
  test = await startTestDatabase();
});
afterAll(() => test.stop());

it('says how old the results are, which doors are late, and whose report it is', async () => {
  expect((await readExpiryReport(test.db, question())).dataAge).toEqual({ newestAt: null, oldestAt: null, doors: 0, lateDoors: 0 });
  const location = await test.db.location.create({ data: { name: 'here', createdAt: now, lastSeenAt: now } });
  await registerHosts(
    { db: test.db, now, actor: 'ada' },
    { lines: 'dc01.corp.example\ndc02.corp.example\ndc03.corp.example', intervalSeconds: 300 },
  );
  const sees = (name: string, lastCheckedAt: Date) =>
    test.db.endpointState.updateMany({ where: { locationId: location.id, endpoint: { host: { name } } }, data: { lastCheckedAt } });
  await sees('dc01.corp.example', new Date('2026-03-01T11:59:00Z'));
  await sees('dc02.corp.example', new Date('2026-03-01T11:00:00Z'));
  await test.db.host.updateMany({ where: { name: 'dc03.corp.example' }, data: { pausedAt: now } });
  await test.db.installation.update({ where: { id: 1 }, data: { organisation: 'Corp' } });
  const { organisation, dataAge } = await readExpiryReport(test.db, question());
  expect(organisation).toBe('Corp');
  expect(dataAge).toEqual({ newestAt: '2026-03-01T11:59:00.000Z', oldestAt: '2026-03-01T11:00:00.000Z', doors: 2, lateDoors: 1 });
});
