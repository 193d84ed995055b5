import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { now } from '../clock.ts';
import { startTestDatabase, type TestDatabase } from '../db/testing/test-database.ts';
import { keepStore } from '../fleet/trust/testing/keep-store.ts';
import { type Authority, createAuthority } from '../simulation/certificate-factory.ts';
import { startLdapServer } from '../simulation/ldap-server.ts';
import type { SimulatedServer } from '../simulation/listener.ts';
import { releaseClaims } from './claim.ts';
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
let server: SimulatedServer;
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
  await test.db.trustStore.deleteMany();
  await test.db.domain.deleteMany();
});

const upload = () => keepStore(test.db, { name: 'corp.pem', anchors: [authority.certificate], now: now() });

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
    const first = await trust.forDomain(null);
    expect(await trust.forDomain(null)).toBe(first);
    expect(first.count).toBe(1);

    await keepStore(test.db, { name: 'o.pem', anchors: [other.certificate], now: now() });
    const second = await trust.forDomain(null);
    expect(second.count).toBe(2);

    writeFileSync(bundle, other.certificate.pem);
    utimesSync(bundle, new Date(1), new Date(1));
    const third = await trust.forDomain(null);
    expect(third.bySha256(authority.certificate.sha256)).toBeUndefined();
    expect(third.count).toBe(1);
  });

  it('stay in force while the bundle cannot be read, and are asked for again', async () => {
    const bundle = path.join(folder, 'moving.pem');
    writeFileSync(bundle, authority.certificate.pem);
    const told: unknown[] = [];
    const settings = { trustBundle: bundle, systemAnchors: false };
    const trust = createTrustSource(test.db, settings, (error) => told.push(error), { askAgainAfterMs: 0 });
    const first = await trust.forDomain(null);
    rmSync(bundle);
    expect(await trust.forDomain(null)).toBe(first);
    expect(told).toHaveLength(1);
  });

  it('are an error when none could ever be read', async () => {
    const trust = createTrustSource(test.db, { trustBundle: path.join(folder, 'missing.pem'), systemAnchors: false }, fail);
    await expect(trust.forDomain(null)).rejects.toThrow('missing.pem');
  });
});

describe('the trust of a domain', () => {
  const domainOf = (name: string) => test.db.domain.create({ data: { name }, select: { id: true } });
  /** What a check of a door in that domain finds, by a worker that just started. */
  const checkedIn = async (domainId: number, trust = createTrustSource(test.db, noSystem, fail, { askAgainAfterMs: 0 })) => {
    await test.db.host.update({ where: { id: endpoint.hostId }, data: { domainId } });
    const claimed = await mustClaim(test.db, endpoint.endpointId, location.id);
    const outcome = await runCheck(contextOf(trust), claimed);
    await releaseClaims(test.db, [claimed]);
    return { outcome, findings: await findings() };
  };
  const untrusted = { outcome: { status: 'saved', verdict: 'critical' } };

  it('makes a private PKI sound for that domain alone', async () => {
    const [corp, other] = [await domainOf('example.test'), await domainOf('other.test')];
    expect(await checkedIn(corp.id)).toMatchObject(untrusted);
    await keepStore(test.db, { name: 'Corporate root', domainId: corp.id, anchors: [authority.certificate], now: now() });
    expect(await checkedIn(corp.id)).toEqual({ outcome: { status: 'saved', verdict: 'healthy' }, findings: [] });
    expect(await checkedIn(other.id)).toMatchObject(untrusted);
  });

  it('goes by the lens in force, and follows when another is chosen', async () => {
    const corp = await domainOf('example.test');
    const storeId = await keepStore(test.db, { name: 'Corporate root', anchors: [authority.certificate], now: now() });
    const lens = (name: string, bundle: boolean, storeIds: string[]) =>
      test.db.trustLens.create({
        data: {
          ...{ domainId: corp.id, name, system: false, bundle, createdBy: 'test', createdAt: now() },
          stores: { create: storeIds.map((id) => ({ storeId: id })) },
        },
        select: { id: true },
      });
    const [corporate, bundled] = [await lens('corporate root only', false, [storeId]), await lens('bundle', true, [])];
    const bundle = path.join(folder, 'stranger.pem');
    writeFileSync(bundle, (await createAuthority({ subject: 'CN=Stranger' })).certificate.pem);
    const trust = createTrustSource(test.db, { trustBundle: bundle, systemAnchors: true }, fail, { askAgainAfterMs: 0 });
    const choose = (data: { trustLensId: string | null; trustsSystemOnly: boolean }) =>
      test.db.domain.update({ where: { id: corp.id }, data });
    const verdict = async () => (await checkedIn(corp.id, trust)).outcome;

    expect(await verdict()).toMatchObject({ verdict: 'healthy' });
    await choose({ trustLensId: null, trustsSystemOnly: true });
    expect(await verdict()).toMatchObject({ verdict: 'critical' });
    expect((await trust.forDomain(corp.id)).all.every(({ store }) => store === 'system')).toBe(true);
    await choose({ trustLensId: bundled.id, trustsSystemOnly: false });
    expect((await trust.forDomain(corp.id)).all.map(({ store }) => store)).toEqual(['stranger.pem']);
    expect(await verdict()).toMatchObject({ verdict: 'critical' });
    await choose({ trustLensId: corporate.id, trustsSystemOnly: false });
    expect((await trust.forDomain(corp.id)).count).toBe(1);
    expect(await verdict()).toMatchObject({ verdict: 'healthy' });
    // Without its store a lens trusts nothing, whatever else there is.
    await test.db.trustStore.delete({ where: { id: storeId } });
    expect((await trust.forDomain(corp.id)).count).toBe(0);
    await test.db.trustLens.delete({ where: { id: corporate.id } });
    expect((await trust.forDomain(corp.id)).count).toBe((await trust.forDomain(null)).count);
  });

  it('is told whole, with every store that holds a certificate', async () => {
    const corp = await domainOf('example.test');
    for (const [name, domainId] of [
      ['One', corp.id],
      ['Two', null],
    ] as const)
      await keepStore(test.db, { name, domainId, anchors: [authority.certificate], now: now() });
    const trust = createTrustSource(test.db, noSystem, fail, { askAgainAfterMs: 0 });
    const { id, anchors } = await trust.everything();
    expect(anchors.map(({ kind, store, sha256 }) => ({ kind, store, sha256 }))).toEqual([
      { kind: 'store', store: 'One', sha256: authority.certificate.sha256 },
      { kind: 'store', store: 'Two', sha256: authority.certificate.sha256 },
    ]);
    // Domains that trust the same share what was made of it.
    expect(await trust.forDomain(null)).toBe(await trust.forDomain(4_711));
    await test.db.trustStore.delete({ where: { name: 'Two' } });
    expect((await trust.everything()).id).not.toBe(id);
  });
});
