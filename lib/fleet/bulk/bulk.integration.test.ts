import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { VerbContext } from '../../access/verb-context.ts';
import { startTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../../errors.ts';
import { editHost } from '../edit-host.ts';
import { pauseHost } from '../pause-host.ts';
import { registerHosts } from '../register-hosts.ts';
import { changeHosts } from './change-hosts.ts';
import { deleteHosts } from './delete-hosts.ts';
import type { ChangeHostsInput } from './input.ts';
import { listBulkChanges } from './list-bulk-changes.ts';
import { undoBulkChange } from './undo-bulk-change.ts';

const now = new Date('2026-03-01T12:00:00Z');
const later = new Date('2026-03-01T13:00:00Z');
const nobody = '019560a0-0000-7000-8000-000000000000';

let test: TestDatabase;
let context: VerbContext;
let afterwards: VerbContext;
let ids: string[];
beforeAll(async () => {
  test = await startTestDatabase();
  context = { db: test.db, now, actor: 'ada' };
  afterwards = { db: test.db, now: later, actor: 'grace' };
});
afterAll(() => test.stop());
beforeEach(async () => {
  await test.db.$executeRaw`TRUNCATE hosts, domains, locations, audit_entries, bulk_changes CASCADE`;
  await test.db.location.createMany({ data: ['here', 'there'].map((name) => ({ name, createdAt: now })) });
  await registerHosts(context, {
    lines: 'dc01.corp.example\ndc01.corp.example:3269\ndc02.corp.example\ndc03.emea.example',
    site: 'FRA-1',
    intervalSeconds: 600,
  });
  const hosts = await test.db.host.findMany({ select: { id: true }, orderBy: { name: 'asc' } });
  ids = hosts.map(({ id }) => id);
  await test.db.endpointState.updateMany({ data: { nextDueAt: new Date('2026-03-02T00:00:00Z') } });
});

const hosts = () => test.db.host.findMany({ orderBy: { name: 'asc' }, include: { domain: true, endpoints: { orderBy: { port: 'asc' } } } });
const audited = (action: string) => test.db.auditEntry.findMany({ where: { action }, orderBy: { id: 'asc' } });
const changesOf = () => test.db.change.findMany({ orderBy: { id: 'asc' }, select: { before: true, after: true, endpointId: true } });
const undo = (changeId: string | null) => undoBulkChange(afterwards, { changeId: changeId ?? '' });
const refusal = (promise: Promise<unknown>) => promise.then(() => null).catch((error: unknown) => error);
type Change = ChangeHostsInput extends infer Each ? (Each extends unknown ? Omit<Each, 'hostIds'> : never) : never;
const change = (given: Change) => changeHosts(context, { hostIds: ids, ...given } as ChangeHostsInput);

describe('every change of many hosts', () => {
  const windows = { warningDays: 60, warningShare: 0.3, criticalDays: 14, criticalShare: 0.1 };
  const cases: [Change, string, (found: Awaited<ReturnType<typeof hosts>>) => unknown[], unknown, unknown[]][] = [
    [
      { action: 'set-owner', owner: 'Team Blue' },
      'Owner set to Team Blue',
      (found) => found.map(({ owner }) => owner),
      'Team Blue',
      ['', '', ''],
    ],
    [
      { action: 'set-site', site: 'AMS-2' },
      'Site set to AMS-2',
      (found) => found.map(({ site }) => site),
      'AMS-2',
      ['FRA-1', 'FRA-1', 'FRA-1'],
    ],
    [
      { action: 'set-profile', profile: 'ldap' },
      'Kind of server: ldap',
      (found) => found.map(({ profile }) => profile),
      'ldap',
      [null, null, null],
    ],
    [
      { action: 'set-ldaps-intended', ldapsIntended: 'false' },
      'LDAPS is not intended',
      (found) => found.map(({ ldapsIntended }) => ldapsIntended),
      false,
      [true, true, true],
    ],
    [
      { action: 'set-expiry-windows', warningDays: '60', warningShare: '30', criticalDays: '14', criticalShare: '10' },
      'Expiry windows: warning 60 days or 30 %, critical 14 days or 10 %, whichever is shorter',
      (found) => found.map(({ expiryWindows }) => expiryWindows),
      windows,
      [null, null, null],
    ],
    [
      { action: 'move', domain: 'EMEA.example' },
      'Moved to the domain emea.example',
      (found) => found.map(({ domain }) => domain?.name),
      'emea.example',
      ['corp.example', 'corp.example', 'emea.example'],
    ],
    [
      { action: 'add-tags', tags: 'Tier0, rack:7' },
      'Tags rack:7 and tier0 added',
      (found) => found.map(({ tags }) => tags),
      ['rack:7', 'tier0'],
      [[], [], []],
    ],
    [
      { action: 'set-interval', intervalSeconds: '60' },
      'Checked every 60 seconds',
      (found) => found.map(({ endpoints }) => endpoints.map(({ intervalSeconds }) => intervalSeconds).join()),
      expect.stringMatching(/^60(,60)?$/),
      ['600,600', '600', '600'],
    ],
    [
      { action: 'set-locations', locations: 'there' },
      'Probed from there',
      (found) => found.map(({ endpoints }) => endpoints.flatMap(({ probedFrom }) => probedFrom).join()),
      expect.stringMatching(/^there(,there)?$/),
      ['', '', ''],
    ],
    [
      { action: 'pause', reason: 'Patch day' },
      'Paused: Patch day',
      (found) => found.map(({ pausedAt, pauseReason }) => pausedAt && `${pausedAt.toISOString()} ${pauseReason}`),
      '2026-03-01T12:00:00.000Z Patch day',
      [null, null, null],
    ],
  ];

  it.each(cases)('%j is made, told, audited and undone', async (given, summary, read, made, was) => {
    const outcome = await change(given);
    const changed = given.action === 'move' ? 2 : 3;
    expect(outcome).toEqual({ changeId: expect.any(String), summary, chosen: 3, changed, managed: 0 });
    expect(read(await hosts())).toEqual([made, made, made]);
    expect((await listBulkChanges(test.db))[0]).toMatchObject({
      actor: 'ada',
      action: given.action,
      summary,
      hostCount: changed,
      undo: { state: 'possible' },
    });
    const ofDoors = given.action === 'set-interval' || given.action === 'set-locations';
    const audit = await audited(`${ofDoors ? 'endpoint' : 'host'}.${given.action}`);
    expect(audit).toHaveLength(ofDoors ? 4 : changed);
    expect(audit[0]).toMatchObject({ actor: 'ada', subject: ofDoors ? 'dc01.corp.example:636' : 'dc01.corp.example' });
    const told = given.action === 'pause' ? 0 : ofDoors ? 4 : changed;
    expect(await changesOf()).toHaveLength(told);

    expect(await change(given)).toMatchObject({ changeId: null, chosen: 3, changed: 0 });
    expect(await undo(outcome.changeId)).toEqual({ summary, restored: changed, left: [], leftCount: 0 });
    expect(read(await hosts())).toEqual(was);
    expect(await audited(`${ofDoors ? 'endpoint' : 'host'}.undo-${given.action}`)).toHaveLength(audit.length);
    expect(await changesOf()).toHaveLength(2 * told);
    expect((await listBulkChanges(test.db))[0]).toMatchObject({ undo: { state: 'done', at: later.toISOString(), by: 'grace' } });
    expect(await refusal(undo(outcome.changeId))).toEqual(new ConflictError('This change was undone already.'));
  });
});

describe('what a change of many hosts does beside', () => {
  const due = async () =>
    (await test.db.endpointState.findMany({ orderBy: { nextDueAt: 'asc' } })).map(({ nextDueAt }) => nextDueAt?.toISOString() ?? null);

  it('tells the history of each host what was and what is', async () => {
    await change({ action: 'set-owner', owner: 'Team Blue' });
    expect((await changesOf())[0]).toEqual({ before: 'Owner: as the domain', after: 'Owner: Team Blue', endpointId: null });
    await change({ action: 'set-interval', intervalSeconds: 60 });
    expect((await changesOf()).at(-1)).toEqual({
      before: 'Checked every 600 s',
      after: 'Checked every 60 s',
      endpointId: expect.any(String),
    });
  });

  it('checks again at once what is judged otherwise, and leaves the schedule of what is not', async () => {
    await change({ action: 'set-owner', owner: 'Team Blue' });
    expect(new Set(await due())).toEqual(new Set(['2026-03-02T00:00:00.000Z']));
    await change({ action: 'set-profile', profile: 'ldap' });
    expect(new Set(await due())).toEqual(new Set([now.toISOString()]));
  });

  it('brings checks forward into the new interval, spread over it', async () => {
    await change({ action: 'set-interval', intervalSeconds: 60 });
    const times = (await due()).map((time) => Date.parse(time ?? '') - now.getTime());
    expect(Math.max(...times)).toBe(60_000);
    expect(Math.min(...times)).toBeLessThan(20_000);
    expect(new Set(times).size).toBe(times.length);
  });

  it('stops the checks of paused hosts and writes their pause into history; resuming starts them', async () => {
    await change({ action: 'pause' });
    expect(new Set(await due())).toEqual(new Set([null]));
    expect(await test.db.verdictSpan.count({ where: { verdict: 'paused', toAt: null, fromAt: now } })).toBe(8);
    const resumed = await changeHosts(afterwards, { hostIds: ids, action: 'resume' });
    expect(resumed).toMatchObject({ changed: 3, summary: 'Resumed' });
    expect((await due()).every((time) => time !== null && Date.parse(time) - later.getTime() < 60_000)).toBe(true);
    expect(await test.db.verdictSpan.count({ where: { toAt: later } })).toBe(8);
    await undoBulkChange({ ...afterwards, now: new Date('2026-03-01T14:00:00Z') }, { changeId: resumed.changeId ?? '' });
    expect((await hosts()).map(({ pausedAt }) => pausedAt?.toISOString())).toEqual(Array(3).fill('2026-03-01T14:00:00.000Z'));
  });

  it('keeps the pause and the reason of hosts that are paused already', async () => {
    await pauseHost(context, { hostId: ids[0] ?? '', reason: 'Broken disk' });
    expect(await changeHosts(afterwards, { hostIds: ids, action: 'pause', reason: 'Patch day' })).toMatchObject({ chosen: 3, changed: 2 });
    expect((await hosts()).map(({ pauseReason }) => pauseReason)).toEqual(['Broken disk', 'Patch day', 'Patch day']);
  });

  it('forgets what locations saw that do not look any more, and has new ones look', async () => {
    const { changeId } = await change({ action: 'set-locations', locations: 'there' });
    const there = await test.db.location.findUniqueOrThrow({ where: { name: 'there' } });
    expect(new Set((await test.db.endpointState.findMany()).map(({ locationId }) => locationId))).toEqual(new Set([there.id]));
    await undo(changeId);
    expect(await test.db.endpointState.count({ where: { nextDueAt: later } })).toBe(4);
    expect(await test.db.endpointState.count()).toBe(8);
  });

  it('counts hosts that a fleet file manages', async () => {
    await test.db.host.update({ where: { id: ids[1] ?? '' }, data: { managedBy: 'fleet.yaml' } });
    expect(await change({ action: 'set-owner', owner: 'Team Blue' })).toMatchObject({ changed: 3, managed: 1 });
  });

  it('leaves a moved host where it is when it is edited, until its name means another domain', async () => {
    const [id = ''] = ids;
    await change({ action: 'move', domain: 'emea.example' });
    await editHost(context, { hostId: id, site: 'BER-1' });
    expect((await hosts())[0]?.domain?.name).toBe('emea.example');
    await editHost(context, { hostId: id, site: 'BER-1', standsForDomain: true });
    expect((await hosts())[0]?.domain?.name).toBe('dc01.corp.example');
    await change({ action: 'move', domain: '' });
    expect((await hosts()).map(({ domain }) => domain?.name)).toEqual(['dc01.corp.example', 'corp.example', 'emea.example']);
  });
});

describe('undoing', () => {
  it('leaves and names hosts that were changed or deleted since', async () => {
    const { changeId } = await change({ action: 'set-site', site: 'AMS-2' });
    await editHost(context, { hostId: ids[0] ?? '', site: 'BER-1' });
    await deleteHosts(context, { hostIds: [ids[1] ?? ''], confirmation: '1' });
    expect(await undo(changeId)).toMatchObject({ restored: 1, left: ['dc01.corp.example', 'dc02.corp.example'], leftCount: 2 });
    expect((await hosts()).map(({ site }) => site)).toEqual(['BER-1', 'FRA-1']);
  });

  it('does not care for changes of other things', async () => {
    const { changeId } = await change({ action: 'set-site', site: 'AMS-2' });
    await change({ action: 'add-tags', tags: ['tier0'] });
    expect(await undo(changeId)).toMatchObject({ restored: 3, leftCount: 0 });
    expect((await hosts()).map(({ tags }) => tags)).toEqual([['tier0'], ['tier0'], ['tier0']]);
  });

  it('takes away only the tags that were added', async () => {
    await changeHosts(context, { hostIds: ids.slice(0, 1), action: 'add-tags', tags: 'old tier0' });
    const { changeId } = await change({ action: 'add-tags', tags: 'tier0' });
    await undo(changeId);
    expect((await hosts()).map(({ tags }) => tags)).toEqual([['old', 'tier0'], [], []]);
    await change({ action: 'remove-tags', tags: 'old' });
    expect((await hosts())[0]?.tags).toEqual(['tier0']);
  });

  it('makes a domain anew that nobody was in any more', async () => {
    const { changeId } = await change({ action: 'move', domain: 'emea.example' });
    await test.db.domain.delete({ where: { name: 'corp.example' } });
    expect(await undo(changeId)).toMatchObject({ restored: 2 });
    expect((await hosts()).map(({ domain }) => domain?.name)).toEqual(['corp.example', 'corp.example', 'emea.example']);
  });

  it('is done by one of two that ask at the same time', async () => {
    const { changeId } = await change({ action: 'set-site', site: 'AMS-2' });
    const ends = await Promise.allSettled([undo(changeId), undo(changeId)]);
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await audited('host.undo-set-site')).toHaveLength(3);
  });
});

describe('deleting many hosts', () => {
  it('asks for their number, deletes them with everything, and cannot be undone', async () => {
    const wrong = await refusal(deleteHosts(context, { hostIds: ids, confirmation: '2' }));
    expect(wrong).toMatchObject({ faults: [{ field: 'confirmation', value: '2', message: 'Type 3 to delete these hosts.' }] });
    expect(await hosts()).toHaveLength(3);
    const outcome = await deleteHosts(context, { hostIds: ids, confirmation: '3' });
    expect(outcome).toMatchObject({ summary: '3 hosts deleted', chosen: 3, changed: 3 });
    expect([await test.db.host.count(), await test.db.endpointState.count(), await test.db.domain.count()]).toEqual([0, 0, 0]);
    expect((await audited('host.delete')).map(({ subject }) => subject)).toEqual([
      'dc01.corp.example',
      'dc02.corp.example',
      'dc03.emea.example',
    ]);
    expect((await listBulkChanges(test.db))[0]?.undo).toEqual({ state: 'impossible' });
    expect(await refusal(undo(outcome.changeId))).toEqual(new ConflictError('This change cannot be undone.'));
    expect(await refusal(deleteHosts(context, { hostIds: ids, confirmation: '3' }))).toEqual(new NotFoundError('Any of the hosts'));
  });
});

describe('what is refused', () => {
  it.each<[string, Change, RegExp]>([
    ['intervalSeconds', { action: 'set-interval', intervalSeconds: '29' }, /30 seconds to 24 hours/],
    ['intervalSeconds', { action: 'set-interval', intervalSeconds: 'often' }, /30 seconds to 24 hours/],
    ['tags', { action: 'add-tags', tags: '' }, /at least one tag/],
    ['tags', { action: 'add-tags', tags: 'a<b>' }, /"a<b>" is no tag/],
    ['owner', { action: 'set-owner', owner: 'x'.repeat(121) }, /120 characters/],
    ['site', { action: 'set-site', site: 'a\u0000b' }, /control characters/],
    [
      'warningShare',
      { action: 'set-expiry-windows', warningDays: '30', warningShare: '', criticalDays: '', criticalShare: '' },
      /all four/,
    ],
    ['domain', { action: 'move', domain: 'nowhere.example' }, /There is no domain nowhere.example/],
    ['locations', { action: 'set-locations', locations: 'here, Mars' }, /There is no location Mars. There are: here, there/],
    ['reason', { action: 'pause', reason: 'x'.repeat(501) }, /500 characters/],
  ])('a faulty %s', async (field, given, message) => {
    const error = await refusal(change(given));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error).toMatchObject({
      faults: expect.arrayContaining([expect.objectContaining({ field, message: expect.stringMatching(message) })]),
    });
    expect(await test.db.bulkChange.count()).toBe(0);
  });

  it('no hosts, hosts that are none, and hosts that are gone', async () => {
    const owner = { action: 'set-owner', owner: 'Team Blue' } as const;
    expect(await refusal(changeHosts(context, { hostIds: '', ...owner }))).toMatchObject({
      faults: [{ field: 'hostIds', message: 'No host is chosen.' }],
    });
    expect(await refusal(changeHosts(context, { hostIds: "'; DROP", ...owner }))).toBeInstanceOf(InvalidInputError);
    expect(await refusal(changeHosts(context, { hostIds: nobody, ...owner }))).toEqual(new NotFoundError('The host'));
    expect(await changeHosts(context, { hostIds: [nobody, ...ids, ...ids].join(','), ...owner })).toMatchObject({ chosen: 3, changed: 3 });
  });

  it('a tag more than a host can have, and nothing is changed', async () => {
    const many = Array.from({ length: 32 }, (_, index) => `t${index}`);
    await changeHosts(context, { hostIds: ids.slice(0, 1), action: 'add-tags', tags: many });
    expect(await refusal(change({ action: 'add-tags', tags: 'more' }))).toMatchObject({
      faults: [{ field: 'tags', message: 'A host can have 32 tags at most; dc01.corp.example would have more.' }],
    });
    expect((await hosts())[1]?.tags).toEqual([]);
  });
});

describe('at the same time', () => {
  it('a change of many and changes of single hosts take turns, and none is lost', async () => {
    await Promise.all([
      change({ action: 'set-owner', owner: 'Team Blue' }),
      ...ids.map((hostId) => pauseHost(afterwards, { hostId, reason: 'Patch day' })),
      change({ action: 'add-tags', tags: 'tier0' }),
      change({ action: 'set-interval', intervalSeconds: 60 }),
    ]);
    for (const host of await hosts()) expect(host).toMatchObject({ owner: 'Team Blue', tags: ['tier0'], pauseReason: 'Patch day' });
  });
});

describe('a fleet of 10,000 hosts', () => {
  it('is changed, undone and deleted in seconds', { timeout: 120_000 }, async () => {
    await test.db.$executeRaw`
      INSERT INTO hosts (id, name, created_at, updated_at)
      SELECT gen_random_uuid(), 'h' || n || '.big.example', ${now}, ${now} FROM generate_series(1, 10000) AS n`;
    await test.db.$executeRaw`
      INSERT INTO endpoints (id, host_id, port, transport, interval_seconds, created_at)
      SELECT gen_random_uuid(), id, 636, 'ldaps', 300, ${now} FROM hosts WHERE name LIKE '%.big.example'`;
    await test.db.$executeRaw`
      INSERT INTO endpoint_states (endpoint_id, location_id, next_due_at)
      SELECT endpoints.id, (SELECT min(id) FROM locations), ${later} FROM endpoints ON CONFLICT DO NOTHING`;
    const many = (await test.db.host.findMany({ select: { id: true } })).map(({ id }) => id);
    const seconds = async (work: () => Promise<unknown>) => {
      const started = performance.now();
      await work();
      return (performance.now() - started) / 1_000;
    };
    for (const given of [
      { action: 'add-tags', tags: 'tier0' },
      { action: 'set-interval', intervalSeconds: 60 },
      { action: 'pause', reason: 'Patch day' },
    ] as const) {
      let changeId: string | null = null;
      expect(await seconds(async () => ({ changeId } = await changeHosts(context, { hostIds: many, ...given })))).toBeLessThan(15);
      expect(await seconds(() => undo(changeId))).toBeLessThan(15);
    }
    expect(await test.db.auditEntry.count({ where: { action: 'host.add-tags' } })).toBe(10_003);
    expect(await seconds(() => deleteHosts(context, { hostIds: many, confirmation: '10,003' }))).toBeLessThan(30);
    expect(await test.db.host.count()).toBe(0);
  });
});
