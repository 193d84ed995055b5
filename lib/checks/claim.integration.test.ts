import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Prisma } from '../db/generated/client.ts';
import { startTestDatabase, type TestDatabase } from '../db/testing/test-database.ts';
import { makeEvidence } from '../diagnosis/testing/evidence-factory.ts';
import { type Claim, claimEndpoint, release, releaseClaims, renewal, renewClaims } from './claim.ts';
import { makeLocation } from './testing/fleet.ts';
import { takeTimings } from './timings.ts';

const fleetSize = 5_000;
const now = new Date('2026-11-20T12:00:00.000Z');
let test: TestDatabase;
let claims: Claim[];

beforeAll(async () => {
  test = await startTestDatabase();
  const { id: locationId } = await makeLocation(test.db, 'berlin', now);
  await test.db.$executeRaw`
    INSERT INTO hosts (id, name, created_at, updated_at)
    SELECT gen_random_uuid(), 'dc' || number || '.corp.example', ${now}, ${now} FROM generate_series(1, ${fleetSize}::int) AS number`;
  await test.db.$executeRaw`
    INSERT INTO endpoints (id, host_id, port, transport, interval_seconds, created_at)
    SELECT gen_random_uuid(), id, 636, 'ldaps', 300, ${now} FROM hosts`;
  await test.db.$executeRaw`
    INSERT INTO endpoint_states (endpoint_id, location_id, next_due_at, claim_token, claimed_until, timings)
    SELECT id, ${locationId}::int, ${now}, gen_random_uuid(), clock_timestamp() + interval '1 minute', ${takeTimings(makeEvidence())}::jsonb
    FROM endpoints`;
  await test.db.$executeRaw`ANALYZE endpoint_states`;
  const states = await test.db.endpointState.findMany({ take: 40, select: { endpointId: true, locationId: true, claimToken: true } });
  claims = states.map(({ claimToken, ...place }) => ({ ...place, token: claimToken ?? '' }));
});
afterAll(() => test.stop());

async function planOf(statement: Prisma.Sql): Promise<string> {
  const rows = await test.db.$queryRaw<Record<string, string>[]>(Prisma.sql`EXPLAIN ${statement}`);
  return rows.flatMap((row) => Object.values(row)).join('\n');
}

describe('a claim in a fleet of thousands', () => {
  it.each([1, 40])('is renewed and given back without reading the other rows, %i at a time', async (count) => {
    for (const statement of [renewal(claims.slice(0, count), 10_000), release(claims.slice(0, count))]) {
      const plan = await planOf(statement);
      expect(plan).toContain('Index Scan using endpoint_states_pkey');
      expect(plan).not.toContain('Seq Scan on endpoint_states');
    }
  });

  it('is renewed and given back together with others, and only under its own token', async () => {
    const [first, second, third] = claims;
    if (!first || !second || !third) throw new Error('The fleet is too small.');
    const stranger = { ...third, token: randomUUID() };
    expect((await renewClaims(test.db, [first, second, stranger])).sort()).toEqual([first.token, second.token].sort());
    await releaseClaims(test.db, [first, stranger]);
    expect((await claimEndpoint(test.db, first)).status).toBe('claimed');
    expect((await claimEndpoint(test.db, second)).status).toBe('busy');
    expect((await claimEndpoint(test.db, third)).status).toBe('busy');
  });
});
