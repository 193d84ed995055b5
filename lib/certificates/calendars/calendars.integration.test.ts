import { createHash } from 'node:crypto';
import ICAL from 'ical.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { VerbContext } from '../../access/verb-context.ts';
import { makeEndpoint, makeLocation } from '../../checks/testing/fleet.ts';
import { startTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts';
import { InvalidInputError } from '../../errors.ts';
import { addCalendarFeed } from './add-calendar-feed.ts';
import { listCalendarFeeds, readCalendarSubjects } from './list-calendar-feeds.ts';
import { eventsMax, readCalendar } from './read-calendar.ts';
import { removeCalendarFeed } from './remove-calendar-feed.ts';
import { renewCalendarAddress } from './renew-calendar-address.ts';

const now = new Date('2026-03-01T12:00:00Z');
const dayMs = 86_400_000;
const baseUrl = 'https://port636.corp.example';
const inDays = (days: number) => new Date(now.getTime() + days * dayMs);
const hash = (text: string) => createHash('sha256').update(text).digest('hex');

let test: TestDatabase;
let context: VerbContext;
let locations: number[] = [];
beforeAll(async () => {
  test = await startTestDatabase();
  context = { db: test.db, now, actor: 'ada' };
});
afterAll(() => test.stop());
beforeEach(async () => {
  await test.db.$executeRaw`TRUNCATE hosts, domains, locations, certificates, calendar_feeds, audit_entries CASCADE`;
  locations = [(await makeLocation(test.db, 'here', now)).id, (await makeLocation(test.db, 'there', now)).id];
});

async function makeHost(name: string, given: { domain?: string; owner?: string } = {}): Promise<string> {
  const { hostId, endpointId } = await makeEndpoint(test.db, { name, now });
  const domain = given.domain ?? 'corp.example';
  const { id: domainId } = await test.db.domain.upsert({ where: { name: domain }, create: { name: domain }, update: {} });
  await test.db.host.update({ where: { id: hostId }, data: { domainId, owner: given.owner ?? '' } });
  return endpointId;
}

async function makeCertificate(name: string, given: { notAfter: Date; line?: string; isCa?: boolean }): Promise<string> {
  const sha256 = hash(`${name} ${given.notAfter.toISOString()}`);
  await test.db.certificate.create({
    data: {
      ...{ sha256, der: Buffer.from(name), subject: `CN=${name}`, issuer: 'CN=Corp Issuing CA', serialNumber: '01', keyAlgorithm: 'RSA' },
      ...{ notBefore: inDays(-300), notAfter: given.notAfter, selfSigned: false, firstSeenAt: now, name, issuerName: 'Corp Issuing CA' },
      ...{ isCa: given.isCa ?? false, lineSha256: given.line ?? null },
    },
  });
  return sha256;
}

const serve = (endpointId: string, sha256: string, given: { toAt?: Date; isLeaf?: boolean } = {}) =>
  test.db.servedCertificate.createMany({
    data: locations.map((locationId) => ({ endpointId, locationId, sha256, isLeaf: true, fromAt: now, toAt: null, ...given })),
  });

const add = (given: Partial<Parameters<typeof addCalendarFeed>[1]> = {}) =>
  addCalendarFeed(context, { name: 'Everything', scope: 'all', alarmDays: '30, 7, 1', ...given });
const fetchText = (secret: string, at = now) => readCalendar(test.db, { secret, baseUrl, now: at });
const events = async (secret: string) => {
  const text = await fetchText(secret);
  if (text === null) return null;
  return new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((event) => ({
    uid: event.getFirstPropertyValue('uid'),
    start: String(event.getFirstPropertyValue('dtstart')),
    summary: event.getFirstPropertyValue('summary'),
  }));
};
const summaries = async (secret: string) => (await events(secret))?.map(({ summary }) => summary);

describe('a calendar', () => {
  it('has one event for a certificate, however many doors and locations serve it', async () => {
    const wildcard = await makeCertificate('*.corp.example', { notAfter: inDays(20) });
    for (const name of ['dc02.corp.example', 'dc01.corp.example', 'dc03.corp.example']) await serve(await makeHost(name), wildcard);
    const former = await makeCertificate('former', { notAfter: inDays(5) });
    await serve(await makeHost('dc04.corp.example'), former, { toAt: now });
    const { secret } = await add();
    expect(await events(secret)).toEqual([
      { uid: wildcard, start: '2026-03-21T12:00:00Z', summary: 'dc01.corp.example and 2 more: certificate ends' },
    ]);
  });

  it('moves the event when the certificate is renewed, and keeps one for a door that is behind', async () => {
    const old = await makeCertificate('dc01.corp.example', { notAfter: inDays(10) });
    const [one, other] = [await makeHost('dc01.corp.example'), await makeHost('dc02.corp.example')];
    await serve(one, old);
    await serve(other, old);
    const { secret } = await add();
    expect(await events(secret)).toMatchObject([{ uid: old, start: '2026-03-11T12:00:00Z' }]);
    const renewed = await makeCertificate('dc01.corp.example', { notAfter: inDays(375), line: old });
    await test.db.servedCertificate.updateMany({ where: { endpointId: one }, data: { toAt: now } });
    await serve(one, renewed);
    expect(await events(secret)).toEqual([
      { uid: `${old}-${old.slice(0, 16)}`, start: '2026-03-11T12:00:00Z', summary: 'dc02.corp.example: certificate ends' },
      { uid: old, start: '2027-03-11T12:00:00Z', summary: 'dc01.corp.example: certificate ends' },
    ]);
    await test.db.servedCertificate.updateMany({ where: { endpointId: other }, data: { toAt: now } });
    await serve(other, renewed);
    expect(await events(secret)).toMatchObject([{ uid: old, start: '2027-03-11T12:00:00Z' }]);
  });

  it('has what a server signed for itself as its own certificate, though it says that it is an authority', async () => {
    const own = await makeCertificate('appliance', { notAfter: inDays(9), isCa: true });
    const endpointId = await makeHost('appliance.corp.example');
    await serve(endpointId, own);
    await test.db.pathCertificate.create({ data: { endpointId, locationId: locations[0] ?? 0, sha256: own, depth: 0, sent: true } });
    expect(await summaries((await add()).secret)).toEqual(['appliance.corp.example: certificate ends']);
  });

  it('has issuing certificates with the hosts that depend on them, sent or not', async () => {
    const issuing = await makeCertificate('Corp Issuing CA', { notAfter: inDays(40), isCa: true });
    const root = await makeCertificate('Corp Root CA', { notAfter: inDays(50), isCa: true });
    const endpointId = await makeHost('dc01.corp.example');
    await serve(endpointId, issuing, { isLeaf: false });
    await test.db.pathCertificate.createMany({
      data: locations.flatMap((locationId) => [
        { endpointId, locationId, sha256: issuing, depth: 1, sent: true },
        { endpointId, locationId, sha256: root, depth: 2, sent: false },
      ]),
    });
    const { secret } = await add();
    expect(await summaries(secret)).toEqual([
      'Corp Issuing CA, above dc01.corp.example: issuing certificate ends',
      'Corp Root CA, above dc01.corp.example: issuing certificate ends',
    ]);
  });

  it('has what its owner or its domain has', async () => {
    await serve(await makeHost('dc01.corp.example'), await makeCertificate('one', { notAfter: inDays(1) }));
    await serve(await makeHost('dc02.corp.example', { owner: 'Grace' }), await makeCertificate('two', { notAfter: inDays(2) }));
    await serve(await makeHost('ldap.other.example', { domain: 'other.example' }), await makeCertificate('three', { notAfter: inDays(3) }));
    await test.db.domain.update({ where: { name: 'corp.example' }, data: { owner: 'Identity team' } });
    expect(await readCalendarSubjects(test.db)).toEqual({ owners: ['Grace', 'Identity team'], domains: ['corp.example', 'other.example'] });
    const of = async (scope: 'owner' | 'domain', scopeValue: string) => summaries((await add({ scope, scopeValue })).secret);
    expect(await of('owner', 'Grace')).toEqual(['dc02.corp.example: certificate ends']);
    expect(await of('owner', 'Identity team')).toEqual(['dc01.corp.example: certificate ends']);
    expect(await of('domain', 'Other.Example')).toEqual(['ldap.other.example: certificate ends']);
  });

  it('has a bounded number of events, the soonest first, within five years and not long past', async () => {
    const endpointId = await makeHost('dc01.corp.example');
    await test.db.$executeRaw`
      INSERT INTO certificates (sha256, der, subject, issuer, serial_number, not_before, not_after, dns_names, key_algorithm, self_signed, first_seen_at)
      SELECT encode(sha256(n::text::bytea), 'hex'), ''::bytea, 'CN=' || n, 'CN=CA', n, ${now}, ${now}::timestamptz + (n - 500) * interval '12 hours', '{}', 'RSA', false, ${now}
      FROM generate_series(1, ${eventsMax + 500}::int) AS n`;
    await test.db.$executeRaw`
      INSERT INTO served_certificates (endpoint_id, location_id, sha256, is_leaf, from_at)
      SELECT ${endpointId}::uuid, ${locations[0]}::int, sha256, true, ${now} FROM certificates`;
    const { secret } = await add({ alarmDays: '' });
    const found = (await events(secret)) ?? [];
    expect(found).toHaveLength(eventsMax);
    expect(found[0]?.start).toBe(`${inDays(-249.5).toISOString().slice(0, 19)}Z`);
    await test.db.certificate.updateMany({ data: { notAfter: inDays(-366) } });
    expect(await events(secret)).toEqual([]);
    await test.db.certificate.updateMany({ data: { notAfter: new Date('9999-12-31T23:59:59Z') } });
    expect(await events(secret)).toEqual([]);
  });
});

describe('the address of a calendar', () => {
  it('is kept as a hash alone, opens the calendar, and is dead once renewed or removed', async () => {
    const { id, secret } = await add({ alarmDays: '1 30;7,7' });
    expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const kept = await test.db.calendarFeed.findUniqueOrThrow({ where: { id } });
    expect(kept).toMatchObject({ tokenHash: hash(secret), alarmDays: [30, 7, 1], createdBy: 'ada' });
    expect(await fetchText(secret)).toContain('BEGIN:VCALENDAR');
    const renewed = await renewCalendarAddress({ ...context, now: inDays(1) }, { feedId: id });
    expect(await fetchText(secret)).toBeNull();
    expect(await fetchText(renewed.secret)).toContain('BEGIN:VCALENDAR');
    await removeCalendarFeed(context, { feedId: id });
    expect(await fetchText(renewed.secret)).toBeNull();
    await expect(renewCalendarAddress(context, { feedId: id })).rejects.toThrow('The calendar does not exist.');
    await expect(removeCalendarFeed(context, { feedId: id })).rejects.toThrow('The calendar does not exist.');
    const audit = await test.db.auditEntry.findMany({ orderBy: { id: 'asc' } });
    expect(audit.map(({ action }) => action)).toEqual(['calendar.add', 'calendar.renew-address', 'calendar.remove']);
    expect(JSON.stringify(audit, (_, value) => (typeof value === 'bigint' ? String(value) : value))).not.toContain(
      hash(secret).slice(0, 12),
    );
  });

  it.each(['', 'x', 'a'.repeat(43), `${'a'.repeat(42)}/`, 'a'.repeat(64)])('opens nothing as %j', async (secret) => {
    await add();
    expect(await fetchText(secret)).toBeNull();
  });

  it('notes that it was fetched, once an hour at most', async () => {
    const { secret } = await add();
    const fetched = async () => (await listCalendarFeeds(test.db))[0]?.fetchedAt;
    expect(await fetched()).toBeNull();
    await fetchText(secret);
    expect(await fetched()).toBe(now.toISOString());
    await fetchText(secret, new Date(now.getTime() + 3_599_000));
    expect(await fetched()).toBe(now.toISOString());
    const anHourLater = new Date(now.getTime() + 3_600_000);
    await fetchText(secret, anHourLater);
    expect(await fetched()).toBe(anHourLater.toISOString());
  });

  it.each([
    ['name', { name: '' }, /needs a name/],
    ['scope', { scope: 'host' as 'all' }, /all certificates, those of an owner/],
    ['scopeValue', { scope: 'owner' as const, scopeValue: 'Nobody' }, /Nobody named "Nobody" is known/],
    ['scopeValue', { scope: 'owner' as const }, /Nobody named "" is known/],
    ['scopeValue', { scope: 'domain' as const, scopeValue: 'no.example' }, /No domain named "no.example" is known/],
    ['alarmDays', { alarmDays: '30, soon' }, /whole days from 0 to 365/],
    ['alarmDays', { alarmDays: '366' }, /whole days from 0 to 365/],
    ['alarmDays', { alarmDays: [1, 2, 3, 4, 5, 6, 7, 8, 9] }, /8 at most/],
  ])('is not given for a faulty %s: %j', async (field, fault, message) => {
    const error = await add(fault).catch((thrown: unknown) => thrown);
    expect(error instanceof InvalidInputError ? error.faults.map((one) => [one.field, one.message]) : error).toEqual([
      [field, expect.stringMatching(message)],
    ]);
    expect(await test.db.calendarFeed.count()).toBe(0);
  });
});
