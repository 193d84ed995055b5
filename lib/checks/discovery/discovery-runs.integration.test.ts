import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { VerbContext } from '../../access/verb-context.ts';
import { now } from '../../clock.ts';
import { startTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts';
import { AppError, InvalidInputError } from '../../errors.ts';
import { readDiscoveryRun, readDiscoverySchedule } from '../../fleet/discovery/read-runs.ts';
import { registerDiscovered } from '../../fleet/discovery/register-discovered.ts';
import { setDomainDiscovery } from '../../fleet/discovery/set-domain-discovery.ts';
import { registerHosts } from '../../fleet/register-hosts.ts';
import type { DiscoveryPayload } from '../../queue/jobs.ts';
import { openWorkingQueue, type WorkingQueue } from '../../queue/queue.ts';
import { createSecretBox } from '../../secrets/secret-box.ts';
import { startDnsServer } from '../../simulation/dns-server.ts';
import { type RequestDiscoveryInput, requestDiscovery } from '../request-discovery.ts';
import { checkContext, testBox } from '../testing/check-context.ts';
import { makeLocation } from '../testing/fleet.ts';
import { type DiscoveryContext, runDiscovery } from './run-discovery.ts';
import { sweepDiscoveries } from './sweep-discoveries.ts';

const password = 'Hunter2!';
const typed = { account: 'typed', dn: 'reader@corp.example', password } as const;
let test: TestDatabase;
let queue: WorkingQueue;
let location: { id: number; name: string };
let context: DiscoveryContext;
let verbs: VerbContext;

beforeAll(async () => {
  test = await startTestDatabase();
  queue = await openWorkingQueue(test.url, (error) => {
    throw error;
  });
  location = await makeLocation(test.db, 'here', now());
});
afterAll(async () => {
  await queue.stop();
  await test.stop();
});
beforeEach(async () => {
  await test.db.$executeRaw`TRUNCATE discovery_runs, hosts, domains, audit_entries CASCADE`;
  await test.db.location.updateMany({ data: { lastSeenAt: now(), reach: 'inside' } });
  verbs = { db: test.db, now: now(), actor: 'ada' };
  context = { ...checkContext(test.db, { location: location.name }), resolvers: ['127.0.0.1:1'], key: () => testBox };
});

const request = (input: Partial<RequestDiscoveryInput> = {}) =>
  requestDiscovery({ ...verbs, now: now() }, { domain: 'corp.example', ...input }, { queue, box: () => testBox });
const rowOf = (id: string) => test.db.discoveryRun.findUniqueOrThrow({ where: { id } });
async function registerDomain(): Promise<number> {
  await registerHosts(verbs, { lines: 'dc1.corp.example' });
  return (await test.db.domain.findUniqueOrThrow({ where: { name: 'corp.example' } })).id;
}

describe('asking for a discovery', () => {
  it('makes a row, a job at the place that looks, and a record without the password', async () => {
    const { runId } = await request({ ...typed, resolvers: '192.0.2.53', forest: 'on' });
    expect(await rowOf(runId)).toMatchObject({
      domainName: 'corp.example',
      state: 'waiting',
      forest: true,
      resolvers: ['192.0.2.53'],
      accountDn: typed.dn,
    });
    const jobs = await queue.boss.findJobs<DiscoveryPayload>(`discovery.${location.name}`);
    expect(jobs.map(({ data }) => data.runId)).toContain(runId);
    const [entry] = await test.db.auditEntry.findMany();
    expect(entry).toMatchObject({ action: 'domain.discover', subject: 'corp.example', actor: 'ada' });
    expect(JSON.stringify([entry?.after, await readDiscoveryRun(test.db, runId), jobs])).not.toContain(password);
    expect(Buffer.from((await rowOf(runId)).secretCiphertext ?? []).includes(password)).toBe(false);
  });

  it('names what is wrong, field by field', async () => {
    const fieldsOf = async (input: Partial<RequestDiscoveryInput>): Promise<string[]> => {
      const error = await request(input).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      return error instanceof InvalidInputError ? error.faults.map(({ field }) => field) : [];
    };
    expect(await fieldsOf({ domain: 'not a domain', resolvers: 'nowhere' })).toEqual(['domain', 'resolvers']);
    expect(await fieldsOf({ account: 'typed' })).toEqual(['dn', 'password']);
    expect(await fieldsOf({ account: 'stored' })).toEqual(['account']);
    expect(await test.db.discoveryRun.count()).toBe(0);
  });

  it('is refused while no worker is there, and goes to a worker inside when there is one', async () => {
    await test.db.location.updateMany({ data: { lastSeenAt: new Date(0) } });
    await expect(request()).rejects.toThrow(AppError);
    const outside = await makeLocation(test.db, 'branch', now());
    await test.db.location.update({ where: { id: outside.id }, data: { reach: 'outside' } });
    expect(await rowOf((await request()).runId)).toMatchObject({ progress: 'Waits for a worker at branch.' });
    await test.db.location.updateMany({ data: { lastSeenAt: now() } });
    expect(await rowOf((await request()).runId)).toMatchObject({ progress: 'Waits for a worker at here.' });
  });
});

describe('a run', () => {
  it('ends with a record when the network does not answer, and without its password', async () => {
    const { runId } = await request(typed);
    expect(await runDiscovery(context, runId)).toBe('done');
    expect(await rowOf(runId)).toMatchObject({ state: 'done', secretCiphertext: null, secretKeyId: null, progress: '' });
    expect((await readDiscoveryRun(test.db, runId))?.record?.questions[0]).toMatchObject({ failure: { code: 'resolver-unreachable' } });
    expect(await runDiscovery(context, runId)).toBe('settled');
  });

  it('is not begun a second time with a password, and is without one', async () => {
    const [withPassword, without] = [await request(typed), await request()];
    for (const { runId } of [withPassword, without])
      await test.db.discoveryRun.update({ where: { id: runId }, data: { state: 'running' } });
    expect(await runDiscovery(context, withPassword.runId)).toBe('failed');
    expect(await rowOf(withPassword.runId)).toMatchObject({
      state: 'failed',
      secretCiphertext: null,
      failure: expect.stringContaining('not sent a second time'),
    });
    expect(await runDiscovery(context, without.runId)).toBe('done');
  });

  it('is left for another worker when this one is told to stop', async () => {
    const { runId } = await request();
    expect(await runDiscovery(context, runId, { signal: AbortSignal.abort() })).toBe('interrupted');
    expect(await runDiscovery(context, runId)).toBe('done');
  });

  it('fails in words where the password cannot be read, as when it was moved from another run', async () => {
    const other = { ...context, key: () => createSecretBox(new Uint8Array(32).fill(9)) };
    const { runId } = await request(typed);
    expect(await runDiscovery(other, runId)).toBe('failed');
    expect((await rowOf(runId)).failure).toContain('PORT636_SECRET_KEY');
    const [one, two] = [await request(typed), await request(typed)];
    const { secretCiphertext } = await rowOf(one.runId);
    await test.db.discoveryRun.update({ where: { id: two.runId }, data: { secretCiphertext } });
    expect(await runDiscovery(context, two.runId)).toBe('failed');
    expect((await rowOf(two.runId)).failure).toContain('damaged');
  });

  it('asks the DNS servers of the run, else of the domain, else of the worker', async () => {
    const dns = await startDnsServer({ '*': 'NXDOMAIN' });
    try {
      await registerDomain();
      await test.db.domain.updateMany({ data: { resolvers: [dns.resolver] } });
      const ofDomain = (await request()).runId;
      await runDiscovery(context, ofDomain);
      expect((await readDiscoveryRun(test.db, ofDomain))?.record?.resolvers).toEqual([dns.resolver]);
      const own = (await request({ resolvers: '127.0.0.1:2' })).runId;
      await runDiscovery(context, own);
      expect((await readDiscoveryRun(test.db, own))?.record?.resolvers).toEqual(['127.0.0.1:2']);
    } finally {
      await dns.stop();
    }
  });

  it('gives nothing to register that it did not find', async () => {
    const { runId } = await request();
    await expect(registerDiscovered(verbs, { runId, servers: ['dc1.corp.example'], ports: [636] })).rejects.toThrow('found nothing yet');
    await runDiscovery(context, runId);
    await expect(registerDiscovered(verbs, { runId, servers: ['evil.example'], ports: [636] })).rejects.toThrow('none of the servers');
    await expect(registerDiscovered(verbs, { runId, servers: ['evil.example'], ports: [22] })).rejects.toThrow('636, 3269, 389 and 3268');
    await expect(registerDiscovered(verbs, { runId: randomUUID(), servers: ['evil.example'], ports: [636] })).rejects.toThrow(
      'does not exist',
    );
    await expect(registerDiscovered(verbs, { runId, servers: [], ports: [] })).rejects.toThrow('Tick at least one server');
    expect(await test.db.host.count()).toBe(0);
  });
});

describe('the schedule of a domain', () => {
  const sweep = (at: Date) => sweepDiscoveries(test.db, queue, { location, now: at });

  it('has a domain discovered when it is due, and not again before its time', async () => {
    const domainId = await registerDomain();
    expect(await sweep(now())).toBe(0);
    await setDomainDiscovery(verbs, { domainId, mode: 'report', intervalSeconds: '3600' });
    const at = now();
    expect(await sweep(at)).toBe(1);
    expect(await sweep(new Date(at.getTime() + 3_599_000))).toBe(0);
    expect(await sweep(new Date(at.getTime() + 3_600_000))).toBe(1);
    expect(await readDiscoverySchedule(test.db, 'corp.example')).toMatchObject({
      mode: 'report',
      intervalSeconds: 3_600,
      lastRun: { scheduled: true, requestedBy: 'system' },
      hasAccount: false,
    });
    expect(await test.db.auditEntry.findFirst({ where: { action: 'domain.set-discovery' } })).toMatchObject({
      before: { mode: 'off', intervalSeconds: 86_400 },
      after: { mode: 'report', intervalSeconds: 3_600 },
    });
  });

  it('is left by workers outside to those inside', async () => {
    const domainId = await registerDomain();
    await setDomainDiscovery(verbs, { domainId, mode: 'add', intervalSeconds: 3_600 });
    const inside = await makeLocation(test.db, 'core', now());
    await test.db.location.update({ where: { id: location.id }, data: { reach: 'outside' } });
    expect(await sweep(now())).toBe(0);
    // Those that fell silent leave it to whoever is there.
    await test.db.location.updateMany({ where: { id: { not: location.id } }, data: { lastSeenAt: new Date(0) } });
    expect(await sweep(now())).toBe(1);
    await test.db.location.delete({ where: { id: inside.id } });
  });

  it('ends runs that nobody finishes, with their passwords, and forgets old ones but the newest and the last that read the directory', async () => {
    const { runId } = await request(typed);
    await sweep(new Date(now().getTime() + 19 * 60_000));
    expect((await rowOf(runId)).state).toBe('waiting');
    await sweep(new Date(now().getTime() + 21 * 60_000));
    expect(await rowOf(runId)).toMatchObject({
      state: 'failed',
      secretCiphertext: null,
      failure: expect.stringContaining('No worker finished it'),
    });
    for (let day = 1; day <= 5; day += 1)
      await test.db.discoveryRun.create({
        data: {
          domainName: 'corp.example',
          state: 'done',
          requestedBy: 'ada',
          createdAt: new Date(now().getTime() - (40 + day) * 86_400_000),
          // The fourth and the fifth read what the directory publishes.
          ...(day < 4 ? {} : { record: { anchors: { certificates: [], incompleteBecause: null } } }),
        },
      });
    const fourth = await test.db.discoveryRun.findFirstOrThrow({ orderBy: { createdAt: 'desc' }, skip: 4 });
    await sweep(now());
    expect(await test.db.discoveryRun.count()).toBe(4);
    expect(await rowOf(fourth.id)).toMatchObject({ record: { anchors: { certificates: [] } } });
  });

  it('refuses intervals and domains that cannot be', async () => {
    const domainId = await registerDomain();
    await expect(setDomainDiscovery(verbs, { domainId, mode: 'report', intervalSeconds: 60 })).rejects.toThrow('15 minutes');
    await expect(setDomainDiscovery(verbs, { domainId: domainId + 1, mode: 'report', intervalSeconds: 3_600 })).rejects.toThrow(
      'does not exist',
    );
  });
});
