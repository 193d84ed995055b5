import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readFilter } from '../certificates/inventory/filter.ts';
import { readInventory } from '../certificates/inventory/read-inventory.ts';
import { readPlannerData } from '../certificates/planner/read-planner.ts';
import { isUsageCurrent } from '../certificates/usage/marks.ts';
import { claimEndpoint } from '../checks/claim.ts';
import { ensureCheckPartitions } from '../checks/partitions.ts';
import { refreshUsage } from '../checks/refresh-certificate-usage.ts';
import { saveCheck } from '../checks/save-check.ts';
import type { Database } from '../db/client.ts';
import { startTestDatabase, type TestDatabase } from '../db/testing/test-database.ts';
import type { Diagnosis } from '../diagnosis/rule.ts';
import { evidenceOfChain, makeRoot } from '../diagnosis/testing/certificate-evidence.ts';
import { makeCertificate, makeIssuer, probedAt } from '../diagnosis/testing/evidence-factory.ts';
import { addEndpoint } from '../fleet/add-endpoint.ts';
import { deleteHost } from '../fleet/delete-host.ts';
import { editHost } from '../fleet/edit-host.ts';
import { pauseHost } from '../fleet/pause-host.ts';
import { registerHosts } from '../fleet/register-hosts.ts';
import { removeEndpoint } from '../fleet/remove-endpoint.ts';
import { resumeHost } from '../fleet/resume-host.ts';
import { setDomainExpiryWindows } from '../fleet/set-domain-expiry-windows.ts';
import { setDomainOwner } from '../fleet/set-domain-owner.ts';
import { setHostExpiryWindows } from '../fleet/set-host-expiry-windows.ts';
import { setInstallationExpiryWindows } from '../fleet/set-installation-expiry-windows.ts';

let test: TestDatabase;
let locations: number[] = [];
beforeAll(async () => {
  test = await startTestDatabase();
  await ensureCheckPartitions(test.db, probedAt);
});
afterAll(() => test.stop());
const start = async () => {
  await test.db.$executeRaw`TRUNCATE hosts, domains, locations, certificates, renewal_plans, change_freezes CASCADE`;
  await setInstallationExpiryWindows(context(), inherited);
  locations = [];
  for (const name of ['here', 'there'])
    locations.push((await test.db.location.create({ data: { name, createdAt: probedAt, lastSeenAt: probedAt }, select: { id: true } })).id);
  await registerHosts(context(), { lines: names.join('\n'), site: 'Berlin' });
};
beforeEach(start);

const names = ['dc1.a.example', 'dc2.a.example', 'dc3.b.example', 'dc3.b.example:3269'];
const context = () => ({ db: test.db, now: probedAt, actor: 'ada' });
const inherited = { warningDays: '', warningShare: '', criticalDays: '', criticalShare: '' };
const windowsFrom = (days: number) =>
  days === 0 ? inherited : { warningDays: String(days * 200), warningShare: '100', criticalDays: String(days * 100), criticalShare: '100' };

const [issuer, root] = [makeIssuer(), makeRoot()];
const leaf = (letter: string) => ({ ...makeCertificate(), sha256: letter.repeat(64) });
const anchors = {
  bySha256: (sha256: string) =>
    sha256 === root.sha256 ? { sha256, store: 'system', certificate: () => ({ facts: root }) as never } : undefined,
};
const chains = [
  ...['a', 'b', 'c'].map((letter) => evidenceOfChain({ sent: [leaf(letter), issuer], path: [leaf(letter), issuer, root] })),
  evidenceOfChain({ sent: [leaf('a')], path: [leaf('a'), issuer, root] }),
  evidenceOfChain({ sent: [issuer, leaf('b')], path: [issuer, root] }),
];

const healthy: Diagnosis = { verdict: 'healthy', unknownBecause: null, findings: [], profile: 'ad-ds', crashed: [] };
let minutes = 0;
async function check(endpointId: string, locationId: number, chain: number): Promise<void> {
  minutes += 1;
  const claimed = await claimEndpoint(test.db, { endpointId, locationId });
  if (claimed.status !== 'claimed') return;
  const startedAt = new Date(probedAt.getTime() + minutes * 60_000).toISOString();
  const evidence = { ...(chains[chain % chains.length] as (typeof chains)[number]), startedAt };
  await saveCheck(test.db, claimed.endpoint, { checkId: randomUUID(), evidence, diagnosis: healthy, anchors });
}

const hosts = () => test.db.host.findMany({ orderBy: { name: 'asc' }, select: { id: true, name: true, domainId: true } });
const doors = () =>
  test.db.endpoint.findMany({ orderBy: [{ host: { name: 'asc' } }, { port: 'asc' }], select: { id: true, hostId: true } });

/** What people and workers do; `n` and `m` choose among what there is. */
const verbs: Readonly<Record<string, (n: number, m: number) => Promise<unknown>>> = {
  check: async (n, m) => check((await one(doors, n)).id, locations[m % locations.length] ?? 0, n + m),
  site: async (n, m) => editHost(context(), { hostId: (await one(hosts, n)).id, site: m % 2 === 0 ? 'Berlin' : 'London' }),
  owner: async (n, m) => editHost(context(), { hostId: (await one(hosts, n)).id, owner: m % 2 === 0 ? 'Ada' : '' }),
  domainOwner: async (n, m) => setDomainOwner(context(), { domainId: (await one(hosts, n)).domainId ?? 0, owner: m % 2 === 0 ? 'Bo' : '' }),
  windows: async (n, m) => setHostExpiryWindows(context(), { hostId: (await one(hosts, n)).id, ...windowsFrom(m % 3) }),
  domainWindows: async (n, m) =>
    setDomainExpiryWindows(context(), { domainId: (await one(hosts, n)).domainId ?? 0, ...windowsFrom(m % 3) }),
  installation: async (_, m) => setInstallationExpiryWindows(context(), windowsFrom(m % 3)),
  register: async (n) => registerHosts(context(), { lines: names[n % names.length] ?? '', site: 'Rome' }),
  remove: async (n) => {
    const all = await hosts();
    const host = all[n % all.length];
    if (host !== undefined && all.length > 1) await deleteHost(context(), { hostId: host.id, confirmation: host.name });
  },
  addDoor: async (n) => {
    const { id } = await one(hosts, n);
    if ((await test.db.endpoint.count({ where: { hostId: id, port: 3269 } })) === 0)
      await addEndpoint(context(), { hostId: id, port: 3269 });
  },
  removeDoor: async (n) => {
    const door = await one(doors, n);
    if ((await test.db.endpoint.count({ where: { hostId: door.hostId } })) > 1) await removeEndpoint(context(), { endpointId: door.id });
  },
  pause: async (n) => {
    const { id } = await one(hosts, n);
    const host = await test.db.host.findUniqueOrThrow({ where: { id }, select: { pausedAt: true } });
    await (host.pausedAt === null ? pauseHost(context(), { hostId: id, reason: 'work' }) : resumeHost(context(), { hostId: id }));
  },
  loseLocation: async (_, m) => {
    if (m % 4 !== 0 || locations.length < 2) return;
    await test.db.location.delete({ where: { id: locations.pop() ?? 0 }, select: { id: true } });
  },
  plan: async (n) => {
    const data = { state: 'open' as const, hostId: (await one(hosts, n)).id, createdBy: 'ada', createdAt: probedAt, updatedAt: probedAt };
    await test.db.renewalPlan.create({ data, select: { id: true } });
  },
};

type Step = { verb: string; n: number; m: number };
async function one<Item>(read: () => Promise<Item[]>, n: number): Promise<Item> {
  const all = await read();
  const found = all[n % all.length];
  if (found === undefined) throw new Error('There is nothing to choose from.');
  return found;
}

const addresses = [
  {},
  { sort: '-owner' },
  { sort: 'site', served: 'all' },
  { domain: 'a.example', owner: 'Ada' },
  { site: '-', kind: 'root' },
];
const lists = () =>
  Promise.all(addresses.map((address) => readInventory(test.db, readFilter(address), { now: probedAt, offset: 0, limit: 100 })));
const forget = () => test.db.usageMark.update({ where: { id: 1 }, data: { marks: 'never' }, select: { id: true } });
/** The planner as a process reads it that has kept nothing. */
const planner = async (db: Database) => {
  const { certificates, ...more } = await readPlannerData(db);
  const named = certificates.map(({ hosts, ...one }) => ({ ...one, hosts: hosts.map(({ no, ...host }) => host).sort(byName) }));
  return { ...more, certificates: named };
};
const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);

describe('what is kept of the usage of certificates', () => {
  it('is never told once it is no longer true, and says what the doors say, whatever is done in whatever order', async () => {
    const each = Object.keys(verbs).map((verb): [Step[]] => [[0, 1, 2].map((n) => ({ verb, n, m: n }))]);
    const step: fc.Arbitrary<Step> = fc.record({
      verb: fc.constantFrom(...Object.keys(verbs), 'check', 'check', 'check'),
      n: fc.nat(99),
      m: fc.nat(99),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 14 }), async (steps) => {
        await start();
        for (const [index, { id }] of (await doors()).entries()) for (const locationId of locations) await check(id, locationId, index);
        await refreshUsage(test.db);
        for (const { verb, n, m } of steps) {
          await verbs[verb]?.(n, m);
          const told = await lists();
          expect(await planner(test.db)).toEqual(await planner(test.db.$extends({}) as unknown as Database));
          await forget();
          expect(told).toEqual(await lists());
          expect(await refreshUsage(test.db)).toBe(true);
          expect(await isUsageCurrent(test.db)).toBe(true);
          expect(await lists()).toEqual(told);
        }
      }),
      { numRuns: each.length + 4, examples: each },
    );
  }, 120_000);

  it('stays true while checks see the same and hosts are paused, and nothing is written then', async () => {
    const door = await one(doors, 0);
    await check(door.id, locations[0] ?? 0, 0);
    expect(await refreshUsage(test.db)).toBe(true);
    await check(door.id, locations[0] ?? 0, 0);
    await verbs.pause?.(0, 0);
    expect(await isUsageCurrent(test.db)).toBe(true);
    expect(await refreshUsage(test.db)).toBe(false);
    await check((await one(doors, 1)).id, locations[0] ?? 0, 1);
    expect(await isUsageCurrent(test.db)).toBe(false);
  });

  it('is marked by transactions that are open at the same time without one of them waiting', async () => {
    await refreshUsage(test.db);
    const [first, second] = await hosts();
    await test.db.$transaction(async (one) => {
      await one.host.update({ where: { id: first?.id ?? '' }, data: { owner: 'Ada' } });
      await test.db.$transaction((other) => other.host.update({ where: { id: second?.id ?? '' }, data: { owner: 'Bo' } }), {
        timeout: 2_000,
      });
      // What is not committed is not seen, and what is kept of the committed one does not cover it.
      expect(await refreshUsage(test.db)).toBe(true);
      expect(await isUsageCurrent(test.db)).toBe(true);
    });
    expect(await isUsageCurrent(test.db)).toBe(false);
    expect(await test.db.certificateMark.count()).toBeGreaterThanOrEqual(2);
  });
});
