import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../db/testing/test-database.ts';
import type { Finding, Verdict } from '../diagnosis/rule.ts';
import { makeAttempt, makeCertificate, makeEvidence, makeIssuer } from '../diagnosis/testing/evidence-factory.ts';
import { pauseHost } from '../fleet/pause-host.ts';
import { resumeHost } from '../fleet/resume-host.ts';
import type { Evidence } from '../probe/evidence.ts';
import { openWorkingQueue, type WorkingQueue } from '../queue/queue.ts';
import { claimEndpoint } from './claim.ts';
import { databaseTime } from './database-time.ts';
import { ensureCheckPartitions } from './partitions.ts';
import { readBoard, readBoardChanges } from './read/read-board.ts';
import { readReadiness } from './read/read-readiness.ts';
import { saveCheck } from './save-check.ts';
import { sweepDue } from './sweep.ts';
import { makeEndpoint, makeLocation, mustClaim, type TestEndpoint } from './testing/fleet.ts';

/** The right time, and what a clock that ran a day ahead showed before it was set right. */
const now = new Date('2026-11-20T12:00:00.000Z');
const minutes = (count: number, from = now): Date => new Date(from.getTime() + count * 60_000);
const tomorrow = minutes(24 * 60);

let test: TestDatabase;
let queue: WorkingQueue;
let location: { id: number; name: string };
let endpoint: TestEndpoint;

beforeAll(async () => {
  test = await startTestDatabase();
  queue = await openWorkingQueue(test.url, (error) => {
    throw error;
  });
  for (const time of [now, tomorrow]) await ensureCheckPartitions(test.db, time);
});
afterAll(async () => {
  await queue.stop();
  await test.stop();
});
beforeEach(async () => {
  await test.db.host.deleteMany();
  await test.db.location.deleteMany();
  location = await makeLocation(test.db, 'berlin', now);
  endpoint = await makeEndpoint(test.db, { name: 'dc01.corp.example', now });
  await test.db.endpointState.create({ data: { endpointId: endpoint.endpointId, locationId: location.id, nextDueAt: now } });
});

const expired: Finding = {
  id: 'certificate-expired',
  no: 402,
  stage: 'certificate',
  severity: 'critical',
  confidence: 'certain',
  title: 'The certificate has expired',
  summary: 'It expired.',
  facts: {},
  observations: [],
  addresses: ['192.0.2.10'],
};

async function check(at: Date, verdict: Verdict, evidence: Partial<Evidence> = {}): Promise<void> {
  const claimed = await mustClaim(test.db, endpoint.endpointId, location.id);
  const findings = verdict === 'critical' ? [expired] : [];
  const diagnosis = { verdict, unknownBecause: null, findings, profile: 'ad-ds' as const, crashed: [] };
  const seen = { ...makeEvidence({ startedAt: at.toISOString() }), ...evidence };
  expect(await saveCheck(test.db, claimed, { checkId: randomUUID(), evidence: seen, diagnosis })).toBe('saved');
}

const where = () => ({ endpointId: endpoint.endpointId });
const state = () => test.db.endpointState.findFirstOrThrow({ where: where() });
const spans = async () =>
  (await test.db.verdictSpan.findMany({ where: where(), orderBy: { fromAt: 'asc' } })).map(({ verdict, fromAt, toAt }) => [
    verdict,
    fromAt,
    toAt,
  ]);

describe('after a clock that ran a day ahead was set right', () => {
  it('every endpoint is checked again at once, and at its own pace from then on', async () => {
    expect(await sweepDue(test.db, queue, { location, now: tomorrow })).toBe(1);
    expect(await sweepDue(test.db, queue, { location, now })).toBe(1);
    expect(await sweepDue(test.db, queue, { location, now })).toBe(0);
    expect((await state()).nextDueAt?.getTime()).toBeLessThanOrEqual(minutes(5).getTime());
    expect(await sweepDue(test.db, queue, { location, now: minutes(5) })).toBe(1);
  });

  it('a next check within one interval stays where it is, and that of a paused host stays away', async () => {
    await test.db.endpointState.updateMany({ data: { nextDueAt: minutes(5) } });
    expect(await sweepDue(test.db, queue, { location, now })).toBe(0);
    expect((await state()).nextDueAt).toEqual(minutes(5));
    await pauseHost({ db: test.db, now, actor: 'ada' }, { hostId: endpoint.hostId });
    expect(await sweepDue(test.db, queue, { location, now: tomorrow })).toBe(0);
  });

  it('the next result is the one that is shown', async () => {
    await check(tomorrow, 'healthy');
    await check(now, 'critical');
    expect(await state()).toMatchObject({
      verdict: 'critical',
      verdictSince: now,
      rootCauseId: expired.id,
      lastStartedAt: now,
      lastGoodAt: now,
      claimToken: null,
    });
    expect((await state()).lastCheckedAt?.getTime()).toBeLessThan(minutes(1).getTime());
  });

  it('what is still so is not said to begin in the future', async () => {
    await check(minutes(-10), 'healthy');
    for (const ahead of [0, 5]) await check(minutes(ahead, tomorrow), 'critical');
    await check(now, 'critical');
    expect(await state()).toMatchObject({ verdict: 'critical', verdictSince: now, confirmedVerdict: 'critical', confirmedSince: now });
    expect(await test.db.openFinding.findMany({ where: where(), select: { since: true } })).toEqual([{ since: now }]);
  });

  it('spans neither overlap nor end before they begin, and lose what was written of times to come', async () => {
    await check(minutes(-10), 'healthy');
    await check(tomorrow, 'critical');
    await check(minutes(5, tomorrow), 'healthy');
    await check(now, 'critical');
    expect(await spans()).toEqual([
      ['healthy', minutes(-10), now],
      ['critical', now, null],
    ]);
  });

  it('a span goes on when the state is what it was before the clock ran ahead', async () => {
    await check(minutes(-10), 'healthy');
    await check(tomorrow, 'critical');
    await check(now, 'healthy');
    expect(await spans()).toEqual([['healthy', minutes(-10), null]]);
  });

  it('a span that began in the future begins now', async () => {
    await check(tomorrow, 'healthy');
    await check(now, 'healthy');
    expect(await spans()).toEqual([['healthy', now, null]]);
  });

  it('a host can be paused and resumed, and its spans stay in order', async () => {
    await check(minutes(-10), 'healthy');
    await check(tomorrow, 'critical');
    await pauseHost({ db: test.db, now, actor: 'ada' }, { hostId: endpoint.hostId });
    expect(await spans()).toEqual([
      ['healthy', minutes(-10), now],
      ['paused', now, null],
    ]);
    await resumeHost({ db: test.db, now: minutes(-5), actor: 'ada' }, { hostId: endpoint.hostId });
    expect((await spans()).at(-1)).toEqual(['paused', now, now]);
  });

  it('a certificate is not said to be gone before it came', async () => {
    await check(tomorrow, 'healthy');
    const attempt = makeAttempt();
    if (attempt.certificate.status === 'ok') attempt.certificate.data.sent = [makeCertificate({ sha256: 'c'.repeat(64) }), makeIssuer()];
    await check(now, 'healthy', { attempts: [attempt] });
    const served = await test.db.servedCertificate.findMany({ where: { ...where(), isLeaf: true }, orderBy: { id: 'asc' } });
    expect(served.map(({ fromAt, toAt }) => [fromAt, toAt])).toEqual([
      [tomorrow, tomorrow],
      [now, null],
    ]);
  });

  it('a result from the future is stale, on the open board too, and is not the newest', async () => {
    await check(tomorrow, 'healthy');
    const { revision } = await readBoard(test.db, { now: tomorrow });
    const board = await readBoard(test.db, { now });
    expect(board).toMatchObject({ hosts: [{ state: 'stale', since: null, lastVerdict: 'healthy' }], lastResultAt: null });
    const changes = await readBoardChanges(test.db, { now, since: BigInt(revision) });
    expect(changes).toMatchObject({ whole: false, hosts: [{ state: 'stale' }] });
    expect((await readBoard(test.db, { now: minutes(-0.5, tomorrow) })).hosts).toMatchObject([{ state: 'healthy' }]);
  });

  it('a location whose last sign of life lies in the future is silent', async () => {
    const answered = (at: Date) => readReadiness(test.db, { now: at });
    await test.db.location.update({ where: { id: location.id }, data: { lastSeenAt: tomorrow } });
    expect((await readBoard(test.db, { now })).silentWorkers).toMatchObject([{ location: 'berlin' }]);
    expect((await answered(now)).ready).toBe(false);
    expect((await answered(tomorrow)).ready).toBe(true);
  });

  it('a claim of before holds nobody up, and a result saved before counts for no later check', async () => {
    const ahead = new Date((await databaseTime(test.db)).getTime() + 86_400_000);
    await test.db.endpointState.updateMany({ data: { claimToken: randomUUID(), claimedUntil: ahead, savedAt: ahead } });
    const place = { endpointId: endpoint.endpointId, locationId: location.id };
    expect(await claimEndpoint(test.db, place)).toMatchObject({ status: 'claimed', endpoint: { lastSavedAt: null } });
    expect((await claimEndpoint(test.db, place)).status).toBe('busy');
  });
});

describe('a result', () => {
  it('is said to be saved when the database saved it, whatever the clock of the worker shows', async () => {
    const before = await databaseTime(test.db);
    await check(tomorrow, 'healthy');
    const claimed = await mustClaim(test.db, endpoint.endpointId, location.id);
    expect(claimed.lastSavedAt?.getTime()).toBeGreaterThanOrEqual(before.getTime());
    expect(claimed.lastSavedAt?.getTime()).toBeLessThanOrEqual((await databaseTime(test.db)).getTime());
  });
});
