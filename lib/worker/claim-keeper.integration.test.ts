import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimEndpoint } from '../checks/claim.ts';
import { makeEndpoint, makeLocation, mustClaim } from '../checks/testing/fleet.ts';
import { startTestDatabase, type TestDatabase } from '../db/testing/test-database.ts';
import { createClaimKeeper } from './claim-keeper.ts';

const now = new Date('2026-11-20T12:00:00.000Z');
let test: TestDatabase;
let locationId: number;

beforeAll(async () => {
  test = await startTestDatabase();
  locationId = (await makeLocation(test.db, 'berlin', now)).id;
});
afterAll(() => test.stop());

async function claimed(name: string) {
  const { endpointId } = await makeEndpoint(test.db, { name, now });
  await test.db.endpointState.create({ data: { endpointId, locationId, nextDueAt: now } });
  return mustClaim(test.db, endpointId, locationId);
}

const keeper = () =>
  createClaimKeeper(test.db, (error) => {
    throw error;
  });

describe('the claim keeper', () => {
  it('gives back what it drops, and all that it keeps when it stops', async () => {
    const [first, second] = [await claimed('dc01.corp.example'), await claimed('dc02.corp.example')];
    const claims = keeper();
    for (const claim of [first, second]) claims.keep(claim);
    await claims.drop(first);
    expect((await claimEndpoint(test.db, first)).status).toBe('claimed');
    expect((await claimEndpoint(test.db, second)).status).toBe('busy');
    await claims.stop();
    expect((await claimEndpoint(test.db, second)).status).toBe('claimed');
  });

  it('leaves alone what a save gave back', async () => {
    const claim = await claimed('dc03.corp.example');
    const claims = keeper();
    claims.keep(claim);
    claims.forget(claim);
    await claims.drop(claim);
    await claims.stop();
    // Nobody gave it back in this test, so the row still holds it.
    expect((await claimEndpoint(test.db, claim)).status).toBe('busy');
  });

  it('tells the holder of a claim that it was lost', async () => {
    const claim = await claimed('dc04.corp.example');
    const claims = keeper();
    const lost = claims.keep(claim);
    await test.db.endpointState.updateMany({ where: { endpointId: claim.endpointId }, data: { claimToken: null, claimedUntil: null } });
    await new Promise((resolve) => lost.addEventListener('abort', resolve));
    expect(lost.aborted).toBe(true);
    await claims.stop();
  });
});
