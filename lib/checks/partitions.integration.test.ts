import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../db/testing/test-database.ts';
import { registerHosts } from '../fleet/register-hosts.ts';
import { dropCheckPartitions, ensureCheckPartitions } from './partitions.ts';

const now = new Date('2026-03-01T00:00:00Z');
let test: TestDatabase;
let key: { endpointId: string; locationId: number };

beforeAll(async () => {
  test = await startTestDatabase();
  const location = await test.db.location.create({ data: { name: 'here', createdAt: now } });
  await registerHosts({ db: test.db, now, actor: 'test' }, { lines: 'dc01.corp.example' });
  const endpoint = await test.db.endpoint.findFirstOrThrow();
  key = { endpointId: endpoint.id, locationId: location.id };
});
afterAll(() => test.stop());
beforeEach(() => dropCheckPartitions(test.db, new Date('2100-01-01T00:00:00Z')));

const partitions = async (): Promise<string[]> => {
  const rows = await test.db.$queryRaw<{ name: string }[]>`
    SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'checks'::regclass ORDER BY 1`;
  return rows.map(({ name }) => name);
};
const saveCheckAt = (time: string) =>
  test.db.check.create({ data: { ...key, startedAt: new Date(time), verdict: 'healthy', totalMs: 5, timings: {} }, select: { id: true } });

describe('the daily partitions of checks', () => {
  it('reach from yesterday to the day after tomorrow, in UTC', async () => {
    expect(await ensureCheckPartitions(test.db, now)).toBe(4);
    expect(await partitions()).toEqual(['20260228', '20260301', '20260302', '20260303'].map((day) => `checks_daily.checks_${day}`));
    await saveCheckAt('2026-02-28T00:00:00.000Z');
    await saveCheckAt('2026-03-03T23:59:59.999Z');
    await expect(saveCheckAt('2026-03-04T00:00:00.000Z')).rejects.toThrow(/no partition/);
  });

  it('are made once, however many workers want them at the same time', async () => {
    const made = await Promise.all(Array.from({ length: 6 }, () => ensureCheckPartitions(test.db, now)));
    expect(made.reduce((sum, count) => sum + count, 0)).toBe(4);
  });

  it('are dropped whole when they are older than asked, and only then', async () => {
    await ensureCheckPartitions(test.db, now);
    await saveCheckAt('2026-02-28T12:00:00Z');
    await saveCheckAt('2026-03-01T12:00:00Z');
    expect(await dropCheckPartitions(test.db, new Date('2026-03-01T18:00:00Z'))).toBe(1);
    const left = await test.db.check.findMany({ select: { startedAt: true } });
    expect(left.map(({ startedAt }) => startedAt.toISOString())).toEqual(['2026-03-01T12:00:00.000Z']);
  });

  it('lie about their days to nobody whose session has another time zone', async () => {
    await test.db.$transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL TIME ZONE 'Pacific/Kiritimati'`;
      await tx.$executeRaw`SELECT ensure_check_partitions('2026-03-01', '2026-03-01')`;
    });
    await saveCheckAt('2026-03-01T00:00:00.000Z');
    await saveCheckAt('2026-03-01T23:59:59.999Z');
    await expect(saveCheckAt('2026-02-28T23:59:59.999Z')).rejects.toThrow(/no partition/);
  });
});
