import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { migrate, readMigrations } from '../db/migrate.ts';
import { startTestDatabase, type TestDatabase } from '../db/testing/test-database.ts';
import type { Profile } from '../diagnosis/rule.ts';
import { domainControllerRootDse, makeAttempt, makeEvidence, openLdapRootDse, probedAt } from '../diagnosis/testing/evidence-factory.ts';
import type { RootDse } from '../probe/evidence.ts';
import { ensureCheckPartitions } from './partitions.ts';
import { readHost } from './read/read-host.ts';
import { saveCheck } from './save-check.ts';
import { makeEndpoint, makeLocation, mustClaim } from './testing/fleet.ts';

const lightweightRootDse: RootDse = { ...domainControllerRootDse, supportedCapabilities: ['1.2.840.113556.1.4.1851'] };
const name = 'dc01.corp.example';
let test: TestDatabase;
let locationId: number;
let door: string;
let otherDoor: string;
let started = probedAt.getTime();

beforeAll(async () => {
  test = await startTestDatabase();
  await ensureCheckPartitions(test.db, probedAt);
  locationId = (await makeLocation(test.db, 'berlin', probedAt)).id;
});
afterAll(() => test.stop());
beforeEach(async () => {
  await test.db.host.deleteMany();
  const host = await makeEndpoint(test.db, { name, now: probedAt });
  door = host.endpointId;
  const other = { hostId: host.hostId, port: 50_636, transport: 'ldaps' as const, intervalSeconds: 300, createdAt: probedAt };
  otherDoor = (await test.db.endpoint.create({ data: other, select: { id: true } })).id;
  await test.db.endpointState.createMany({ data: [door, otherDoor].map((endpointId) => ({ endpointId, locationId })) });
});

/** Saves a check that read this rootDSE at a door; null: it read none. */
async function reads(endpointId: string, rootDse: RootDse | null): Promise<void> {
  started += 1_000;
  const attempt = makeAttempt();
  attempt.directory =
    rootDse !== null && attempt.directory.status === 'ok'
      ? { ...attempt.directory, data: { ...attempt.directory.data, rootDse } }
      : { status: 'skipped', because: 'the handshake failed' };
  const evidence = makeEvidence({ startedAt: new Date(started).toISOString(), attempts: [attempt] });
  const diagnosis = { verdict: 'healthy' as const, unknownBecause: null, findings: [], profile: 'ldap' as const, crashed: [] };
  await saveCheck(test.db, await mustClaim(test.db, endpointId, locationId), { checkId: randomUUID(), evidence, diagnosis });
}

const shown = async (port: number) => {
  const host = await readHost(test.db, { name, port, now: new Date(started) });
  return [host?.profile, host?.profileSetByHand];
};
const known = async (endpointId: string): Promise<(Profile | null)[]> => {
  await test.db.endpointState.updateMany({ data: { claimToken: null, claimedUntil: null } });
  const { profile, detectedProfile } = (await mustClaim(test.db, endpointId, locationId)).registered;
  return [profile, detectedProfile];
};

describe('the kind of server', () => {
  it('is known of each door by itself', async () => {
    await reads(door, domainControllerRootDse);
    await reads(otherDoor, lightweightRootDse);
    expect([await shown(636), await shown(50_636)]).toEqual([
      ['ad-ds', false],
      ['ad-lds', false],
    ]);
    expect([await known(door), await known(otherDoor)]).toEqual([
      [null, 'ad-ds'],
      [null, 'ad-lds'],
    ]);
  });

  it('is what was seen last, and stays while nothing is read', async () => {
    await reads(door, domainControllerRootDse);
    await reads(door, openLdapRootDse);
    await reads(door, null);
    expect(await known(door)).toEqual([null, 'ldap']);
    expect(await shown(50_636)).toEqual([null, false]);
  });

  it('is what was set by hand where it was, and what was seen is known beside it', async () => {
    await reads(door, domainControllerRootDse);
    await test.db.host.updateMany({ data: { profile: 'entra-ds' } });
    expect(await shown(636)).toEqual(['entra-ds', true]);
    expect(await known(door)).toEqual(['entra-ds', 'ad-ds']);
  });
});

describe('what earlier versions knew of a host', () => {
  it('is carried over to its door where it has but one', async () => {
    const old = await startTestDatabase({ migrated: false });
    const client = new pg.Client({ connectionString: old.url });
    try {
      const migrations = readMigrations();
      await migrate(
        old.url,
        migrations.filter((migration) => migration.name < '20260202'),
      );
      await client.connect();
      await client.query(`
        INSERT INTO locations (name, created_at) VALUES ('berlin', now());
        INSERT INTO hosts (id, name, detected_profile, created_at, updated_at)
          SELECT gen_random_uuid(), name, profile, now(), now() FROM (VALUES ('one', 'ad-ds'), ('two', 'ad-lds'), ('new', NULL)) AS given(name, profile);
        INSERT INTO endpoints (id, host_id, port, transport, interval_seconds, created_at)
          SELECT gen_random_uuid(), id, port, 'ldaps', 300, now() FROM hosts, (VALUES (636), (50636)) AS given(port) WHERE port = 636 OR name = 'two';
        INSERT INTO endpoint_states (endpoint_id, location_id) SELECT endpoints.id, locations.id FROM endpoints, locations`);
      await migrate(old.url, migrations);
      const { rows } = await client.query(`
        SELECT name, state.detected_profile FROM hosts JOIN endpoints ON host_id = hosts.id JOIN endpoint_states AS state ON endpoint_id = endpoints.id
        ORDER BY name, port`);
      expect(rows.map((row) => [row.name, row.detected_profile])).toEqual([
        ['new', null],
        ['one', 'ad-ds'],
        ['two', null],
        ['two', null],
      ]);
    } finally {
      await client.end();
      await old.stop();
    }
  });
});
