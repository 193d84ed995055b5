import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts';
import type { AddressParameters } from '../../list-address.ts';
import { inventoryColumns, readFilter } from './filter.ts';
import { readInventory, readInventoryRows } from './read-inventory.ts';
import { inDays, keepCertificates, keepHost, now, type SeenCertificate, serve, sha1Of, sha256Of } from './testing/seen-certificates.ts';

let database: TestDatabase;
const named: SeenCertificate[] = [
  { label: 'dc01.corp.example', days: 200, template: 'DomainController', serial: 'd30a' },
  { label: 'dc02.corp.example', days: 20, template: 'DomainController' },
  { label: 'dc03.corp.example', days: -2, issuer: 'Old CA' },
  { label: 'dc04.corp.example', days: 21 },
  { label: 'former.corp.example', days: 100 },
  { label: 'future.corp.example', days: 300, startsInDays: 2 },
  { label: 'broken', days: null },
  { label: 'Corp Issuing CA', days: 25, lifetimeDays: 3_650, isCa: true, issuer: 'Corp Root CA' },
  { label: 'Corp Root CA', days: 3_000, isCa: true, selfSigned: true, issuer: 'Corp Root CA' },
  { label: 'Unused Root', days: 3_000, isCa: true, selfSigned: true, issuer: 'Unused Root' },
];
const many = 300;

const read = (parameters: AddressParameters, part: { offset?: number; limit?: number } = {}) =>
  readInventory(database.db, readFilter(parameters), { now, offset: 0, limit: 500, ...part });
const labels = async (parameters: AddressParameters): Promise<string[]> => {
  const { page } = await read({ domain: 'corp.example', ...parameters });
  return page.rows.map(({ name }) => name);
};
const row = async (label: string) => {
  const { rows } = await readInventoryRows(database.db, readFilter({ q: sha256Of(label), served: 'all' }), { now, offset: 0, limit: 2 });
  expect(rows).toHaveLength(1);
  return rows[0];
};

beforeAll(async () => {
  database = await startTestDatabase();
  const { db } = database;
  await keepCertificates(db, named);
  await keepCertificates(
    db,
    Array.from({ length: many }, (_, n) => ({ label: `srv${n}.other.example`, days: 40 + n, template: n % 2 === 0 ? 'WebServer' : null })),
  );
  const [{ id: here }, { id: there }] = (await Promise.all(
    ['here', 'there'].map((name) => db.location.create({ data: { name, createdAt: now, lastSeenAt: now }, select: { id: true } })),
  )) as [{ id: number }, { id: number }];
  const strict = { warningDays: 60, warningShare: 1, criticalDays: 30, criticalShare: 1 };
  const doors = {
    dc01: await keepHost(db, { name: 'dc01.corp.example', ports: [636, 3269], domain: 'corp.example', owner: 'Ada', site: 'Berlin' }),
    dc02: await keepHost(db, { name: 'dc02.corp.example', domain: 'corp.example', site: 'Berlin' }),
    dc03: await keepHost(db, { name: 'dc03.corp.example', domain: 'corp.example', site: 'London', owner: 'Bo' }),
    dc04: await keepHost(db, { name: 'dc04.corp.example', domain: 'corp.example', site: 'London', windows: strict }),
  };
  await db.domain.update({ where: { name: 'corp.example' }, data: { owner: 'Directory team' } });
  for (const locationId of [here, there]) {
    await serve(db, { endpointId: doors.dc01.get(636), locationId, label: 'dc01.corp.example' });
    await serve(db, { endpointId: doors.dc01.get(3269), locationId, label: 'dc01.corp.example' });
    await serve(db, { endpointId: doors.dc01.get(636), locationId, label: 'Corp Issuing CA', isLeaf: false });
  }
  await serve(db, { endpointId: doors.dc02.get(636), locationId: here, label: 'dc01.corp.example' });
  await serve(db, { endpointId: doors.dc02.get(636), locationId: there, label: 'dc02.corp.example' });
  await serve(db, { endpointId: doors.dc03.get(636), locationId: here, label: 'dc03.corp.example' });
  await serve(db, { endpointId: doors.dc03.get(636), locationId: here, label: 'future.corp.example' });
  await serve(db, { endpointId: doors.dc03.get(636), locationId: here, label: 'broken' });
  await serve(db, { endpointId: doors.dc03.get(636), locationId: here, label: 'former.corp.example', until: inDays(-3) });
  await serve(db, { endpointId: doors.dc04.get(636), locationId: here, label: 'dc04.corp.example' });
  await db.pathCertificate.createMany({
    data: [
      { endpointId: doors.dc01.get(636) ?? '', locationId: here, sha256: sha256Of('dc01.corp.example'), depth: 0, sent: true },
      { endpointId: doors.dc01.get(636) ?? '', locationId: here, sha256: sha256Of('Corp Issuing CA'), depth: 1, sent: true },
      { endpointId: doors.dc01.get(636) ?? '', locationId: here, sha256: sha256Of('Corp Root CA'), depth: 2, sent: false },
    ],
  });
  await db.trustedCertificate.createMany({
    data: ['Corp Root CA', 'Unused Root'].map((label) => ({
      locationId: here,
      sha256: sha256Of(label),
      kind: 'bundle',
      store: 'roots.pem',
    })),
  });
  const other = await keepHost(db, { name: 'web.other.example', domain: 'other.example' });
  for (let n = 0; n < many; n++) await serve(db, { endpointId: other.get(636), locationId: here, label: `srv${n}.other.example` });
});
afterAll(() => database?.stop());

describe('the inventory', () => {
  it('shows what is in use, the soonest end first, and what cannot be read last', async () => {
    expect(await labels({})).toEqual([
      'dc03.corp.example',
      'dc02.corp.example',
      'dc04.corp.example',
      'Corp Issuing CA',
      'dc01.corp.example',
      'future.corp.example',
      'Corp Root CA',
      'broken',
    ]);
  });

  it('counts hosts and doors once, whichever locations and certificates show them', async () => {
    expect(await row('dc01.corp.example')).toMatchObject({
      ...{ kind: 'leaf', sent: true, hosts: 2, endpoints: 3, owners: ['Ada', 'Directory team'], sites: ['Berlin'] },
      ...{ domains: ['corp.example'], daysLeft: 200, lifetimeDays: 365, key: 'RSA 2048', lastSeen: now.toISOString() },
    });
    expect(await row('Corp Root CA')).toMatchObject({ kind: 'root', sent: false, hosts: 1, endpoints: 1, trustStores: ['roots.pem'] });
    expect(await row('Corp Issuing CA')).toMatchObject({ kind: 'intermediate', sent: true, hosts: 1, endpoints: 1 });
  });

  it('judges leaves by the strictest windows of their hosts and issuers by those of the installation', async () => {
    expect((await row('dc02.corp.example'))?.state).toBe('warning');
    expect((await row('dc04.corp.example'))?.state).toBe('critical');
    expect((await row('Corp Issuing CA'))?.state).toBe('warning');
    expect((await row('dc03.corp.example'))?.state).toBe('expired');
    expect((await row('future.corp.example'))?.state).toBe('not-yet-valid');
    expect((await row('broken'))?.state).toBe('unreadable');
    expect((await row('dc01.corp.example'))?.state).toBe('valid');
  });

  it('tells what was served from what never was', async () => {
    const formerly = await read({ served: 'formerly' });
    expect(formerly.page.rows.map(({ name, lastSeen, hosts }) => ({ name, lastSeen, hosts }))).toEqual([
      { name: 'former.corp.example', lastSeen: inDays(-3).toISOString(), hosts: 0 },
    ]);
    const never = await read({ served: 'never' });
    expect(never.page.rows.map(({ name, lastSeen }) => ({ name, lastSeen }))).toEqual([{ name: 'Unused Root', lastSeen: null }]);
    const stores = await read({ kind: 'trust-store' });
    expect(stores.page.rows.map(({ name }) => name).sort()).toEqual(['Corp Root CA', 'Unused Root']);
  });

  it('finds a certificate by any spelling of its numbers and by its words', async () => {
    const [sha256, sha1] = [sha256Of('dc01.corp.example'), sha1Of('dc01.corp.example')];
    const colons = (sha256.match(/../g) ?? []).join(':').toUpperCase();
    const spaces = `\u200e${(sha1.match(/../g) ?? []).join(' ')}`;
    for (const q of [
      sha256,
      colons,
      spaces,
      sha1.slice(0, 12),
      '00:D3:0A',
      '0xd30a',
      '54026',
      '-2cf6',
      'ldaps://dc01.corp.example:636',
      'CN = dc01.corp.example, O = Corp',
    ])
      expect(await labels({ q }), q).toEqual(['dc01.corp.example']);
    expect(await labels({ q: 'nothing of the kind' })).toEqual([]);
    expect(await labels({ q: '%' })).toEqual([]);
    expect(await labels({ q: 'OLD ca' })).toEqual(['dc03.corp.example']);
  });

  it('narrows by everything that the address can say', async () => {
    expect(await labels({ state: 'expired,critical' })).toEqual(['dc03.corp.example', 'dc04.corp.example']);
    expect(await labels({ ending: '8-30', kind: 'leaf' })).toEqual(['dc02.corp.example', 'dc04.corp.example']);
    expect(await labels({ owner: 'Ada' })).toEqual(['Corp Issuing CA', 'dc01.corp.example', 'Corp Root CA']);
    expect(await labels({ template: 'DomainController', sort: 'name' })).toEqual(['dc01.corp.example', 'dc02.corp.example']);
    expect(await labels({ issuer: 'Old CA' })).toEqual(['dc03.corp.example']);
    expect(await labels({ site: 'London', state: 'critical' })).toEqual(['dc04.corp.example']);
    expect(await labels({ key: 'EC P-256' })).toEqual([]);
    expect((await read({ template: '-', domain: 'other.example' })).page.total).toBe(many / 2);
  });

  it('sorts by every column either way, with the same certificates in it', async () => {
    for (const column of inventoryColumns)
      for (const sort of [column, `-${column}`]) {
        const { page } = await read({ sort, served: 'all' });
        expect(new Set(page.rows.map(({ sha256 }) => sha256)).size, sort).toBe(named.length + many);
      }
    expect((await labels({ sort: '-hosts' }))[0]).toBe('dc01.corp.example');
    expect((await labels({ sort: '-owner' }))[0]).toBe('dc02.corp.example');
  });

  it('comes in parts that join without gap or repetition', async () => {
    const whole = await read({});
    const parts = [];
    for (let offset = 0; offset < whole.page.total; offset += 100)
      parts.push(...(await readInventoryRows(database.db, readFilter({}), { now, offset, limit: 100 })).rows);
    expect(parts).toEqual(whole.page.rows);
    expect((await readInventoryRows(database.db, readFilter({}), { now, offset: 5_000, limit: 100 })).rows).toEqual([]);
  });

  it('counts each value with all other filters in force, and what is in use whatever they are', async () => {
    const { facets, totals } = await read({ site: 'London', state: 'critical' });
    const counts = (name: 'state' | 'site' | 'owner' | 'kind' | 'served') =>
      Object.fromEntries(facets[name].map(({ value, count }) => [value, count]));
    expect(counts('state')).toEqual({ expired: 1, 'not-yet-valid': 1, unreadable: 1, critical: 1 });
    expect(counts('site')).toEqual({ London: 1 });
    expect(counts('owner')).toEqual({ 'Directory team': 1 });
    expect(counts('kind')).toMatchObject({ leaf: 1, root: 0 });
    expect(totals).toEqual({ certificates: 8 + many, hosts: 5, expired: 1, known: 8 + many });
    // Former certificates become more and more, so they are counted where they are asked for, and nowhere else.
    expect(counts('served')).toEqual({ now: 1 });
    const wide = await read({ served: 'all' });
    expect(wide.totals.known).toBe(named.length + many);
    expect(Object.fromEntries(wide.facets.served.map(({ value, count }) => [value, count]))).toEqual({
      now: 8 + many,
      formerly: 1,
      never: 1,
    });
    expect(Object.fromEntries(wide.facets.kind.map(({ value, count }) => [value, count]))).toMatchObject({ root: 2, 'trust-store': 2 });
  });

  it('counts a certificate once for each owner, site and domain that it is in use at, however many hosts and doors it has there', async () => {
    const { facets } = await read({ domain: 'corp.example' });
    const counts = (name: 'owner' | 'site' | 'domain') => Object.fromEntries(facets[name].map(({ value, count }) => [value, count]));
    expect(counts('owner')).toEqual({ Ada: 3, Bo: 3, 'Directory team': 3 });
    expect(counts('site')).toEqual({ Berlin: 4, London: 4 });
    expect(counts('domain')).toEqual({ 'corp.example': 8, 'other.example': many });
  });
});
