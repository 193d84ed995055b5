import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { VerbContext } from '../../access/verb-context.ts';
import { now } from '../../clock.ts';
import { startTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts';
import { readDiscoveryRun } from '../../fleet/discovery/read-runs.ts';
import { registerDiscovered } from '../../fleet/discovery/register-discovered.ts';
import { setDomainDiscovery } from '../../fleet/discovery/set-domain-discovery.ts';
import type { DiscoveryMode, DiscoveryRunView } from '../../fleet/discovery/views.ts';
import { readFleetFindings } from '../../fleet/findings/read-fleet-findings.ts';
import { setBindAccount } from '../../fleet/set-bind-account.ts';
import { type SambaDomainController, startSamba } from '../../probe/testing/real/samba.ts';
import { makeServerCertificates } from '../../probe/testing/real/server-faults.ts';
import { openWorkingQueue, type WorkingQueue } from '../../queue/queue.ts';
import { createAuthority } from '../../simulation/certificate-factory.ts';
import { ensureCheckPartitions } from '../partitions.ts';
import { type RequestDiscoveryInput, requestDiscovery } from '../request-discovery.ts';
import { runCheck } from '../run-check.ts';
import { checkContext, testBox } from '../testing/check-context.ts';
import { makeLocation, mustClaim } from '../testing/fleet.ts';
import { type DiscoveryContext, runDiscovery } from './run-discovery.ts';
import { sweepDiscoveries } from './sweep-discoveries.ts';

const domain = 'samba.test';
const zone = '_msdcs.samba.test';
/** Two that run, each in a site of its own, and one that the directory knows and DNS does not. */
const [first, second, third] = ['dc1.samba.test', 'dc2.samba.test', 'dc3.samba.test'];
const secondAddress = '127.0.63.2';

let test: TestDatabase;
let queue: WorkingQueue;
let samba: SambaDomainController;
let rootPem: string;
let location: { id: number; name: string };
let context: DiscoveryContext;
let verbs: VerbContext;
let account: { dn: string; password: string };

beforeAll(async () => {
  test = await startTestDatabase();
  queue = await openWorkingQueue(test.url, (error) => {
    throw error;
  });
  await ensureCheckPartitions(test.db, now());
  location = await makeLocation(test.db, 'here', now());
  const root = await createAuthority({ subject: 'CN=Samba Root CA,DC=samba,DC=test' });
  rootPem = root.certificate.pem;
  samba = await startSamba({ address: '127.0.63.1', certificate: (await makeServerCertificates(first, root)).healthy, dns: true });
  account = await samba.addAccount('reader', 'Re4der!pass');
  await samba.addServerObjects({ name: 'dc3', site: 'Paris', globalCatalog: true });
  const { healthy } = await makeServerCertificates(second, root);
  await samba.join({ name: 'dc2', site: 'Paris', address: secondAddress, certificate: healthy });
  context = {
    ...checkContext(test.db, { location: location.name, authorityPem: rootPem }),
    resolvers: [samba.resolver],
    key: () => testBox,
  };
  verbs = { db: test.db, now: now(), actor: 'ada' };
}, 300_000);
// A worker that was not heard of for a minute is given nothing to do, and setting the domain up may take longer.
beforeEach(async () => {
  await test.db.location.update({ where: { id: location.id }, data: { lastSeenAt: now() } });
});
afterAll(async () => {
  await samba?.stop();
  await queue.stop();
  await test.stop();
});

/** The run as its page shows it, once it is over. */
async function finished(runId: string, by: DiscoveryContext = context): Promise<DiscoveryRunView> {
  await runDiscovery(by, runId);
  const run = await readDiscoveryRun(test.db, runId);
  if (run === null) throw new Error('The run is gone.');
  return run;
}

async function discover(input: Partial<RequestDiscoveryInput> = {}, by?: DiscoveryContext): Promise<DiscoveryRunView> {
  const { runId } = await requestDiscovery({ ...verbs, now: now() }, { domain, ...input }, { queue, box: () => testBox });
  return finished(runId, by);
}

/** Has the schedule discover the domain now. */
async function discoverBySchedule(mode: DiscoveryMode = 'report', by?: DiscoveryContext): Promise<DiscoveryRunView> {
  const { id } = await test.db.domain.findUniqueOrThrow({ where: { name: domain } });
  await setDomainDiscovery(verbs, { domainId: id, mode, intervalSeconds: 3_600 });
  await test.db.domain.update({ where: { id }, data: { discoveryDueAt: now() } });
  expect(await sweepDiscoveries(test.db, queue, { location, now: now() })).toBe(1);
  expect(await sweepDiscoveries(test.db, queue, { location, now: now() })).toBe(0);
  const run = await test.db.discoveryRun.findFirstOrThrow({ where: { scheduled: true, state: 'waiting' } });
  return finished(run.id, by);
}

const serverIn = (run: DiscoveryRunView, name: string) => run.comparison?.servers.find((server) => server.name === name);
const findings = async () => (await readFleetFindings(test.db)).map(({ no, subject }) => `${no} ${subject}`);
const thirdInDns = async (change: 'add' | 'delete') => {
  await samba.changeRecord(change, zone, '_ldap._tcp.dc', 'SRV', `${third} 389 0 100`);
};

describe('discovering a real Samba domain of two sites with a domain controller each', () => {
  it('finds by DNS and the root entry what everybody may see', async () => {
    const run = await discover({ domain: 'SAMBA.Test.' });
    expect(run).toMatchObject({ domain, state: 'done', failure: null });
    expect(run.record).toMatchObject({
      resolvers: [samba.resolver],
      forestRoot: domain,
      domains: [{ name: domain, incompleteBecause: null }],
      directory: {
        status: 'root-dse',
        server: expect.stringMatching(/^dc[12]\.samba\.test$/),
        port: 636,
        boundAs: null,
        identityProven: true,
      },
    });
    expect(run.comparison?.servers).toMatchObject([
      {
        name: first,
        standing: 'new',
        site: 'Default-First-Site-Name',
        servesSites: ['Default-First-Site-Name'],
        addresses: [samba.address],
        inDns: true,
        inDirectory: null,
        globalCatalog: true,
        readOnly: false,
        primary: true,
        conflicts: [],
      },
      {
        name: second,
        standing: 'new',
        site: 'Paris',
        servesSites: ['Paris'],
        addresses: [secondAddress],
        inDns: true,
        inDirectory: null,
        globalCatalog: true,
        readOnly: false,
        primary: false,
        conflicts: [],
      },
    ]);
  });

  it('finds with an account what the directory has beside DNS, and forgets the password', async () => {
    const run = await discover({ account: 'typed', ...account });
    expect(run.record?.directory).toMatchObject({ status: 'read', boundAs: account.dn, identityProven: true });
    expect(run.record?.domains).toMatchObject([{ name: domain, netbiosName: 'SAMBA', parent: null }]);
    expect(serverIn(run, first)).toMatchObject({ inDns: true, inDirectory: true, conflicts: [] });
    expect(serverIn(run, second)).toMatchObject({ site: 'Paris', inDns: true, inDirectory: true, conflicts: [] });
    expect(serverIn(run, third)).toMatchObject({
      site: 'Paris',
      globalCatalog: true,
      inDns: false,
      inDirectory: true,
      conflicts: [{ code: 'not-in-dns' }, { code: 'no-address' }],
    });
    const row = await test.db.discoveryRun.findUniqueOrThrow({ where: { id: run.id } });
    expect(row).toMatchObject({ secretCiphertext: null, secretKeyId: null, accountDn: account.dn });
    expect(JSON.stringify(row)).not.toContain(account.password);
  });

  it('looks at the whole forest in one go', async () => {
    const run = await discover({ forest: true, account: 'typed', ...account });
    expect(run.record).toMatchObject({ forest: true, forestRoot: domain, domains: [{ name: domain }] });
    expect(serverIn(run, first)).toBeDefined();
  });

  it('sends a refused password once, and tells what DNS knows all the same', async () => {
    const run = await discover({ account: 'typed', dn: account.dn, password: 'wrong' });
    expect(run.record?.directory).toMatchObject({ status: 'not-opened', code: 'bind-refused' });
    expect(serverIn(run, first)).toMatchObject({ inDns: true, inDirectory: null });
    // Locked after three: the right one still opens the door.
    expect((await discover({ account: 'typed', ...account })).record?.directory.status).toBe('read');
  });

  it('sends no password to a server whose certificate proves nothing', async () => {
    const stranger = { ...context, ...checkContext(test.db, { location: location.name }), resolvers: [samba.resolver] };
    const run = await discover({ account: 'typed', ...account }, stranger);
    expect(run.record?.directory).toMatchObject({ status: 'not-opened', code: 'identity-not-proven' });
  });

  it('registers what was ticked, with its doors and site, and the first check finds every one healthy', async () => {
    const run = await discover({ account: 'typed', ...account });
    const ticked = { runId: run.id, servers: [first, second], ports: [636, 3269] };
    expect(await registerDiscovered(verbs, ticked)).toEqual({ hostCount: 2, doorCount: 4 });
    const check = { ...checkContext(test.db, { location: location.name, authorityPem: rootPem }), resolvers: [samba.resolver] };
    for (const [name, site] of [
      [first, 'Default-First-Site-Name'],
      [second, 'Paris'],
    ] as const) {
      const host = await test.db.host.findUniqueOrThrow({ where: { name }, include: { endpoints: { include: { states: true } } } });
      expect(host).toMatchObject({ site: '', siteDetected: site });
      expect(host.endpoints.map(({ port, transport }) => `${port} ${transport}`).sort()).toEqual(['3269 ldaps', '636 ldaps']);
      for (const endpoint of host.endpoints) {
        const claimed = await mustClaim(test.db, endpoint.id, location.id);
        expect(await runCheck(check, claimed)).toMatchObject({ status: 'saved', verdict: 'healthy' });
      }
    }
    expect(await registerDiscovered(verbs, ticked)).toEqual({ hostCount: 0, doorCount: 0 });
    const seen = (await readDiscoveryRun(test.db, run.id)) ?? run;
    for (const name of [first, second]) expect(serverIn(seen, name)).toMatchObject({ standing: 'known', registeredPorts: [636, 3269] });
  });

  it('opens 601 when a further record appears, and ends it when the record goes', async () => {
    expect((await discoverBySchedule()).state).toBe('done');
    expect(await findings()).toEqual([]);
    await thirdInDns('add');
    await discoverBySchedule();
    expect(await findings()).toEqual([`601 ${third}`]);
    expect(await test.db.host.count()).toBe(2);
    await thirdInDns('delete');
    await discoverBySchedule();
    expect(await findings()).toEqual([]);
  });

  it('opens 602 when a registered server is in no record, never after a look that failed, and ends it', async () => {
    const own = ['_ldap._tcp.dc', '_ldap._tcp.Default-First-Site-Name._sites.dc'];
    await thirdInDns('add');
    for (const name of own) await samba.changeRecord('delete', zone, name, 'SRV', `${first} 389 0 100`);
    const unanswered = { ...context, resolvers: ['127.0.63.9'] };
    const failed = await discoverBySchedule('report', unanswered);
    expect(failed.record?.questions[0]?.failure?.code).toMatch(/^resolver-/);
    expect(failed.comparison?.gone).toEqual([]);
    expect(await findings()).toEqual([]);
    const run = await discoverBySchedule();
    expect(run.comparison?.gone).toMatchObject([{ name: first }]);
    expect(await findings()).toEqual([`601 ${third}`, `602 ${first}`]);
    await discoverBySchedule('report', unanswered);
    expect(await findings()).toEqual([`601 ${third}`, `602 ${first}`]);
    for (const name of own) await samba.changeRecord('add', zone, name, 'SRV', `${first} 389 0 100`);
    await discoverBySchedule();
    expect(await findings()).toEqual([`601 ${third}`]);
  });

  it('signs in with the stored account of the domain, and adds by itself where the domain says so', async () => {
    const host = await test.db.host.findUniqueOrThrow({ where: { name: first } });
    await setBindAccount(verbs, { hostId: host.id, scope: 'domain', ...account }, testBox);
    await samba.changeRecord('add', domain, 'dc3', 'A', '127.0.63.3');
    const run = await discoverBySchedule('add');
    expect(run).toMatchObject({ accountDn: account.dn, record: { directory: { status: 'read', boundAs: account.dn } } });
    expect(await findings()).toEqual([]);
    const added = await test.db.host.findUniqueOrThrow({ where: { name: third }, include: { endpoints: true } });
    expect(added).toMatchObject({ siteDetected: 'Paris' });
    expect(added.endpoints.map(({ port }) => port).sort()).toEqual([3269, 636]);
    expect(await test.db.auditEntry.findMany({ where: { actor: 'system' }, select: { action: true, subject: true } })).toEqual(
      expect.arrayContaining([
        { action: 'host.register', subject: third },
        { action: 'discovery.register', subject: domain },
      ]),
    );
  });
});
