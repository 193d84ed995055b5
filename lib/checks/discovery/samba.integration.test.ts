import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
import { makeServerCertificates, type ServerCertificates } from '../../probe/testing/real/server-faults.ts';
import { openWorkingQueue, type WorkingQueue } from '../../queue/queue.ts';
import { ensureCheckPartitions } from '../partitions.ts';
import { type RequestDiscoveryInput, requestDiscovery } from '../request-discovery.ts';
import { runCheck } from '../run-check.ts';
import { checkContext, testBox } from '../testing/check-context.ts';
import { makeLocation, mustClaim } from '../testing/fleet.ts';
import { type DiscoveryContext, runDiscovery } from './run-discovery.ts';
import { sweepDiscoveries } from './sweep-discoveries.ts';

const domain = 'samba.test';
const zone = '_msdcs.samba.test';
const [first, second] = ['dc1.samba.test', 'dc2.samba.test'];

let test: TestDatabase;
let queue: WorkingQueue;
let samba: SambaDomainController;
let certificates: ServerCertificates;
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
  certificates = await makeServerCertificates(first);
  samba = await startSamba({ address: '127.0.63.1', certificate: certificates.healthy, dns: true });
  account = await samba.addAccount('reader', 'Re4der!pass');
  await samba.addServerObjects({ name: 'dc2', site: 'Paris', globalCatalog: true });
  context = {
    ...checkContext(test.db, { location: location.name, authorityPem: certificates.rootPem }),
    resolvers: [samba.resolver],
    key: () => testBox,
  };
  verbs = { db: test.db, now: now(), actor: 'ada' };
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
const secondInDns = async (change: 'add' | 'delete') => {
  await samba.changeRecord(change, zone, '_ldap._tcp.dc', 'SRV', `${second} 389 0 100`);
};

describe('discovering a real Samba domain', () => {
  it('finds by DNS and the root entry what everybody may see', async () => {
    const run = await discover({ domain: 'SAMBA.Test.' });
    expect(run).toMatchObject({ domain, state: 'done', failure: null });
    expect(run.record).toMatchObject({
      resolvers: [samba.resolver],
      forestRoot: domain,
      domains: [{ name: domain, incompleteBecause: null }],
      directory: { status: 'root-dse', server: first, port: 636, boundAs: null, identityProven: true },
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
    ]);
  });

  it('finds with an account what the directory has beside DNS, and forgets the password', async () => {
    const run = await discover({ account: 'typed', ...account });
    expect(run.record?.directory).toMatchObject({ status: 'read', boundAs: account.dn, identityProven: true });
    expect(run.record?.domains).toMatchObject([{ name: domain, netbiosName: 'SAMBA', parent: null }]);
    expect(serverIn(run, first)).toMatchObject({ inDns: true, inDirectory: true, conflicts: [] });
    expect(serverIn(run, second)).toMatchObject({
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
    expect(run.record?.directory).toMatchObject({ status: 'not-opened', code: 'bind-refused', server: first });
    expect(serverIn(run, first)).toMatchObject({ inDns: true, inDirectory: null });
    // Locked after three: the right one still opens the door.
    expect((await discover({ account: 'typed', ...account })).record?.directory.status).toBe('read');
  });

  it('sends no password to a server whose certificate proves nothing', async () => {
    const stranger = { ...context, ...checkContext(test.db, { location: location.name }), resolvers: [samba.resolver] };
    const run = await discover({ account: 'typed', ...account }, stranger);
    expect(run.record?.directory).toMatchObject({ status: 'not-opened', code: 'identity-not-proven' });
  });

  it('registers what was ticked, with its doors and site, and the first check finds it healthy', async () => {
    const run = await discover({ account: 'typed', ...account });
    expect(await registerDiscovered(verbs, { runId: run.id, servers: [first], ports: [636, 3269] })).toEqual({
      hostCount: 1,
      doorCount: 2,
    });
    const host = await test.db.host.findUniqueOrThrow({ where: { name: first }, include: { endpoints: { include: { states: true } } } });
    expect(host).toMatchObject({ site: '', siteDetected: 'Default-First-Site-Name' });
    expect(host.endpoints.map(({ port, transport }) => `${port} ${transport}`).sort()).toEqual(['3269 ldaps', '636 ldaps']);
    for (const endpoint of host.endpoints) {
      const claimed = await mustClaim(test.db, endpoint.id, location.id);
      const check = {
        ...checkContext(test.db, { location: location.name, authorityPem: certificates.rootPem }),
        resolvers: [samba.resolver],
      };
      expect(await runCheck(check, claimed)).toMatchObject({ status: 'saved', verdict: 'healthy' });
    }
    expect(await registerDiscovered(verbs, { runId: run.id, servers: [first], ports: [636, 3269] })).toEqual({
      hostCount: 0,
      doorCount: 0,
    });
    expect(serverIn((await readDiscoveryRun(test.db, run.id)) ?? run, first)).toMatchObject({
      standing: 'known',
      registeredPorts: [636, 3269],
    });
  });

  it('opens 601 when a further record appears, and ends it when the record goes', async () => {
    expect((await discoverBySchedule()).state).toBe('done');
    expect(await findings()).toEqual([]);
    await secondInDns('add');
    await discoverBySchedule();
    expect(await findings()).toEqual([`601 ${second}`]);
    expect(await test.db.host.count()).toBe(1);
    await secondInDns('delete');
    await discoverBySchedule();
    expect(await findings()).toEqual([]);
  });

  it('opens 602 when a registered server is in no record, never after a look that failed, and ends it', async () => {
    const own = ['_ldap._tcp.dc', '_ldap._tcp.Default-First-Site-Name._sites.dc'];
    await secondInDns('add');
    for (const name of own) await samba.changeRecord('delete', zone, name, 'SRV', `${first} 389 0 100`);
    const unanswered = { ...context, resolvers: ['127.0.63.9'] };
    const failed = await discoverBySchedule('report', unanswered);
    expect(failed.record?.questions[0]?.failure?.code).toMatch(/^resolver-/);
    expect(failed.comparison?.gone).toEqual([]);
    expect(await findings()).toEqual([]);
    const run = await discoverBySchedule();
    expect(run.comparison?.gone).toMatchObject([{ name: first }]);
    expect(await findings()).toEqual([`601 ${second}`, `602 ${first}`]);
    await discoverBySchedule('report', unanswered);
    expect(await findings()).toEqual([`601 ${second}`, `602 ${first}`]);
    for (const name of own) await samba.changeRecord('add', zone, name, 'SRV', `${first} 389 0 100`);
    await discoverBySchedule();
    expect(await findings()).toEqual([`601 ${second}`]);
  });

  it('signs in with the stored account of the domain, and adds by itself where the domain says so', async () => {
    const host = await test.db.host.findUniqueOrThrow({ where: { name: first } });
    await setBindAccount(verbs, { hostId: host.id, scope: 'domain', ...account }, testBox);
    await samba.changeRecord('add', domain, 'dc2', 'A', '127.0.63.2');
    const run = await discoverBySchedule('add');
    expect(run).toMatchObject({ accountDn: account.dn, record: { directory: { status: 'read', boundAs: account.dn } } });
    expect(await findings()).toEqual([]);
    const added = await test.db.host.findUniqueOrThrow({ where: { name: second }, include: { endpoints: true } });
    expect(added).toMatchObject({ siteDetected: 'Paris' });
    expect(added.endpoints.map(({ port }) => port).sort()).toEqual([3269, 636]);
    expect(await test.db.auditEntry.findMany({ where: { actor: 'system' }, select: { action: true, subject: true } })).toEqual(
      expect.arrayContaining([
        { action: 'host.register', subject: second },
        { action: 'discovery.register', subject: domain },
      ]),
    );
  });
});
