import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../db/testing/test-database.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import { defaultSubject } from '../diagnosis/subject.ts';
import { evidenceOf, failedConnect, makeAttempt, probedAt } from '../diagnosis/testing/evidence-factory.ts';
import type { Evidence } from '../probe/evidence.ts';
import { ensureCheckPartitions } from './partitions.ts';
import { readKnowledge } from './read-knowledge.ts';
import { saveCheck } from './save-check.ts';
import { wayOf } from './seen-elsewhere.ts';
import { makeEndpoint, makeLocation, mustClaim, type TestEndpoint } from './testing/fleet.ts';

let test: TestDatabase;
let door: TestEndpoint;
const locations = new Map<string, number>();
const open = evidenceOf(makeAttempt());
const silent = evidenceOf(makeAttempt(failedConnect('timeout')));

beforeAll(async () => {
  test = await startTestDatabase();
  await ensureCheckPartitions(test.db, probedAt);
  door = await makeEndpoint(test.db, { name: 'dc01.corp.example', now: probedAt });
  for (const name of ['berlin', 'hq', 'paris']) {
    locations.set(name, (await makeLocation(test.db, name, probedAt)).id);
    await test.db.endpointState.create({ data: { endpointId: door.endpointId, locationId: id(name) } });
  }
});
afterAll(() => test.stop());

const id = (name: string): number => locations.get(name) ?? 0;
const place = (name: string) => ({ ...door, locationId: id(name) });
async function see(name: string, evidence: Evidence): Promise<void> {
  const diagnosis = diagnose(evidence, { subject: defaultSubject, now: probedAt });
  await saveCheck(test.db, await mustClaim(test.db, door.endpointId, id(name)), { checkId: randomUUID(), evidence, diagnosis });
}
const elsewhere = async (name: string, evidence: Evidence) => (await readKnowledge(test.db, place(name), evidence, [])).otherLocations;

describe('what is known of other locations', () => {
  it('is how far each of them gets, where this one makes no connection', async () => {
    await see('hq', open);
    await see('paris', silent);
    expect(await elsewhere('berlin', silent)).toMatchObject([
      { location: 'hq', reach: 'inside', way: 'open', addresses: ['192.0.2.10'] },
      { location: 'paris', way: 'filtered' },
    ]);
  });

  it('is not asked for while this one connects', async () => {
    expect(await elsewhere('berlin', open)).toEqual([]);
  });

  it('leaves out what is old, and who could not look', async () => {
    const later = new Date(probedAt.getTime() + 1_000).toISOString();
    await see('hq', { ...silent, startedAt: later, ownNetworkGone: { because: 'no network interface is up' } });
    await test.db.endpointState.updateMany({ where: { locationId: id('paris') }, data: { lastCheckedAt: new Date(0) } });
    expect(await elsewhere('berlin', silent)).toEqual([]);
  });

  it.each([
    ['open', [{ status: 'failed', code: 'timeout' }, { status: 'ok' }]],
    [
      'refused',
      [
        { status: 'failed', code: 'timeout' },
        { status: 'failed', code: 'refused' },
      ],
    ],
    ['filtered', [{ status: 'failed', code: 'timeout' }]],
    ['unreachable', [{ status: 'failed', code: 'host-unreachable' }]],
  ])('is %s by the best that an address came to', (way, connects) => {
    expect(wayOf(connects)).toBe(way);
  });
});
