import { describe, expect, it } from 'vitest';
import { deleteHost } from '../../fleet/delete-host.ts';
import { editHost } from '../../fleet/edit-host.ts';
import { pauseHost } from '../../fleet/pause-host.ts';
import { registerHosts } from '../../fleet/register-hosts.ts';
import { countHosts, readBoard, readBoardChanges, readBoardHosts } from './read-board.ts';
import { parseRevision } from './revision.ts';
import { ago, expired, expiredCause, FleetFixture, inDays, iso, now } from './testing/fleet-fixture.ts';

const fleet = new FleetFixture();

describe('the board', () => {
  it('is empty, and says so, before any host is registered', async () => {
    expect(await readBoard(fleet.db, { now })).toMatchObject({
      hosts: [],
      counts: { critical: 0, warning: 0, stale: 0, 'not-checked': 0, maintenance: 0, healthy: 0 },
      causes: [],
      lastResultAt: null,
      generatedAt: iso(now),
    });
    expect(await countHosts(fleet.db)).toBe(0);
  });

  it('shows every host once, by its worst door, and counts the states', async () => {
    await registerHosts(fleet.context, {
      lines: 'dc01.corp.example\ndc01.corp.example:3269\ndc02.corp.example\ndc03.corp.example\ndc04\ndc05\ndc06',
      site: 'FRA-1',
    });
    await fleet.sees('dc01.corp.example', 636, { verdict: 'healthy', leafNotAfter: inDays(90) });
    await fleet.sees('dc01.corp.example', 3269, {
      verdict: 'critical',
      ...expired,
      summary: 'It expired yesterday.',
      leafNotAfter: inDays(-1),
      confirming: true,
    });
    await fleet.sees('dc02.corp.example', 636, {
      verdict: 'warning',
      ...expired,
      rootCauseSeverity: 'warning',
      verdictSince: ago(600),
      leafNotAfter: inDays(5),
    });
    await fleet.sees('dc03.corp.example', 636, { verdict: 'healthy', lastCheckedAt: ago(3_600) });
    await fleet.sees('dc04', 636, { verdict: 'unknown', unknownBecause: 'The resolver is silent.' });
    await pauseHost({ ...fleet.context, now: ago(100) }, { hostId: await fleet.hostId('dc06') });

    const board = await readBoard(fleet.db, { now });
    expect(board.hosts[0]).toEqual({
      name: 'dc01.corp.example',
      site: 'FRA-1',
      domain: 'corp.example',
      state: 'critical',
      since: iso(ago(7_200)),
      cause: expiredCause,
      summary: 'It expired yesterday.',
      port: 3269,
      ports: [636, 3269],
      expiresAt: iso(inDays(-1)),
      checkedAt: iso(ago(60)),
      lastVerdict: 'critical',
      confirming: true,
    });
    expect(board.hosts.map(({ name, state, since }) => [name, state, since])).toEqual([
      ['dc01.corp.example', 'critical', iso(ago(7_200))],
      ['dc02.corp.example', 'warning', iso(ago(600))],
      ['dc03.corp.example', 'stale', iso(ago(3_600 - 930))],
      ['dc04', 'not-checked', iso(ago(7_200))],
      ['dc05', 'not-checked', null],
      ['dc06', 'maintenance', iso(ago(100))],
    ]);
    expect(board.hosts[2]).toMatchObject({ lastVerdict: 'healthy', checkedAt: iso(ago(3_600)), cause: null });
    expect(board.hosts[3]?.summary).toBe('The resolver is silent.');
    expect(board.counts).toEqual({ critical: 1, warning: 1, stale: 1, 'not-checked': 2, maintenance: 1, healthy: 0 });
    expect(board.causes).toEqual([{ ...expiredCause, severity: 'critical', hostCount: 2 }]);
    expect(board.nextToExpire).toEqual([{ name: 'dc02.corp.example', port: 636, expiresAt: iso(inDays(5)) }]);
    expect(board.changedLastHour).toEqual([
      { name: 'dc06', state: 'maintenance', since: iso(ago(100)) },
      { name: 'dc02.corp.example', state: 'warning', since: iso(ago(600)) },
      { name: 'dc03.corp.example', state: 'stale', since: iso(ago(2_670)) },
    ]);
    expect(board.lastResultAt).toBe(iso(ago(60)));
  });

  it('does not call it news when a new host turns out healthy', async () => {
    await registerHosts({ ...fleet.context, now: ago(300) }, { lines: 'dc01\ndc02' });
    await fleet.sees('dc01', 636, { verdict: 'healthy', verdictSince: ago(60) });
    await fleet.sees('dc02', 636, { verdict: 'critical', verdictSince: ago(60) });
    expect((await readBoard(fleet.db, { now })).changedLastHour.map(({ name }) => name)).toEqual(['dc02']);
  });

  it('shows the site that was detected until somebody names one', async () => {
    await registerHosts(fleet.context, { lines: 'dc01' });
    await fleet.db.host.updateMany({ data: { siteDetected: 'Default-First-Site' } });
    expect((await readBoard(fleet.db, { now })).hosts[0]?.site).toBe('Default-First-Site');
    await editHost(fleet.context, { hostId: await fleet.hostId('dc01'), site: 'FRA-1' });
    expect((await readBoard(fleet.db, { now })).hosts[0]?.site).toBe('FRA-1');
  });

  it('names locations that have been silent for three heartbeats, with the hosts they look at', async () => {
    const silent = await fleet.db.location.create({ data: { name: 'SIN-A', createdAt: ago(90_000), lastSeenAt: ago(61) } });
    await registerHosts(fleet.context, { lines: 'dc01\ndc01:3269\ndc02' });
    await fleet.sees('dc01', 636, { verdict: 'critical', lastCheckedAt: ago(9_000) }, silent.id);
    await fleet.sees('dc01', 636, { verdict: 'healthy' });
    const { silentWorkers, hosts } = await readBoard(fleet.db, { now });
    expect(silentWorkers).toEqual([{ location: 'SIN-A', lastSeenAt: iso(ago(61)), hostCount: 2, networkGoneSince: null }]);
    expect(hosts[0]).toMatchObject({ state: 'not-checked', port: 3269 });
  });

  it('reads some hosts by name, and passes over names that are gone', async () => {
    await registerHosts(fleet.context, { lines: 'dc01\ndc02' });
    expect((await readBoardHosts(fleet.db, { now, names: ['dc02', 'dc99'] })).map(({ name }) => name)).toEqual(['dc02']);
  });
});

describe('what changed on the board', () => {
  const revisionNow = async (): Promise<bigint> => parseRevision((await readBoard(fleet.db, { now })).revision) ?? 0n;
  const changedSince = async (since: bigint) => {
    const { whole, hosts } = await readBoardChanges(fleet.db, { now, since });
    return { whole, names: hosts.map(({ name }) => name) };
  };

  it('is nothing but what was saved or edited since', async () => {
    await registerHosts(fleet.context, { lines: 'dc01\ndc02\ndc03' });
    for (const name of ['dc01', 'dc02', 'dc03']) await fleet.sees(name, 636, { verdict: 'healthy' });
    const since = await revisionNow();
    expect(await changedSince(since)).toEqual({ whole: false, names: [] });
    await fleet.sees('dc02', 636, { verdict: 'critical' });
    await editHost(fleet.context, { hostId: await fleet.hostId('dc03'), site: 'FRA-1' });
    expect(await changedSince(since)).toEqual({ whole: false, names: ['dc02', 'dc03'] });
  });

  it('leaves out a host whose check was only claimed or scheduled', async () => {
    await registerHosts(fleet.context, { lines: 'dc01' });
    await fleet.sees('dc01', 636, { verdict: 'healthy' });
    const since = await revisionNow();
    await fleet.db.endpointState.updateMany({ data: { claimedUntil: now, nextDueAt: now } });
    expect((await changedSince(since)).names).toEqual([]);
  });

  it('always holds the hosts whose results are old, as no save tells of them', async () => {
    await registerHosts(fleet.context, { lines: 'dc01' });
    await fleet.sees('dc01', 636, { verdict: 'healthy', lastCheckedAt: ago(930) });
    const since = await revisionNow();
    expect((await changedSince(since)).names).toEqual(['dc01']);
    expect((await readBoardChanges(fleet.db, { now: ago(1), since })).hosts).toEqual([]);
  });

  it('misses no transaction that was still open when the board was read', async () => {
    await registerHosts(fleet.context, { lines: 'dc01\ndc02' });
    for (const name of ['dc01', 'dc02']) await fleet.sees(name, 636, { verdict: 'healthy' });
    let since = 0n;
    await fleet.db.$transaction(async (tx) => {
      await tx.endpointState.updateMany({ where: { endpoint: { host: { name: 'dc01' } } }, data: { verdict: 'critical' } });
      await fleet.sees('dc02', 636, { verdict: 'warning' });
      since = await revisionNow();
    });
    expect((await changedSince(since)).names).toContain('dc01');
  });

  it('is the whole board when a host was deleted or the revision is from another database', async () => {
    await registerHosts(fleet.context, { lines: 'dc01\ndc02' });
    for (const name of ['dc01', 'dc02']) await fleet.sees(name, 636, { verdict: 'healthy' });
    const since = await revisionNow();
    await deleteHost(fleet.context, { hostId: await fleet.hostId('dc01'), confirmation: 'dc01' });
    expect(await changedSince(since)).toEqual({ whole: true, names: ['dc02'] });
    expect(await changedSince(10n ** 17n)).toEqual({ whole: true, names: ['dc02'] });
  });

  it.each(['', 'x', '-1', '1.5', '9'.repeat(19)])('cannot be asked for since %j', (text) => {
    expect(parseRevision(text)).toBeNull();
  });
});
