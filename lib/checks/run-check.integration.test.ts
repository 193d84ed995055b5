import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { now } from '../clock.ts';
import { startTestDatabase, type TestDatabase } from '../db/testing/test-database.ts';
import { type Authority, createAuthority } from '../probe/testing/certificate-factory.ts';
import { startLdapServer } from '../probe/testing/ldap-server.ts';
import type { TestServer } from '../probe/testing/listener.ts';
import { ensureCheckPartitions } from './partitions.ts';
import { type CheckContext, runCheck } from './run-check.ts';
import { checkContext } from './testing/check-context.ts';
import { makeEndpoint, makeLocation, mustClaim, type TestEndpoint } from './testing/fleet.ts';
import { createTrustSource } from './trust.ts';

const fail = (error: unknown): void => {
  throw error;
};
let test: TestDatabase;
let folder: string;
let authority: Authority;
let server: TestServer;
let location: { id: number; name: string };
let endpoint: TestEndpoint;

beforeAll(async () => {
  test = await startTestDatabase();
  folder = mkdtempSync(path.join(os.tmpdir(), 'p636-check-'));
  authority = await createAuthority();
  const leaf = await authority.issue({ subject: 'CN=dc01.example.test', dnsNames: ['dc01.example.test'] });
  server = await startLdapServer({ tls: { cert: leaf.chainPem, key: leaf.keyPem }, hostName: 'dc01.example.test' });
  location = await makeLocation(test.db, 'berlin', now());
});
afterAll(async () => {
  await server.stop();
  await test.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  await ensureCheckPartitions(test.db, now());
  endpoint = await makeEndpoint(test.db, { name: 'dc01.example.test', port: server.port, address: server.address, now: now() });
  await test.db.endpointState.create({ data: { endpointId: endpoint.endpointId, locationId: location.id, nextDueAt: now() } });
});
afterEach(async () => {
  await test.db.host.deleteMany();
  await test.db.trustAnchor.deleteMany();
});

const upload = () =>
  test.db.trustAnchor.create({
    data: {
      sha256: authority.certificate.sha256,
      pem: authority.certificate.pem,
      subject: 'CN=Test Root CA',
      store: 'corp.pem',
      createdAt: now(),
    },
  });

const contextOf = (trust: CheckContext['trust']): CheckContext => checkContext(test.db, { location: location.name, trust });
const noSystem = { trustBundle: null, systemAnchors: false };
const findings = async () => (await test.db.openFinding.findMany({ select: { findingId: true } })).map(({ findingId }) => findingId);

describe('a check', () => {
  it('probes, diagnoses and saves, trusting what was uploaded', async () => {
    await upload();
    const claimed = await mustClaim(test.db, endpoint.endpointId, location.id);
    const stages: string[] = [];
    const outcome = await runCheck(contextOf(createTrustSource(test.db, noSystem, fail)), claimed, {
      onStage: ({ stage }) => stages.push(stage),
    });
    expect(await findings()).toEqual([]);
    expect(outcome).toEqual({ status: 'saved', verdict: 'healthy' });
    expect(stages).toContain('handshake');
  });

  it('saves a server that nobody vouches for as a result like any other', async () => {
    const claimed = await mustClaim(test.db, endpoint.endpointId, location.id);
    const outcome = await runCheck(contextOf(createTrustSource(test.db, noSystem, fail)), claimed);
    expect(outcome).toMatchObject({ status: 'saved', verdict: 'critical' });
    expect(await findings()).not.toEqual([]);
  });

  it('saves nothing when it is interrupted', async () => {
    const claimed = await mustClaim(test.db, endpoint.endpointId, location.id);
    const trust = createTrustSource(test.db, noSystem, fail);
    expect(await runCheck(contextOf(trust), claimed, { signal: AbortSignal.abort() })).toEqual({ status: 'interrupted' });
    expect(await test.db.check.count()).toBe(0);
  });

  it('makes the partition of its day when nobody has', async () => {
    await test.db.$executeRaw`SELECT drop_check_partitions('2999-01-01'::date)`;
    const claimed = await mustClaim(test.db, endpoint.endpointId, location.id);
    expect(await runCheck(contextOf(createTrustSource(test.db, noSystem, fail)), claimed)).toMatchObject({ status: 'saved' });
    expect(await test.db.check.count()).toBe(1);
  });
});

describe('the trust anchors', () => {
  it('are the same object until an upload or the bundle changed', async () => {
    const bundle = path.join(folder, 'bundle.pem');
    writeFileSync(bundle, authority.certificate.pem);
    const other = await createAuthority({ subject: 'CN=Other Root CA' });
    const settings = { trustBundle: bundle, systemAnchors: false };
    const trust = createTrustSource(test.db, settings, fail, { askAgainAfterMs: 0 });
    const first = await trust.current();
    expect(await trust.current()).toBe(first);
    expect(first.count).toBe(1);

    await test.db.trustAnchor.create({
      data: { sha256: other.certificate.sha256, pem: other.certificate.pem, subject: 'CN=Other Root CA', store: 'o.pem', createdAt: now() },
    });
    const second = await trust.current();
    expect(second.count).toBe(2);

    writeFileSync(bundle, other.certificate.pem);
    utimesSync(bundle, new Date(1), new Date(1));
    const third = await trust.current();
    expect(third.bySha256(authority.certificate.sha256)).toBeUndefined();
    expect(third.count).toBe(1);
  });

  it('stay in force while the bundle cannot be read, and are asked for again', async () => {
    const bundle = path.join(folder, 'moving.pem');
    writeFileSync(bundle, authority.certificate.pem);
    const told: unknown[] = [];
    const settings = { trustBundle: bundle, systemAnchors: false };
    const trust = createTrustSource(test.db, settings, (error) => told.push(error), { askAgainAfterMs: 0 });
    const first = await trust.current();
    rmSync(bundle);
    expect(await trust.current()).toBe(first);
    expect(told).toHaveLength(1);
  });

  it('are an error when none could ever be read', async () => {
    const trust = createTrustSource(test.db, { trustBundle: path.join(folder, 'missing.pem'), systemAnchors: false }, fail);
    await expect(trust.current()).rejects.toThrow('missing.pem');
  });
});
