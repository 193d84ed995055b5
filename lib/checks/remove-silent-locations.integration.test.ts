import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../db/testing/test-database.ts';
import { makeEvidence, probedAt } from '../diagnosis/testing/evidence-factory.ts';
import { databaseTime } from './database-time.ts';
import { ensureCheckPartitions } from './partitions.ts';
import { readBoard, readBoardChanges } from './read/read-board.ts';
import { removeSilentLocations } from './remove-silent-locations.ts';
import { applyRetention } from './retention.ts';
import { saveCheck } from './save-check.ts';
import { makeEndpoint, makeLocation, mustClaim } from './testing/fleet.ts';

let test: TestDatabase;
let endpointId: string;
let now: Date;

beforeAll(async () => {
  test = await startTestDatabase();
  await ensureCheckPartitions(test.db, probedAt);
});
afterAll(() => test.stop());
beforeEach(async () => {
  await test.db.host.deleteMany();
  await test.db.location.deleteMany();
  now = await databaseTime(test.db);
  endpointId = (await makeEndpoint(test.db, { name: 'dc01.corp.example', now })).endpointId;
});

const daysBefore = (days: number): Date => new Date(now.getTime() - days * 86_400_000);

/** A location last heard of so many days ago, which saved a result then or never did. */
async function locationSilentFor(days: number, name: string, options: { checked: boolean }): Promise<number> {
  const { id: locationId } = await makeLocation(test.db, name, daysBefore(days));
  await test.db.endpointState.create({ data: { endpointId, locationId } });
  if (options.checked) {
    const diagnosis = { verdict: 'critical' as const, unknownBecause: null, findings: [], profile: 'ldap' as const, crashed: [] };
    const result = { checkId: randomUUID(), evidence: makeEvidence(), diagnosis };
    await saveCheck(test.db, await mustClaim(test.db, endpointId, locationId), result);
    await test.db.endpointState.updateMany({ where: { locationId }, data: { savedAt: daysBefore(days), lastCheckedAt: daysBefore(days) } });
  }
  return locationId;
}

const names = async () => (await test.db.location.findMany({ orderBy: { name: 'asc' }, select: { name: true } })).map(({ name }) => name);

describe('the retention of locations', () => {
  it('removes those silent for more than 30 days, with all that was seen from them, and no others', async () => {
    const gone = await locationSilentFor(31, 'gone', { checked: true });
    const away = await locationSilentFor(29, 'away', { checked: true });
    expect((await applyRetention(test.db, { now, checksDays: 14, rollupsDays: 400 })).locations).toEqual(['gone']);
    expect(await names()).toEqual(['away']);
    expect((await readBoard(test.db, { now })).silentWorkers).toMatchObject([{ location: 'away' }]);
    const { db } = test;
    const counts = async (locationId: number): Promise<number[]> =>
      Promise.all([
        db.endpointState.count({ where: { locationId } }),
        db.check.count({ where: { locationId } }),
        db.hourlyRollup.count({ where: { locationId } }),
        db.verdictSpan.count({ where: { locationId } }),
        db.servedCertificate.count({ where: { locationId, isLeaf: true } }),
      ]);
    expect(await counts(gone)).toEqual([0, 0, 0, 0, 0]);
    expect(await counts(away)).toEqual([1, 1, 1, 1, 1]);
    expect(await removeSilentLocations(test.db, now)).toEqual([]);
  });

  it('removes those that never checked an endpoint after a day, not one that has just come', async () => {
    await locationSilentFor(2, 'misspelt', { checked: false });
    await locationSilentFor(2, 'used', { checked: true });
    await locationSilentFor(0, 'new', { checked: false });
    expect(await removeSilentLocations(test.db, now)).toEqual(['misspelt']);
    expect(await names()).toEqual(['new', 'used']);
  });

  it('leaves alone one that saves results, though the clock of its workers is wrong', async () => {
    const locationId = await locationSilentFor(10_000, 'dead-battery', { checked: true });
    await test.db.endpointState.updateMany({ where: { locationId }, data: { savedAt: daysBefore(1) } });
    expect(await removeSilentLocations(test.db, now)).toEqual([]);
  });

  it('has open boards read the whole fleet again', async () => {
    await locationSilentFor(31, 'gone', { checked: true });
    const { revision } = await readBoard(test.db, { now });
    await removeSilentLocations(test.db, now);
    expect(await readBoardChanges(test.db, { now, since: BigInt(revision) })).toMatchObject({
      whole: true,
      hosts: [{ state: 'not-checked' }],
      silentWorkers: [],
    });
  });
});
