import { describe, expect, it } from 'vitest';
import { ConflictError, InvalidInputError, NotFoundError } from '../../errors.ts';
import { editHost } from '../edit-host.ts';
import { pauseHost } from '../pause-host.ts';
import { changeHosts } from './change-hosts.ts';
import { deleteHosts } from './delete-hosts.ts';
import { listBulkChanges } from './list-bulk-changes.ts';
import { BulkFixture, type Change, later, now, refusal } from './testing/bulk-fixture.ts';
import { undoBulkChange } from './undo-bulk-change.ts';

const nobody = '019560a0-0000-7000-8000-000000000000';
const fleet = new BulkFixture();
const { hosts, audited, change, undo } = fleet;
const changesOf = () => fleet.db.change.findMany({ orderBy: { id: 'asc' }, select: { before: true, after: true, endpointId: true } });

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
    expect((await listBulkChanges(fleet.db))[0]).toMatchObject({
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
    expect((await listBulkChanges(fleet.db))[0]).toMatchObject({ undo: { state: 'done', at: later.toISOString(), by: 'grace' } });
    expect(await refusal(undo(outcome.changeId))).toEqual(new ConflictError('This change was undone already.'));
  });
});

describe('what a change of many hosts does beside', () => {
  const due = async () =>
    (await fleet.db.endpointState.findMany({ orderBy: { nextDueAt: 'asc' } })).map(({ nextDueAt }) => nextDueAt?.toISOString() ?? null);

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
    expect(await fleet.db.verdictSpan.count({ where: { verdict: 'paused', toAt: null, fromAt: now } })).toBe(8);
    const resumed = await changeHosts(fleet.afterwards, { hostIds: fleet.ids, action: 'resume' });
    expect(resumed).toMatchObject({ changed: 3, summary: 'Resumed' });
    expect((await due()).every((time) => time !== null && Date.parse(time) - later.getTime() < 60_000)).toBe(true);
    expect(await fleet.db.verdictSpan.count({ where: { toAt: later } })).toBe(8);
    await undoBulkChange({ ...fleet.afterwards, now: new Date('2026-03-01T14:00:00Z') }, { changeId: resumed.changeId ?? '' });
    expect((await hosts()).map(({ pausedAt }) => pausedAt?.toISOString())).toEqual(Array(3).fill('2026-03-01T14:00:00.000Z'));
  });

  it('keeps the pause and the reason of hosts that are paused already', async () => {
    await pauseHost(fleet.context, { hostId: fleet.ids[0] ?? '', reason: 'Broken disk' });
    expect(await changeHosts(fleet.afterwards, { hostIds: fleet.ids, action: 'pause', reason: 'Patch day' })).toMatchObject({
      chosen: 3,
      changed: 2,
    });
    expect((await hosts()).map(({ pauseReason }) => pauseReason)).toEqual(['Broken disk', 'Patch day', 'Patch day']);
  });

  it('forgets what locations saw that do not look any more, and has new ones look', async () => {
    const { changeId } = await change({ action: 'set-locations', locations: 'there' });
    const there = await fleet.db.location.findUniqueOrThrow({ where: { name: 'there' } });
    expect(new Set((await fleet.db.endpointState.findMany()).map(({ locationId }) => locationId))).toEqual(new Set([there.id]));
    await undo(changeId);
    expect(await fleet.db.endpointState.count({ where: { nextDueAt: later } })).toBe(4);
    expect(await fleet.db.endpointState.count()).toBe(8);
  });

  it('counts hosts that a fleet file manages', async () => {
    await fleet.db.host.update({ where: { id: fleet.ids[1] ?? '' }, data: { managedBy: 'fleet.yaml' } });
    expect(await change({ action: 'set-owner', owner: 'Team Blue' })).toMatchObject({ changed: 3, managed: 1 });
  });

  it('leaves a moved host where it is when it is edited, until its name means another domain', async () => {
    const [id = ''] = fleet.ids;
    await change({ action: 'move', domain: 'emea.example' });
    await editHost(fleet.context, { hostId: id, site: 'BER-1' });
    expect((await hosts())[0]?.domain?.name).toBe('emea.example');
    await editHost(fleet.context, { hostId: id, site: 'BER-1', standsForDomain: true });
    expect((await hosts())[0]?.domain?.name).toBe('dc01.corp.example');
    await change({ action: 'move', domain: '' });
    expect((await hosts()).map(({ domain }) => domain?.name)).toEqual(['dc01.corp.example', 'corp.example', 'emea.example']);
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
    expect(await fleet.db.bulkChange.count()).toBe(0);
  });

  it('no hosts, hosts that are none, and hosts that are gone', async () => {
    const owner = { action: 'set-owner', owner: 'Team Blue' } as const;
    expect(await refusal(changeHosts(fleet.context, { hostIds: '', ...owner }))).toMatchObject({
      faults: [{ field: 'hostIds', message: 'No host is chosen.' }],
    });
    expect(await refusal(changeHosts(fleet.context, { hostIds: "'; DROP", ...owner }))).toBeInstanceOf(InvalidInputError);
    expect(await refusal(changeHosts(fleet.context, { hostIds: nobody, ...owner }))).toEqual(new NotFoundError('The host'));
    expect(await changeHosts(fleet.context, { hostIds: [nobody, ...fleet.ids, ...fleet.ids].join(','), ...owner })).toMatchObject({
      chosen: 3,
      changed: 3,
    });
  });

  it('a tag more than a host can have, and nothing is changed', async () => {
    const many = Array.from({ length: 32 }, (_, index) => `t${index}`);
    await changeHosts(fleet.context, { hostIds: fleet.ids.slice(0, 1), action: 'add-tags', tags: many });
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
      ...fleet.ids.map((hostId) => pauseHost(fleet.afterwards, { hostId, reason: 'Patch day' })),
      change({ action: 'add-tags', tags: 'tier0' }),
      change({ action: 'set-interval', intervalSeconds: 60 }),
    ]);
    for (const host of await hosts()) expect(host).toMatchObject({ owner: 'Team Blue', tags: ['tier0'], pauseReason: 'Patch day' });
  });
});

describe('a fleet of 10,000 hosts', () => {
  it('is changed, undone and deleted in seconds', { timeout: 120_000 }, async () => {
    await fleet.db.$executeRaw`
      INSERT INTO hosts (id, name, created_at, updated_at)
      SELECT gen_random_uuid(), 'h' || n || '.big.example', ${now}, ${now} FROM generate_series(1, 10000) AS n`;
    await fleet.db.$executeRaw`
      INSERT INTO endpoints (id, host_id, port, transport, interval_seconds, created_at)
      SELECT gen_random_uuid(), id, 636, 'ldaps', 300, ${now} FROM hosts WHERE name LIKE '%.big.example'`;
    await fleet.db.$executeRaw`
      INSERT INTO endpoint_states (endpoint_id, location_id, next_due_at)
      SELECT endpoints.id, (SELECT min(id) FROM locations), ${later} FROM endpoints ON CONFLICT DO NOTHING`;
    const many = (await fleet.db.host.findMany({ select: { id: true } })).map(({ id }) => id);
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
      expect(await seconds(async () => ({ changeId } = await changeHosts(fleet.context, { hostIds: many, ...given })))).toBeLessThan(15);
      expect(await seconds(() => undo(changeId))).toBeLessThan(15);
    }
    expect(await fleet.db.auditEntry.count({ where: { action: 'host.add-tags' } })).toBe(10_003);
    expect(await seconds(() => deleteHosts(fleet.context, { hostIds: many, confirmation: '10,003' }))).toBeLessThan(30);
    expect(await fleet.db.host.count()).toBe(0);
  });
});
