import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { VerbContext } from '../../access/verb-context.ts';
import type { Prisma } from '../../db/generated/client.ts';
import { startTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts';
import { makeEvidence } from '../../diagnosis/testing/evidence-factory.ts';
import { deleteHost } from '../../fleet/delete-host.ts';
import { editHost } from '../../fleet/edit-host.ts';
import { pauseHost } from '../../fleet/pause-host.ts';
import { registerHosts } from '../../fleet/register-hosts.ts';
import { oneLatency } from '../latency-histogram.ts';
import { takeTimings } from '../timings.ts';
import { countHosts, readBoard, readBoardChanges, readBoardHosts } from './read-board.ts';
import { readHost } from './read-host.ts';
import { readReadiness } from './read-readiness.ts';
import { parseRevision } from './revision.ts';

const now = new Date('2026-03-01T12:00:00Z');
const ago = (seconds: number): Date => new Date(now.getTime() - seconds * 1_000);
const inDays = (days: number): Date => ago(-days * 86_400);
const iso = (date: Date): string => date.toISOString();

const expired = {
  rootCauseId: 'certificate-expired',
  rootCauseNo: 402,
  rootCauseTitle: 'The certificate has expired',
  rootCauseSeverity: 'critical' as const,
};
const expiredCause = { id: 'certificate-expired', no: 402, title: 'The certificate has expired' };

let test: TestDatabase;
let context: VerbContext;
let locationId: number;
beforeAll(async () => {
  test = await startTestDatabase();
  context = { db: test.db, now: ago(86_400), actor: 'ada' };
});
afterAll(() => test.stop());
beforeEach(async () => {
  await test.db.$executeRaw`TRUNCATE hosts, domains, locations, audit_entries CASCADE`;
  locationId = (await test.db.location.create({ data: { name: 'here', createdAt: ago(90_000), lastSeenAt: ago(5) } })).id;
});

const idOf = async (name: string): Promise<string> => (await test.db.host.findUniqueOrThrow({ where: { name } })).id;

/** Gives a door the newest result that a check would have saved. */
async function sees(
  name: string,
  port: number,
  result: Prisma.EndpointStateUncheckedUpdateManyInput,
  location = locationId,
): Promise<string> {
  const endpoint = await test.db.endpoint.findFirstOrThrow({ where: { port, host: { name } } });
  await test.db.endpointState.updateMany({
    where: { endpointId: endpoint.id, locationId: location },
    data: { lastCheckedAt: ago(60), lastStartedAt: ago(61), verdictSince: ago(7_200), ...result },
  });
  return endpoint.id;
}

describe('the board', () => {
  it('is empty, and says so, before any host is registered', async () => {
    expect(await readBoard(test.db, { now })).toMatchObject({
      hosts: [],
      counts: { critical: 0, warning: 0, stale: 0, 'not-checked': 0, maintenance: 0, healthy: 0 },
      causes: [],
      lastResultAt: null,
      generatedAt: iso(now),
    });
    expect(await countHosts(test.db)).toBe(0);
  });

  it('shows every host once, by its worst door, and counts the states', async () => {
    await registerHosts(context, {
      lines: 'dc01.corp.example\ndc01.corp.example:3269\ndc02.corp.example\ndc03.corp.example\ndc04\ndc05\ndc06',
      site: 'FRA-1',
    });
    await sees('dc01.corp.example', 636, { verdict: 'healthy', leafNotAfter: inDays(90) });
    await sees('dc01.corp.example', 3269, {
      verdict: 'critical',
      ...expired,
      summary: 'It expired yesterday.',
      leafNotAfter: inDays(-1),
      confirming: true,
    });
    await sees('dc02.corp.example', 636, {
      verdict: 'warning',
      ...expired,
      rootCauseSeverity: 'warning',
      verdictSince: ago(600),
      leafNotAfter: inDays(5),
    });
    await sees('dc03.corp.example', 636, { verdict: 'healthy', lastCheckedAt: ago(3_600) });
    await sees('dc04', 636, { verdict: 'unknown', unknownBecause: 'The resolver is silent.' });
    await pauseHost({ ...context, now: ago(100) }, { hostId: await idOf('dc06') });

    const board = await readBoard(test.db, { now });
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
    await registerHosts({ ...context, now: ago(300) }, { lines: 'dc01\ndc02' });
    await sees('dc01', 636, { verdict: 'healthy', verdictSince: ago(60) });
    await sees('dc02', 636, { verdict: 'critical', verdictSince: ago(60) });
    expect((await readBoard(test.db, { now })).changedLastHour.map(({ name }) => name)).toEqual(['dc02']);
  });

  it('shows the site that was detected until somebody names one', async () => {
    await registerHosts(context, { lines: 'dc01' });
    await test.db.host.updateMany({ data: { siteDetected: 'Default-First-Site' } });
    expect((await readBoard(test.db, { now })).hosts[0]?.site).toBe('Default-First-Site');
    await editHost(context, { hostId: await idOf('dc01'), site: 'FRA-1' });
    expect((await readBoard(test.db, { now })).hosts[0]?.site).toBe('FRA-1');
  });

  it('names locations that have been silent for three heartbeats, with the hosts they look at', async () => {
    const silent = await test.db.location.create({ data: { name: 'SIN-A', createdAt: ago(90_000), lastSeenAt: ago(61) } });
    await registerHosts(context, { lines: 'dc01\ndc01:3269\ndc02' });
    await sees('dc01', 636, { verdict: 'critical', lastCheckedAt: ago(9_000) }, silent.id);
    await sees('dc01', 636, { verdict: 'healthy' });
    const { silentWorkers, hosts } = await readBoard(test.db, { now });
    expect(silentWorkers).toEqual([{ location: 'SIN-A', lastSeenAt: iso(ago(61)), hostCount: 2 }]);
    expect(hosts[0]).toMatchObject({ state: 'not-checked', port: 3269 });
  });

  it('reads some hosts by name, and passes over names that are gone', async () => {
    await registerHosts(context, { lines: 'dc01\ndc02' });
    expect((await readBoardHosts(test.db, { now, names: ['dc02', 'dc99'] })).map(({ name }) => name)).toEqual(['dc02']);
  });
});

describe('what changed on the board', () => {
  const revisionNow = async (): Promise<bigint> => parseRevision((await readBoard(test.db, { now })).revision) ?? 0n;
  const changedSince = async (since: bigint) => {
    const { whole, hosts } = await readBoardChanges(test.db, { now, since });
    return { whole, names: hosts.map(({ name }) => name) };
  };

  it('is nothing but what was saved or edited since', async () => {
    await registerHosts(context, { lines: 'dc01\ndc02\ndc03' });
    for (const name of ['dc01', 'dc02', 'dc03']) await sees(name, 636, { verdict: 'healthy' });
    const since = await revisionNow();
    expect(await changedSince(since)).toEqual({ whole: false, names: [] });
    await sees('dc02', 636, { verdict: 'critical' });
    await editHost(context, { hostId: await idOf('dc03'), site: 'FRA-1' });
    expect(await changedSince(since)).toEqual({ whole: false, names: ['dc02', 'dc03'] });
  });

  it('leaves out a host whose check was only claimed or scheduled', async () => {
    await registerHosts(context, { lines: 'dc01' });
    await sees('dc01', 636, { verdict: 'healthy' });
    const since = await revisionNow();
    await test.db.endpointState.updateMany({ data: { claimedUntil: now, nextDueAt: now } });
    expect((await changedSince(since)).names).toEqual([]);
  });

  it('always holds the hosts whose results are old, as no save tells of them', async () => {
    await registerHosts(context, { lines: 'dc01' });
    await sees('dc01', 636, { verdict: 'healthy', lastCheckedAt: ago(930) });
    const since = await revisionNow();
    expect((await changedSince(since)).names).toEqual(['dc01']);
    expect((await readBoardChanges(test.db, { now: ago(1), since })).hosts).toEqual([]);
  });

  it('misses no transaction that was still open when the board was read', async () => {
    await registerHosts(context, { lines: 'dc01\ndc02' });
    for (const name of ['dc01', 'dc02']) await sees(name, 636, { verdict: 'healthy' });
    let since = 0n;
    await test.db.$transaction(async (tx) => {
      await tx.endpointState.updateMany({ where: { endpoint: { host: { name: 'dc01' } } }, data: { verdict: 'critical' } });
      await sees('dc02', 636, { verdict: 'warning' });
      since = await revisionNow();
    });
    expect((await changedSince(since)).names).toContain('dc01');
  });

  it('is the whole board when a host was deleted or the revision is from another database', async () => {
    await registerHosts(context, { lines: 'dc01\ndc02' });
    for (const name of ['dc01', 'dc02']) await sees(name, 636, { verdict: 'healthy' });
    const since = await revisionNow();
    await deleteHost(context, { hostId: await idOf('dc01'), confirmation: 'dc01' });
    expect(await changedSince(since)).toEqual({ whole: true, names: ['dc02'] });
    expect(await changedSince(10n ** 17n)).toEqual({ whole: true, names: ['dc02'] });
  });

  it.each(['', 'x', '-1', '1.5', '9'.repeat(19)])('cannot be asked for since %j', (text) => {
    expect(parseRevision(text)).toBeNull();
  });
});

describe('the page of a host', () => {
  it('is null for a host or a door that is not registered', async () => {
    await registerHosts(context, { lines: 'dc01' });
    expect([await readHost(test.db, { name: 'dc02', port: null, now }), await readHost(test.db, { name: 'dc01', port: 389, now })]).toEqual(
      [null, null],
    );
  });

  it('shows a host that was never checked', async () => {
    await registerHosts(context, { lines: 'dc01.corp.example' });
    expect(await readHost(test.db, { name: 'dc01.corp.example', port: null, now })).toMatchObject({
      domain: 'corp.example',
      profile: null,
      profileSetByHand: false,
      paused: null,
      door: {
        state: 'not-checked',
        since: null,
        checkedAt: null,
        nextDueAt: iso(ago(86_400)),
        target: { host: 'dc01.corp.example', port: 636, transport: 'ldaps' },
      },
      findings: [],
      evidence: null,
      evidenceAt: null,
      lastGood: null,
      spans: [],
      changes: [],
      responseHours: [],
      sameCauseHosts: [],
    });
  });

  it('opens the door that decides the state, unless another is asked for', async () => {
    await registerHosts(context, { lines: 'dc01\ndc01:3269' });
    await sees('dc01', 636, { verdict: 'healthy' });
    await sees('dc01', 3269, { verdict: 'critical', ...expired });
    const host = await readHost(test.db, { name: 'dc01', port: null, now });
    expect(host?.door).toMatchObject({ target: { port: 3269 }, state: 'critical', cause: expiredCause });
    expect(host?.doors.map(({ target, state }) => [target.port, state])).toEqual([
      [636, 'healthy'],
      [3269, 'critical'],
    ]);
    expect((await readHost(test.db, { name: 'dc01', port: 636, now }))?.door.state).toBe('healthy');
  });

  it('shows what was seen with the times of the newest check, beside the last good evidence', async () => {
    await registerHosts(context, { lines: 'dc01' });
    const endpointId = await sees('dc01', 636, {});
    const keep = (fingerprint: string, document: object) =>
      test.db.evidence.create({
        data: { endpointId, locationId, fingerprint, document, firstSeenAt: ago(900), lastSeenAt: ago(60) },
        select: { id: true },
      });
    const bad = makeEvidence({ totalMs: 10, location: 'here' });
    const newer = { ...bad, totalMs: 99 };
    const good = makeEvidence({ totalMs: 20 });
    await sees('dc01', 636, {
      verdict: 'critical',
      evidenceId: (await keep('a', bad)).id,
      timings: takeTimings(newer),
      lastGoodEvidenceId: (await keep('b', good)).id,
      lastGoodAt: ago(800),
    });
    expect(await readHost(test.db, { name: 'dc01', port: null, now })).toMatchObject({
      evidence: newer,
      evidenceAt: iso(ago(61)),
      lastGood: { at: iso(ago(800)), evidence: good },
    });
    await sees('dc01', 636, { verdict: 'healthy' });
    expect((await readHost(test.db, { name: 'dc01', port: null, now }))?.lastGood).toBeNull();
  });

  it('does without evidence that it cannot read', async () => {
    await registerHosts(context, { lines: 'dc01' });
    const endpointId = await sees('dc01', 636, { verdict: 'healthy' });
    const { id } = await test.db.evidence.create({
      data: { endpointId, locationId, fingerprint: 'a', document: { schemaVersion: 99 }, firstSeenAt: now, lastSeenAt: now },
    });
    await sees('dc01', 636, { verdict: 'healthy', evidenceId: id });
    expect(await readHost(test.db, { name: 'dc01', port: null, now })).toMatchObject({ evidence: null, evidenceAt: null });
  });

  it('lists the findings of the deciding location, root cause first, then those that only others have', async () => {
    const other = await test.db.location.create({ data: { name: 'there', createdAt: now, lastSeenAt: now } });
    await registerHosts(context, { lines: 'dc01\ndc02\ndc03' });
    const endpointId = await sees('dc01', 636, { verdict: 'critical', ...expired });
    await sees('dc02', 636, { verdict: 'critical', ...expired });
    await sees('dc03', 636, { verdict: 'healthy', ...expired });
    const finding = (findingId: string, rank: number, location: number) => ({
      endpointId,
      locationId: location,
      findingId,
      rank,
      no: 402,
      severity: 'critical' as const,
      stage: 'certificate',
      confidence: 'certain' as const,
      title: findingId,
      summary: 'It expired.',
      facts: { daysLeft: -1, names: ['a'] },
      observations: [{ label: 'Valid to', seen: 'yesterday', healthy: 'in the future' }],
      addresses: ['192.0.2.1'],
      since: ago(7_200),
      lastSeenAt: ago(60),
    });
    await test.db.openFinding.createMany({
      data: [finding('b', 1, locationId), finding('a', 0, locationId), finding('b', 0, other.id), finding('c', 1, other.id)],
    });
    const host = await readHost(test.db, { name: 'dc01', port: null, now });
    expect(host?.findings.map(({ id, location }) => [id, location])).toEqual([
      ['a', 'here'],
      ['b', 'here'],
      ['c', 'there'],
    ]);
    expect(host?.findings[0]).toMatchObject({
      facts: { daysLeft: -1, names: ['a'] },
      observations: [{ seen: 'yesterday' }],
      since: iso(ago(7_200)),
    });
    expect(host?.sameCauseHosts).toEqual(['dc02']);
  });

  it('tells the history of the door: spans and hours oldest first, changes newest first', async () => {
    await registerHosts(context, { lines: 'dc01\ndc01:389' });
    const key = { endpointId: await sees('dc01', 636, { verdict: 'healthy' }), locationId };
    const elsewhere = { endpointId: await sees('dc01', 389, { verdict: 'healthy' }), locationId };
    const hostId = await idOf('dc01');
    const { rootCauseSeverity: _, ...cause } = expired;
    await test.db.verdictSpan.createMany({
      data: [
        { ...key, verdict: 'healthy', fromAt: ago(600), toAt: null },
        { ...key, verdict: 'critical', ...cause, fromAt: ago(3_600), toAt: ago(700) },
        { ...key, verdict: 'paused', fromAt: ago(700), toAt: ago(600) },
        { ...key, verdict: 'unknown', fromAt: inDays(-100), toAt: inDays(-91) },
        { ...elsewhere, verdict: 'warning', fromAt: ago(600), toAt: null },
      ],
    });
    await test.db.change.createMany({
      data: [
        { hostId, endpointId: key.endpointId, locationId, at: ago(500), kind: 'certificate', before: 'a', after: 'b' },
        { hostId, at: ago(400), kind: 'configuration', before: 'Site: none', after: 'Site: FRA-1' },
        { hostId, endpointId: elsewhere.endpointId, locationId, at: ago(300), kind: 'state' },
      ],
    });
    await test.db.hourlyRollup.createMany({
      data: [
        { ...key, hour: ago(3_600), healthy: 3, critical: 1, latencyCount: oneLatency(4) },
        { ...key, hour: ago(7_200), unknown: 2, latencyCount: [] },
      ],
    });
    const host = await readHost(test.db, { name: 'dc01', port: 636, now });
    expect(host?.spans.map(({ state, to, cause: cause_ }) => [state, to, cause_])).toEqual([
      ['critical', iso(ago(700)), expiredCause],
      ['maintenance', iso(ago(600)), null],
      ['healthy', null, null],
    ]);
    expect(host?.changes.map(({ kind, before }) => [kind, before])).toEqual([
      ['configuration', 'Site: none'],
      ['certificate', 'a'],
    ]);
    expect(host?.responseHours).toEqual([
      { hour: iso(ago(7_200)), checks: 2, p50Ms: null, p95Ms: null },
      { hour: iso(ago(3_600)), checks: 4, p50Ms: 4, p95Ms: 4.9 },
    ]);
  });
});

describe('readiness', () => {
  it('needs the database, whole migrations and a worker that was heard of lately', async () => {
    expect(await readReadiness(test.db, { now })).toEqual({
      ready: true,
      checks: [
        { name: 'database', ok: true },
        { name: 'migrations', ok: true },
        { name: 'worker', ok: true },
      ],
    });
    expect(await readReadiness(test.db, { now: ago(-60) })).toMatchObject({
      ready: false,
      checks: [{ ok: true }, { ok: true }, { ok: false }],
    });
  });

  it('is refused, and no error thrown, without a schema', async () => {
    const empty = await startTestDatabase({ migrated: false });
    const { ready, checks } = await readReadiness(empty.db, { now });
    await empty.stop();
    expect([ready, ...checks.map(({ ok }) => ok)]).toEqual([false, true, false, false]);
  });
});
