import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts';
import { defaultExpiryWindows } from '../../diagnosis/rule.ts';
import { registerHosts } from '../../fleet/register-hosts.ts';
import { parsePlannerChoice } from './filter.ts';
import { readPlanner, readPlannerRows } from './read-planner.ts';

const now = new Date('2026-03-01T12:00:00Z');
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);

let test: TestDatabase;
let here = 0;
let there = 0;
beforeAll(async () => {
  test = await startTestDatabase();
});
afterAll(() => test.stop());
beforeEach(async () => {
  await test.db.$executeRaw`TRUNCATE hosts, domains, locations, certificates, renewal_plans, change_freezes, audit_entries CASCADE`;
  await test.db.installation.update({ where: { id: 1 }, data: { expiryWindows: { ...strict, warningDays: 30, criticalDays: 7 } } });
  here = (await test.db.location.create({ data: { name: 'here', createdAt: now } })).id;
  there = (await test.db.location.create({ data: { name: 'there', createdAt: now } })).id;
});
const strict = { warningDays: 200, warningShare: 1, criticalDays: 100, criticalShare: 1 };

const registered = (lines: string, site = 'Berlin') => registerHosts({ db: test.db, now, actor: 'ada' }, { lines, site });

async function certificate(name: string, days: number | null, more: object = {}): Promise<string> {
  const sha256 = Buffer.from(name).toString('hex').padEnd(64, '0');
  await test.db.certificate.create({
    data: {
      ...{ sha256, der: new Uint8Array([1]), subject: `CN=${name}`, issuer: 'CN=CA', serialNumber: '1', name, issuerName: 'CA' },
      ...{ notBefore: days === null ? null : inDays(days - 365), notAfter: days === null ? null : inDays(days) },
      ...{ dnsNames: [`${name}.corp.example`], keyAlgorithm: 'RSA', selfSigned: false, firstSeenAt: now, ...more },
    },
  });
  return sha256;
}

const endpointId = async (name: string, port = 636) =>
  (await test.db.endpoint.findFirstOrThrow({ where: { port, host: { name } }, select: { id: true } })).id;

type Served = { toAt?: Date; isLeaf?: boolean; port?: number; locationId?: number };
async function serves(host: string, sha256: string, { toAt, isLeaf = true, port = 636, locationId = here }: Served = {}) {
  const data = { endpointId: await endpointId(host, port), locationId, sha256, isLeaf, fromAt: inDays(-10) };
  await test.db.servedCertificate.create({ data: { ...data, toAt: toAt ?? null } });
}

const planned = (query: Record<string, string> = {}) => readPlanner(test.db, { choice: parsePlannerChoice(query), now, zone: 'UTC' });

describe('reading the planner', () => {
  it('is empty before anything was seen', async () => {
    const view = await planned();
    expect(view.sentence).toBe('No certificate was seen at any host yet.');
    expect(view.served).toEqual({ certificates: 0, hosts: 0 });
    expect(view.issuersSentence).toBe('No issuer of the certificates in use was seen.');
  });

  it('counts what is served now once, from however many doors and locations it is seen', async () => {
    await registered('dc01.corp.example\ndc01.corp.example:3269\ndc02.corp.example');
    const shared = await certificate('shared', 5);
    const former = await certificate('former', 3);
    const sent = await certificate('sent-along', 2);
    await serves('dc01.corp.example', shared);
    await serves('dc01.corp.example', shared, { locationId: there });
    await serves('dc01.corp.example', shared, { port: 3269 });
    await serves('dc02.corp.example', shared);
    await serves('dc02.corp.example', former, { toAt: inDays(-1) });
    await serves('dc02.corp.example', sent, { isLeaf: false });
    const view = await planned();
    expect(view.served).toEqual({ certificates: 1, hosts: 2 });
    expect(view.sentence).toBe('1 certificate needs action this week; none has expired.');
    expect(view.table.items).toMatchObject([
      {
        ...{ name: 'shared', dnsNames: ['shared.corp.example'], hosts: ['dc01.corp.example', 'dc02.corp.example'], sites: ['Berlin'] },
        ...{ domains: ['corp.example'], daysLeft: 5, level: 'critical', notAfter: inDays(5).toISOString(), renewal: { kind: 'none' } },
      },
    ]);
  });

  it('judges by the windows of host, domain and installation, and names the owner in force', async () => {
    await registered('dc01.corp.example\ndc02.corp.example\ndc03.emea.example');
    await test.db.domain.update({ where: { name: 'corp.example' }, data: { owner: 'Directory team', expiryWindows: strict } });
    await test.db.host.update({
      where: { name: 'dc02.corp.example' },
      data: { owner: 'Ada', expiryWindows: { ...strict, criticalDays: 10, warningDays: 20 } },
    });
    for (const [host, name] of [
      ['dc01.corp.example', 'a'],
      ['dc02.corp.example', 'b'],
      ['dc03.emea.example', 'c'],
    ] as const)
      await serves(host, await certificate(name, 25));
    expect((await planned({ sort: 'name' })).table.items.map(({ level, owners }) => [level, owners])).toEqual([
      ['critical', ['Directory team']],
      ['distant', ['Ada']],
      ['warning', []],
    ]);
    expect((await planned({ owner: '-' })).table.items.map(({ name }) => name)).toEqual(['c']);
  });

  it('says which windows hold where neither a domain nor a host has its own', async () => {
    expect((await planned()).windows).toEqual({ ...strict, warningDays: 30, criticalDays: 7 });
    await test.db.installation.update({ where: { id: 1 }, data: { expiryWindows: strict } });
    expect((await planned()).windows).toEqual(strict);
    await test.db.installation.update({ where: { id: 1 }, data: { expiryWindows: {} } });
    expect((await planned()).windows).toEqual(defaultExpiryWindows);
  });

  it('shows the site that the server names where nobody named one', async () => {
    await registered('dc01.corp.example', '');
    await test.db.host.updateMany({ data: { siteDetected: 'HQ' } });
    await serves('dc01.corp.example', await certificate('a', 50));
    expect((await planned()).lanes.items.map(({ label }) => label)).toEqual(['HQ']);
  });

  it('has issuers of current paths apart, with the hosts that hang on them', async () => {
    await registered('dc01.corp.example\ndc02.corp.example');
    const leaf = await certificate('leaf', 50);
    const issuing = await certificate('Issuing CA', 300, { isCa: true });
    for (const host of ['dc01.corp.example', 'dc02.corp.example']) {
      await serves(host, leaf);
      const door = await endpointId(host);
      for (const locationId of [here, there])
        await test.db.pathCertificate.createMany({
          data: [leaf, issuing].map((sha256, depth) => ({ endpointId: door, locationId, sha256, depth, sent: true })),
        });
    }
    const view = await planned();
    expect(view.issuersSentence).toBe('1 issuer ends within a year; 2 hosts hang on it.');
    expect(view.served.certificates).toBe(1);
    expect(view.issuers.items[0]).toMatchObject({ stores: [] });
    await test.db.trustedCertificate.createMany({
      data: [
        { locationId: here, sha256: issuing, kind: 'system', store: 'system' },
        { locationId: there, sha256: issuing, kind: 'store', store: 'Corporate' },
      ],
    });
    expect((await planned()).issuers.items[0]?.stores).toEqual(['Corporate', 'system']);
  });

  it('shows when each certificate of a trust store ends, whether a path leads to it or not, and none that the system alone brings', async () => {
    expect((await planned()).issuers.items).toEqual([]);
    const anchors = [await certificate('Next Root CA', 100, { isCa: true }), await certificate('Late Root CA', 900, { isCa: true })];
    const foreign = await certificate('Public Root CA', 10, { isCa: true });
    const kept = (kind: string, store: string) => (sha256: string) => ({ locationId: here, sha256, kind, store });
    await test.db.trustedCertificate.createMany({
      data: [...anchors.map(kept('store', 'Corporate')), kept('store', 'Everywhere')(anchors[0] ?? ''), kept('system', 'system')(foreign)],
    });
    const { issuers, served } = await planned();
    expect(issuers.items.map(({ label, hosts, stores }) => ({ label, hosts, stores }))).toEqual([
      { label: 'Next Root CA', hosts: 0, stores: ['Corporate', 'Everywhere'] },
      { label: 'Late Root CA', hosts: 0, stores: ['Corporate'] },
    ]);
    expect(served.certificates).toBe(0);
    await test.db.trustedCertificate.deleteMany({ where: { sha256: anchors[1] ?? '' } });
    expect((await planned()).issuers.total).toBe(1);
  });

  it('says how many certificates it could not read', async () => {
    await registered('dc01.corp.example');
    await serves('dc01.corp.example', await certificate('broken', null));
    const view = await planned();
    expect([view.unreadable, view.served.certificates]).toEqual([1, 0]);
  });

  it('keeps dates beyond 2050 to the year 9999', async () => {
    await registered('dc01.corp.example');
    const notAfter = new Date('9999-12-31T23:59:59Z');
    await serves('dc01.corp.example', await certificate('forever', 1, { notAfter }));
    expect((await planned()).table.items[0]?.notAfter).toBe('9999-12-31T23:59:59.000Z');
  });

  it('follows plans that are not closed, and successors at other doors', async () => {
    await registered('dc01.corp.example\ndc01.corp.example:3269\ndc02.corp.example');
    const first = await certificate('first', 5);
    const second = await certificate('second', 20);
    await certificate('next', 400, { predecessorSha256: first });
    await serves('dc01.corp.example', first);
    await serves('dc02.corp.example', second);
    const plan = { state: 'ordered' as const, createdBy: 'ada', createdAt: now, updatedAt: now };
    const { id } = await test.db.renewalPlan.create({
      data: {
        ...plan,
        sha256: second,
        dueOn: new Date('2026-03-15'),
        doors: { create: [{ endpointId: await endpointId('dc02.corp.example') }] },
      },
    });
    await test.db.renewalPlan.create({ data: { ...plan, state: 'done', sha256: first, closedAt: now } });
    const renewals = async () => Object.fromEntries((await planned()).table.items.map(({ name, renewal }) => [name, renewal]));
    expect(await renewals()).toEqual({
      first: { kind: 'none' },
      second: { kind: 'planned', planId: id, state: 'ordered', dueOn: '2026-03-15', servedDoors: 0, doors: 1 },
    });
    await serves('dc01.corp.example', Buffer.from('next').toString('hex').padEnd(64, '0'), { port: 3269 });
    expect((await renewals()).first).toMatchObject({ kind: 'renewed', planId: null, servedDoors: 1, doors: 2 });
  });

  it('draws change freezes and tells what falls into them', async () => {
    await registered('dc01.corp.example');
    await serves('dc01.corp.example', await certificate('a', 20));
    const days = { fromDay: new Date('2026-03-16'), toDay: new Date('2026-03-18') };
    await test.db.changeFreeze.create({ data: { ...days, name: 'Audit', timeZone: 'UTC', createdAt: now } });
    expect((await planned()).freezes.map(({ sentence }) => sentence)).toEqual([
      '1 certificate of 1 host ends in or within 7 days after Audit.',
    ]);
  });

  it('gives an export every row that the filters leave', async () => {
    await registered('dc01.corp.example');
    for (let number = 0; number < 60; number++) await serves('dc01.corp.example', await certificate(`c${number}`, 10 + number));
    const rows = await readPlannerRows(test.db, { choice: parsePlannerChoice({ bucket: '31-60,61-90', page: '2' }), now, zone: 'UTC' });
    expect(rows).toHaveLength(39);
    expect(rows.every(({ dnsNames }) => dnsNames.length === 1)).toBe(true);
  });
});
