import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { VerbContext } from '../access/verb-context.ts';
import { startTestDatabase, type TestDatabase } from '../db/testing/test-database.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../errors.ts';
import { addEndpoint } from './add-endpoint.ts';
import { deleteHost } from './delete-host.ts';
import { editHost } from './edit-host.ts';
import { pauseHost } from './pause-host.ts';
import { registerHosts } from './register-hosts.ts';
import { removeEndpoint } from './remove-endpoint.ts';
import { resumeHost } from './resume-host.ts';
import { setEndpointInterval } from './set-endpoint-interval.ts';

const now = new Date('2026-03-01T12:00:00Z');
const later = new Date('2026-03-01T13:00:00Z');
const nobody = '019560a0-0000-7000-8000-000000000000';

let test: TestDatabase;
let context: VerbContext;
beforeAll(async () => {
  test = await startTestDatabase();
  context = { db: test.db, now, actor: 'ada' };
});
afterAll(() => test.stop());
beforeEach(async () => {
  await test.db.$executeRaw`TRUNCATE hosts, domains, locations, audit_entries CASCADE`;
  await test.db.location.createMany({ data: ['here', 'there'].map((name) => ({ name, createdAt: now })) });
});

const register = (lines: string) => registerHosts(context, { lines, site: 'FRA-1', intervalSeconds: '600' });
const hostNamed = (name: string) =>
  test.db.host.findUniqueOrThrow({ where: { name }, include: { endpoints: { include: { states: true } }, domain: true } });
const statesOf = async (name: string) => (await hostNamed(name)).endpoints.flatMap(({ states }) => states);
const audited = () =>
  test.db.auditEntry.findMany({ orderBy: { id: 'asc' }, select: { actor: true, action: true, subject: true, before: true, after: true } });
const faultsOf = (error: unknown) => (error instanceof InvalidInputError ? error.faults : error);

describe('registering hosts', () => {
  it('makes hosts, their doors and a check that is due at once from every location', async () => {
    expect(await register('dc01.corp.example\ndc01.corp.example:3269\n192.0.2.10:389')).toEqual({
      hosts: ['dc01.corp.example', '192.0.2.10'],
      endpointCount: 3,
      alreadyRegistered: [],
    });
    const host = await hostNamed('dc01.corp.example');
    expect(host).toMatchObject({ site: 'FRA-1', domain: { name: 'corp.example' }, createdAt: now });
    expect(host.endpoints.map(({ port, transport, intervalSeconds }) => [port, transport, intervalSeconds])).toEqual([
      [636, 'ldaps', 600],
      [3269, 'ldaps', 600],
    ]);
    const states = await statesOf('dc01.corp.example');
    expect(states.map(({ nextDueAt, verdict }) => [nextDueAt, verdict])).toEqual(Array(4).fill([now, null]));
    expect((await hostNamed('192.0.2.10')).domain).toBeNull();
  });

  it('changes nothing at all when one line is at fault', async () => {
    const error = await register('dc01\nbad host\ndc02').catch((thrown: unknown) => thrown);
    expect(faultsOf(error)).toMatchObject([{ field: 'lines.2', value: 'bad host' }]);
    expect([await test.db.host.count(), await test.db.auditEntry.count()]).toEqual([0, 0]);
  });

  it('counts what is registered just so, and adds new ports to hosts that exist', async () => {
    await register('dc01.corp.example');
    expect(await register('DC01.corp.example.\ndc01.corp.example:3269')).toEqual({
      hosts: [],
      endpointCount: 1,
      alreadyRegistered: [{ name: 'dc01.corp.example', port: 636 }],
    });
    expect((await audited()).map(({ action, subject }) => [action, subject])).toEqual([
      ['host.register', 'dc01.corp.example'],
      ['endpoint.add', 'dc01.corp.example'],
    ]);
  });

  it('writes no audit row and announces nothing when everything is registered already', async () => {
    await register('dc01');
    await register('dc01');
    expect(await test.db.auditEntry.count()).toBe(1);
  });

  it('refuses a registered port that is to speak something else', async () => {
    await register('dc01:636');
    const error = await register('dc02\nldap://dc01:636').catch((thrown: unknown) => thrown);
    expect(faultsOf(error)).toEqual([
      { field: 'lines.2', value: 'dc01:636', message: expect.stringMatching(/registered already, as LDAPS.*StartTLS/) },
    ]);
    expect(await test.db.host.count()).toBe(1);
  });

  it('names the fields beside the list that are at fault', async () => {
    const error = await registerHosts(context, { lines: 'dc01', intervalSeconds: 5 }).catch((thrown: unknown) => thrown);
    expect(faultsOf(error)).toEqual([{ field: 'intervalSeconds', message: expect.stringContaining('30 seconds to 24 hours') }]);
  });

  it('of the same list by several people at once makes every host once', async () => {
    const lines = Array.from({ length: 50 }, (_, index) => `dc${index}.corp.example`).join('\n');
    const results = await Promise.all(Array.from({ length: 5 }, () => register(lines)));
    expect(results.map(({ hosts }) => hosts.length).sort((a, b) => a - b)).toEqual([0, 0, 0, 0, 50]);
    expect(await test.db.host.count()).toBe(50);
  });

  it('takes the longest list there may be', async () => {
    const lines = Array.from({ length: 5_000 }, (_, index) => `dc${index}.corp.example`).join('\n');
    expect(await register(lines)).toMatchObject({ endpointCount: 5_000 });
    expect(await test.db.endpointState.count()).toBe(10_000);
  });
});

describe('editing a host', () => {
  it('changes what is given, clears the rest, checks again at once and tells what was different', async () => {
    await register('corp.example');
    const { id } = await hostNamed('corp.example');
    await editHost(
      { ...context, now: later },
      { hostId: id, site: ' BER-2 ', profile: 'ad-ds', address: '2001:DB8:0::1', standsForDomain: 'on' },
    );
    expect(await hostNamed('corp.example')).toMatchObject({
      site: 'BER-2',
      profile: 'ad-ds',
      address: '2001:db8::1',
      standsForDomain: true,
      domain: { name: 'corp.example' },
      updatedAt: later,
    });
    expect((await statesOf('corp.example')).map(({ nextDueAt }) => nextDueAt)).toEqual([later, later]);
    const changes = await test.db.change.findMany({ orderBy: { id: 'asc' } });
    expect(changes.map(({ kind, before, after }) => [kind, before, after])).toEqual([
      ['configuration', 'Site: FRA-1', 'Site: BER-2'],
      ['configuration', 'Kind of server: as detected', 'Kind of server: ad-ds'],
      ['configuration', 'Address: from DNS', 'Address: 2001:db8::1'],
      ['configuration', 'Stands for a domain: no', 'Stands for a domain: yes'],
    ]);
    expect(await test.db.domain.findMany({ select: { name: true } })).toEqual([{ name: 'corp.example' }]);
    expect((await audited()).at(-1)).toMatchObject({
      actor: 'ada',
      action: 'host.edit',
      before: { site: 'FRA-1' },
      after: { site: 'BER-2' },
    });
  });

  it('that changes nothing leaves no trace', async () => {
    await register('dc01');
    const { id, revision } = await hostNamed('dc01');
    await editHost({ ...context, now: later }, { hostId: id, site: 'FRA-1', profile: '', address: '', standsForDomain: '' });
    expect([(await hostNamed('dc01')).revision, await test.db.change.count(), await test.db.auditEntry.count()]).toEqual([revision, 0, 1]);
  });

  it('does not take the detected site, sent back by a form, for one that somebody named', async () => {
    await registerHosts(context, { lines: 'dc01' });
    await test.db.host.updateMany({ data: { siteDetected: 'FRA-9' } });
    const { id } = await hostNamed('dc01');
    await editHost(context, { hostId: id, site: 'FRA-9', address: '192.0.2.1' });
    expect(await hostNamed('dc01')).toMatchObject({ site: '', address: '192.0.2.1' });
  });

  it.each([
    ['address', { address: 'dc02.corp.example' }, /IPv4 or IPv6 address/],
    ['address', { address: 'fe80::1%eth0' }, /IPv4 or IPv6 address/],
    ['profile', { profile: 'novell' as 'ldap' }, /ad-ds, ad-lds, entra-ds, ldap/],
    ['site', { site: 'x'.repeat(65) }, /64 characters/],
    ['hostId', { hostId: 'dc01' }, /id/],
  ])('refuses a faulty %s', async (field, fault, message) => {
    const error = await editHost(context, { hostId: nobody, ...fault }).catch((thrown: unknown) => thrown);
    expect(faultsOf(error)).toEqual([{ field, message: expect.stringMatching(message) }]);
  });

  it('of a host that is gone says so', async () => {
    await expect(editHost(context, { hostId: nobody })).rejects.toThrow(NotFoundError);
  });
});

describe('pausing and resuming a host', () => {
  it('stops its schedule, drops claims and shows the pause in the history', async () => {
    await register('dc01');
    const { id, endpoints } = await hostNamed('dc01');
    const location = await test.db.location.findFirstOrThrow();
    const key = { endpointId: endpoints[0]?.id ?? '', locationId: location.id };
    await test.db.verdictSpan.create({ data: { ...key, verdict: 'healthy', fromAt: now } });
    await test.db.endpointState.updateMany({ data: { claimToken: nobody, claimedUntil: later } });

    await pauseHost({ ...context, now: later }, { hostId: id, reason: ' new hardware ' });
    expect(await hostNamed('dc01')).toMatchObject({ pausedAt: later, pauseReason: 'new hardware' });
    expect((await statesOf('dc01')).map(({ nextDueAt, claimToken }) => [nextDueAt, claimToken])).toEqual(Array(2).fill([null, null]));
    const spans = await test.db.verdictSpan.findMany({ where: key, orderBy: { fromAt: 'asc' } });
    expect(spans.map(({ verdict, fromAt, toAt }) => [verdict, fromAt, toAt])).toEqual([
      ['healthy', now, later],
      ['paused', later, null],
    ]);
    await expect(pauseHost(context, { hostId: id })).rejects.toThrow(ConflictError);
  });

  it('makes it due at once when resumed, and ends the pause in the history', async () => {
    await register('dc01');
    const { id } = await hostNamed('dc01');
    await pauseHost(context, { hostId: id });
    await resumeHost({ ...context, now: later }, { hostId: id });
    expect(await hostNamed('dc01')).toMatchObject({ pausedAt: null, pauseReason: null });
    expect((await statesOf('dc01')).map(({ nextDueAt }) => nextDueAt)).toEqual([later, later]);
    expect((await test.db.verdictSpan.findMany()).map(({ verdict, toAt }) => [verdict, toAt])).toEqual(Array(2).fill(['paused', later]));
    await expect(resumeHost(context, { hostId: id })).rejects.toThrow(ConflictError);
    expect((await audited()).map(({ action }) => action)).toEqual(['host.register', 'host.pause', 'host.resume']);
  });

  it('by two people at once is done by one of them', async () => {
    await register('dc01');
    const { id } = await hostNamed('dc01');
    const results = await Promise.allSettled([1, 2, 3].map(() => pauseHost(context, { hostId: id })));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('deleting a host', () => {
  it('needs its name typed, and then leaves nothing but the audit row', async () => {
    await register('dc01.corp.example');
    const { id } = await hostNamed('dc01.corp.example');
    const error = await deleteHost(context, { hostId: id, confirmation: 'dc01' }).catch((thrown: unknown) => thrown);
    expect(faultsOf(error)).toMatchObject([{ field: 'confirmation', value: 'dc01' }]);
    expect(await test.db.host.count()).toBe(1);

    await deleteHost(context, { hostId: id, confirmation: ' dc01.corp.example ' });
    expect([await test.db.host.count(), await test.db.endpointState.count(), await test.db.domain.count()]).toEqual([0, 0, 0]);
    expect((await audited()).at(-1)).toMatchObject({
      action: 'host.delete',
      before: { site: 'FRA-1', endpoints: [{ port: 636 }] },
      after: null,
    });
  });
});

describe('the doors of a host', () => {
  it('are added with what their port speaks by custom, due at once, and only once', async () => {
    await register('dc01');
    const { id } = await hostNamed('dc01');
    await addEndpoint(context, { hostId: id, port: '3268', transport: '' });
    const added = (await hostNamed('dc01')).endpoints.find(({ port }) => port === 3268);
    expect(added).toMatchObject({ transport: 'starttls', intervalSeconds: 300, states: [{ nextDueAt: now }, { nextDueAt: now }] });
    await expect(addEndpoint(context, { hostId: id, port: 3268 })).rejects.toThrow(/watched already/);
  });

  it('need a transport where the port has none by custom', async () => {
    await register('dc01');
    const { id } = await hostNamed('dc01');
    const error = await addEndpoint(context, { hostId: id, port: 10_636 }).catch((thrown: unknown) => thrown);
    expect(faultsOf(error)).toMatchObject([{ field: 'transport' }]);
    expect(await addEndpoint(context, { hostId: id, port: 10_636, transport: 'ldaps' })).toMatchObject({ port: 10_636 });
  });

  it('can be removed down to the last one', async () => {
    await register('dc01\ndc01:3269');
    const [first, second] = (await hostNamed('dc01')).endpoints.map(({ id }) => ({ endpointId: id }));
    if (!first || !second) throw new Error('two doors were registered');
    const results = await Promise.allSettled([removeEndpoint(context, first), removeEndpoint(context, second)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await hostNamed('dc01')).endpoints).toHaveLength(1);
  });

  it('are checked as often as set, the next time no later than the new interval', async () => {
    await register('dc01');
    const [door] = (await hostNamed('dc01')).endpoints;
    if (!door) throw new Error('one door was registered');
    await test.db.endpointState.updateMany({ data: { nextDueAt: new Date('2026-03-02T12:00:00Z') } });
    await setEndpointInterval(context, { endpointId: door.id, intervalSeconds: '60' });
    expect((await hostNamed('dc01')).endpoints).toMatchObject([{ intervalSeconds: 60 }]);
    expect((await statesOf('dc01')).map(({ nextDueAt }) => nextDueAt?.toISOString())).toEqual(Array(2).fill('2026-03-01T12:01:00.000Z'));
    expect((await audited()).at(-1)).toMatchObject({
      action: 'endpoint.set-interval',
      subject: 'dc01:636',
      before: { intervalSeconds: 600 },
    });
  });
});

describe('every change', () => {
  it('is told to open browsers once it is committed, with a revision that no changed row is older than', async () => {
    const listener = new pg.Client({ connectionString: test.url });
    await listener.connect();
    const heard: string[] = [];
    listener.on('notification', ({ payload }) => heard.push(payload ?? ''));
    await listener.query('LISTEN port636_live');
    await register('dc01');
    await register('bad host').catch(() => undefined);
    await listener.query('SELECT 1');
    await listener.end();
    const { revision } = await hostNamed('dc01');
    expect(heard).toHaveLength(1);
    const event: unknown = JSON.parse(heard[0] ?? '');
    expect(event).toEqual({ type: 'fleet', revision: expect.stringMatching(/^\d+$/) });
    expect(BigInt((event as { revision: string }).revision)).toBeLessThanOrEqual(revision);
  });
});
