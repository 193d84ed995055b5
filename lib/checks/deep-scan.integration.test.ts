import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { VerbContext } from '../access/verb-context.ts';
import { now } from '../clock.ts';
import { startTestDatabase, type TestDatabase } from '../db/testing/test-database.ts';
import { AppError, ConflictError, NotFoundError } from '../errors.ts';
import { deepScan as deepScanRecord } from '../probe/deep-scan/record.ts';
import { createRevocationCache } from '../probe/revocation/cache.ts';
import { openWorkingQueue, type WorkingQueue } from '../queue/queue.ts';
import { type Authority, createAuthority, type IssuedCertificate } from '../simulation/certificate-factory.ts';
import { startLdapServer } from '../simulation/ldap-server.ts';
import type { SimulatedServer } from '../simulation/listener.ts';
import { type ClaimedDeepScan, claimDeepScan, DEEP_SCAN_CLAIM_MS, releaseDeepScan } from './claim-deep-scan.ts';
import { ensureCheckPartitions } from './partitions.ts';
import { readHost } from './read/read-host.ts';
import { requestDeepScan } from './request-deep-scan.ts';
import { runCheck } from './run-check.ts';
import { type DeepScanContext, runDeepScan } from './run-deep-scan.ts';
import { sweepDeepScans } from './sweep-deep-scans.ts';
import { checkContext } from './testing/check-context.ts';
import { makeEndpoint, makeLocation, mustClaim, type TestEndpoint } from './testing/fleet.ts';

const fail = (error: Error): void => {
  throw error;
};
let test: TestDatabase;
let queue: WorkingQueue;
let authority: Authority;
let leaf: IssuedCertificate;
let server: SimulatedServer;
let here: { id: number; name: string };
let there: { id: number; name: string };
let door: TestEndpoint;
let context: DeepScanContext;
let verbs: VerbContext;

beforeAll(async () => {
  test = await startTestDatabase();
  queue = await openWorkingQueue(test.url, fail);
  await ensureCheckPartitions(test.db, now());
  authority = await createAuthority();
  leaf = await authority.issue({ subject: 'CN=dc1.corp.test', dnsNames: ['dc1.corp.test'] });
  here = await makeLocation(test.db, 'here', now());
  there = await makeLocation(test.db, 'there', now());
  context = {
    ...checkContext(test.db, { location: here.name, authorityPem: authority.certificate.pem }),
    revocation: { allowed: false, proxy: null, cache: createRevocationCache() },
  };
});
afterAll(async () => {
  await queue.stop();
  await test.stop();
});
beforeEach(async () => {
  server = await startLdapServer({ tls: { cert: leaf.chainPem, key: leaf.keyPem }, hostName: 'dc1.corp.test' });
  door = await makeEndpoint(test.db, { name: 'dc1.corp.test', port: server.port, address: server.address, now: now() });
  for (const { id } of [here, there]) await test.db.endpointState.create({ data: { endpointId: door.endpointId, locationId: id } });
  verbs = { db: test.db, now: now(), actor: 'ada' };
  await test.db.location.updateMany({ data: { lastSeenAt: now() } });
});
afterEach(async () => {
  await server.stop();
  await test.db.host.deleteMany();
  await test.db.auditEntry.deleteMany();
});

const place = (locationId = here.id) => ({ endpointId: door.endpointId, locationId });
async function mustClaimScan(): Promise<ClaimedDeepScan> {
  const result = await claimDeepScan(test.db, place());
  if (result.status !== 'claimed') throw new Error(result.status);
  return result.scan;
}
const check = async () =>
  runCheck(
    checkContext(test.db, { location: here.name, authorityPem: authority.certificate.pem }),
    await mustClaim(test.db, door.endpointId, here.id),
  );
const stateHere = () => test.db.endpointState.findUniqueOrThrow({ where: { endpointId_locationId: place() } });
const view = () => readHost(test.db, { name: 'dc1.corp.test', port: null, now: now() });

describe('a deep scan', () => {
  it('is kept, shown, known to the next check, and makes that due at once', async () => {
    await check();
    const steps: string[] = [];
    const outcome = await runDeepScan(context, await mustClaimScan(), { onProgress: (done, total) => steps.push(`${done}/${total}`) });
    expect(outcome).toEqual({ status: 'saved', outcome: 'complete' });
    expect(steps.length).toBeGreaterThan(3);
    const state = await stateHere();
    expect(state.deepScanClaimedUntil).toBeNull();
    expect(state.nextDueAt?.getTime()).toBeLessThanOrEqual(now().getTime() + 1_000);
    const shown = await view();
    expect(shown?.deepScan).toMatchObject({ running: false, scan: { outcome: 'complete', revocationAllowed: false } });
    expect(shown?.deepScan.at).toBe(shown?.knowledge.deepScan?.startedAt);
    expect(shown?.knowledge.deepScan?.certificates[0]?.sha256).toBe(leaf.sha256);
  });

  it('replaces the one before, except when it reached nothing', async () => {
    const scans = async () => (await test.db.deepScan.findMany()).map(({ document }) => deepScanRecord.parse(document));
    await runDeepScan(context, await mustClaimScan());
    const [first] = await scans();
    await runDeepScan(context, await mustClaimScan());
    const [second, ...others] = await scans();
    expect(others).toEqual([]);
    expect(second?.startedAt).not.toBe(first?.startedAt);
    await server.stop();
    expect(await runDeepScan(context, await mustClaimScan())).toEqual({ status: 'saved', outcome: 'not-reachable' });
    expect(await scans()).toEqual([second]);
  });

  it('saves nothing when it was interrupted, or its claim was lost, or its host is gone', async () => {
    expect(await runDeepScan(context, await mustClaimScan(), { signal: AbortSignal.abort() })).toEqual({ status: 'interrupted' });
    await test.db.endpointState.updateMany({ data: { deepScanClaimedUntil: null } });
    const claimed = await mustClaimScan();
    await test.db.endpointState.updateMany({ data: { deepScanClaimedUntil: new Date(claimed.until.getTime() + 1) } });
    expect(await runDeepScan(context, claimed)).toEqual({ status: 'superseded' });
    await test.db.host.deleteMany();
    expect(await runDeepScan(context, claimed)).toEqual({ status: 'superseded' });
    expect(await test.db.deepScan.count()).toBe(0);
  });
});

describe('the claim of a deep scan', () => {
  it('is given once per endpoint, whatever the location, until it is given back or runs out', async () => {
    const claims = await Promise.all(
      Array.from({ length: 8 }, (_, index) => claimDeepScan(test.db, place(index % 2 ? here.id : there.id))),
    );
    expect(claims.filter(({ status }) => status === 'claimed')).toHaveLength(1);
    expect(claims.filter(({ status }) => status === 'busy')).toHaveLength(7);
    const won = claims.find((claim) => claim.status === 'claimed');
    if (won?.status === 'claimed') await releaseDeepScan(test.db, won.scan);
    const mine = await mustClaimScan();
    expect((await view())?.deepScan.running).toBe(true);
    await test.db.endpointState.updateMany({ where: place(), data: { deepScanClaimedUntil: new Date(now().getTime() - 1) } });
    const theirs = await mustClaimScan();
    await releaseDeepScan(test.db, mine);
    expect((await stateHere()).deepScanClaimedUntil).toEqual(theirs.until);
  });

  it('is not blocked by a clock that ran ahead', async () => {
    await test.db.endpointState.updateMany({
      where: place(),
      data: { deepScanClaimedUntil: new Date(now().getTime() + DEEP_SCAN_CLAIM_MS * 100) },
    });
    expect((await claimDeepScan(test.db, place())).status).toBe('claimed');
  });

  it('is not given for what is paused, removed or not meant for LDAPS', async () => {
    await test.db.host.updateMany({ data: { ldapsIntended: false } });
    expect(await claimDeepScan(test.db, place())).toEqual({ status: 'no' });
    await test.db.host.updateMany({ data: { ldapsIntended: true, pausedAt: now() } });
    expect(await claimDeepScan(test.db, place())).toEqual({ status: 'no' });
    await test.db.host.deleteMany();
    expect(await claimDeepScan(test.db, place())).toEqual({ status: 'no' });
  });
});

describe('the schedule of deep scans', () => {
  const sweep = (at = now()) => sweepDeepScans(test.db, queue, { location: here, now: at });
  const inMs = (ms: number) => new Date(now().getTime() + ms);

  it('begins with the first check that TLS answered, and not before', async () => {
    expect(await sweep()).toBe(0);
    await server.stop();
    await check();
    expect((await stateHere()).deepScanDueAt).toBeNull();
    server = await startLdapServer({ tls: { cert: leaf.chainPem, key: leaf.keyPem }, port: server.port, hostName: 'dc1.corp.test' });
    await check();
    const due = (await stateHere()).deepScanDueAt?.getTime() ?? 0;
    expect(due).toBeGreaterThan(now().getTime() - 1_000);
    expect(due).toBeLessThan(now().getTime() + 600_000);
    await check();
    expect((await stateHere()).deepScanDueAt?.getTime()).toBe(due);
  });

  it('takes what is due once, by however many workers, and goes on the next day', async () => {
    await test.db.endpointState.updateMany({ where: place(), data: { deepScanDueAt: inMs(-1_000) } });
    const taken = await Promise.all([sweep(), sweep(), sweep()]);
    expect(taken.toSorted()).toEqual([0, 0, 1]);
    expect(await queue.boss.findJobs('deep-scan.here')).toHaveLength(1);
    const due = (await stateHere()).deepScanDueAt?.getTime() ?? 0;
    expect(due - now().getTime()).toBeGreaterThan(11 * 3_600_000);
  });

  it('leaves out paused hosts and those not meant for LDAPS, and brings back what a fast clock put off', async () => {
    await test.db.endpointState.updateMany({ where: place(), data: { deepScanDueAt: inMs(-1_000) } });
    await test.db.host.updateMany({ data: { ldapsIntended: false } });
    expect(await sweep()).toBe(0);
    await test.db.host.updateMany({ data: { ldapsIntended: true } });
    await test.db.endpointState.updateMany({ where: place(), data: { deepScanDueAt: inMs(30 * 86_400_000) } });
    expect(await sweep()).toBe(1);
  });
});

describe('asking for a deep scan', () => {
  const jobs = async (location: string) => (await queue.boss.findJobs(`deep-scan.${location}`)).filter(({ priority }) => priority === 10);

  it('enqueues it with priority at every living location and leaves an audit row', async () => {
    const { requestId } = await requestDeepScan(verbs, { endpointId: door.endpointId }, queue);
    for (const { name } of [here, there]) expect((await jobs(name)).map(({ data }) => data)).toMatchObject([{ requestId }]);
    expect(await test.db.auditEntry.findMany()).toMatchObject([
      { actor: 'ada', action: 'endpoint.deep-scan', subject: `dc1.corp.test:${server.port}`, after: { requestId } },
    ]);
  });

  it('is refused for what is unknown, paused, not meant for LDAPS, or when no worker lives', async () => {
    const ask = (endpointId = door.endpointId) => requestDeepScan({ ...verbs, now: now() }, { endpointId }, queue);
    await expect(ask('019560a0-0000-7000-8000-000000000000')).rejects.toThrow(NotFoundError);
    await test.db.host.updateMany({ data: { ldapsIntended: false } });
    await expect(ask()).rejects.toThrow(ConflictError);
    await test.db.host.updateMany({ data: { pausedAt: now() } });
    await expect(ask()).rejects.toThrow(/paused/);
    await test.db.host.updateMany({ data: { pausedAt: null } });
    await test.db.location.updateMany({ data: { lastSeenAt: null } });
    await expect(ask()).rejects.toThrow(AppError);
  });
});
