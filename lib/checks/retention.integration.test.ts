import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../db/testing/test-database.ts';
import { makeEvidence } from '../diagnosis/testing/evidence-factory.ts';
import { ensureCheckPartitions } from './partitions.ts';
import { applyRetention } from './retention.ts';
import { makeEndpoint, makeLocation } from './testing/fleet.ts';
import { takeTimings } from './timings.ts';

const now = new Date('2026-11-20T12:00:00.000Z');
const daysBefore = (days: number): Date => new Date(now.getTime() - days * 86_400_000);
const keep = { now, checksDays: 14, rollupsDays: 400 };
let test: TestDatabase;
let place: { endpointId: string; locationId: number };

beforeAll(async () => {
  test = await startTestDatabase();
  const { endpointId } = await makeEndpoint(test.db, { name: 'dc01.corp.example', now: daysBefore(500) });
  place = { endpointId, locationId: (await makeLocation(test.db, 'berlin', now)).id };
});
afterAll(() => test.stop());

async function addCheck(startedAt: Date): Promise<void> {
  await ensureCheckPartitions(test.db, startedAt);
  const timings = takeTimings(makeEvidence());
  await test.db.check.create({ data: { ...place, startedAt, verdict: 'healthy', findingIds: [], totalMs: 1, timings } });
}

async function addEvidence(lastSeenAt: Date): Promise<string> {
  const fingerprint = randomUUID();
  const data = { ...place, fingerprint, document: makeEvidence(), firstSeenAt: lastSeenAt, lastSeenAt };
  return (await test.db.evidence.create({ data, select: { id: true } })).id;
}

const partitions = async (): Promise<string[]> =>
  (
    await test.db.$queryRaw<{ name: string }[]>`SELECT relname AS name FROM pg_class
      WHERE relnamespace = 'checks_daily'::regnamespace AND relkind = 'r' ORDER BY relname`
  ).map(({ name }) => name);

describe('the retention', () => {
  it('drops whole days of checks and makes those to come, and does nothing the second time', async () => {
    for (const days of [20, 15, 14, 1]) await addCheck(daysBefore(days));
    const first = await applyRetention(test.db, keep);
    const left = await test.db.check.findMany({ orderBy: { startedAt: 'asc' }, select: { startedAt: true } });
    expect(left.map(({ startedAt }) => startedAt)).toEqual([daysBefore(14), daysBefore(1)]);
    const names = await partitions();
    expect(names[0]).toBe('checks_20261106');
    expect(names).toEqual(expect.arrayContaining(['checks_20261120', 'checks_20261121', 'checks_20261122']));
    expect(first.partitionsDropped).toBeGreaterThan(0);
    expect(await applyRetention(test.db, keep)).toEqual({
      partitionsMade: 0,
      partitionsDropped: 0,
      rollups: 0,
      evidence: 0,
      deepScans: 0,
      importDrafts: 0,
      settledChanges: 0,
      locations: [],
    });
  });

  it('removes roll-ups that are older than they may get', async () => {
    for (const days of [401, 399]) await test.db.hourlyRollup.create({ data: { ...place, hour: daysBefore(days), latencyCount: [] } });
    expect((await applyRetention(test.db, keep)).rollups).toBe(1);
    expect(await test.db.hourlyRollup.findMany({ select: { hour: true } })).toEqual([{ hour: daysBefore(399) }]);
  });

  it('removes deep scans that nobody has renewed for a week', async () => {
    const other = (await makeLocation(test.db, 'hamburg', now)).id;
    for (const [locationId, days] of [
      [place.locationId, 8],
      [other, 6],
    ] as const)
      await test.db.deepScan.create({ data: { ...place, locationId, startedAt: daysBefore(days), document: {} } });
    expect(await applyRetention(test.db, keep)).toMatchObject({ deepScans: 1 });
    expect(await test.db.deepScan.findMany({ select: { locationId: true } })).toEqual([{ locationId: other }]);
  });

  it('forgets lists that nobody imported within a day', async () => {
    const draft = { content: 'dc01', mapping: {}, createdBy: 'ada' };
    for (const [fileName, hours] of [
      ['old.csv', 25],
      ['new.csv', 23],
    ] as const)
      await test.db.importDraft.create({ data: { ...draft, fileName, createdAt: new Date(now.getTime() - hours * 3_600_000) } });
    expect(await applyRetention(test.db, keep)).toMatchObject({ importDrafts: 1 });
    expect(await test.db.importDraft.findMany({ select: { fileName: true } })).toEqual([{ fileName: 'new.csv' }]);
  });

  it('forgets what old changes to many hosts are undone with, and keeps that they were made', async () => {
    const change = { actor: 'ada', action: 'set-owner', summary: 'x', hostCount: 1, before: { rows: [] }, after: { values: {} } };
    for (const days of [91, 89]) await test.db.bulkChange.create({ data: { ...change, id: randomUUID(), at: daysBefore(days) } });
    expect(await applyRetention(test.db, keep)).toMatchObject({ settledChanges: 1 });
    expect(await applyRetention(test.db, keep)).toMatchObject({ settledChanges: 0 });
    const kept = await test.db.bulkChange.findMany({ orderBy: { at: 'asc' }, select: { before: true } });
    expect(kept).toEqual([{ before: null }, { before: { rows: [] } }]);
  });

  it('removes old evidence, but never the newest nor the last good one', async () => {
    const [newest, lastGood, old, recent] = await Promise.all([30, 40, 50, 5].map((days) => addEvidence(daysBefore(days))));
    const ids = { evidenceId: newest ?? null, lastGoodEvidenceId: lastGood ?? null };
    await test.db.endpointState.create({ data: { ...place, ...ids } });
    expect((await applyRetention(test.db, keep)).evidence).toBe(1);
    const left = (await test.db.evidence.findMany({ select: { id: true } })).map(({ id }) => id);
    expect(left.sort()).toEqual([newest, lastGood, recent].sort());
    expect(left).not.toContain(old);
  });

  it('bounds the evidence of a server that shows something else at every check by the checks that are kept', async () => {
    await test.db.endpointState.deleteMany();
    await test.db.evidence.deleteMany();
    const shown = await Promise.all(Array.from({ length: 60 }, (_, days) => addEvidence(daysBefore(days))));
    await test.db.endpointState.create({ data: { ...place, evidenceId: shown[0] ?? null, lastGoodEvidenceId: shown[59] ?? null } });
    await applyRetention(test.db, keep);
    const left = (await test.db.evidence.findMany({ select: { id: true } })).map(({ id }) => id);
    expect(left.sort()).toEqual([...shown.slice(0, 15), shown[59]].sort());
  });
});
