import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../db/testing/test-database.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import { defaultSubject } from '../diagnosis/subject.ts';
import { evidenceOfLeaf } from '../diagnosis/testing/certificate-evidence.ts';
import { probedAt } from '../diagnosis/testing/evidence-factory.ts';
import { setHostTags } from '../fleet/set-host-tags.ts';
import { acceptFinding } from '../fleet/waivers/accept-finding.ts';
import { endExpiredWaivers } from '../fleet/waivers/end-expired-waivers.ts';
import { endWaiver } from '../fleet/waivers/end-waiver.ts';
import { readWaivers } from '../fleet/waivers/read-waivers.ts';
import { ensureCheckPartitions } from './partitions.ts';
import { readJudgedHosts } from './read/board-rows.ts';
import { readBoard } from './read/read-board.ts';
import { readHost } from './read/read-host.ts';
import { readKnowledge } from './read-knowledge.ts';
import { saveCheck } from './save-check.ts';
import { makeEndpoint, makeLocation, mustClaim, type TestEndpoint } from './testing/fleet.ts';

let test: TestDatabase;
let locationId: number;
let door: TestEndpoint;
let name: string;

const later = (minutes: number): Date => new Date(probedAt.getTime() + minutes * 60_000);
const context = (at = probedAt) => ({ db: test.db, now: at, actor: 'Ada' });
const accept = { findingId: 'certificate-expired', lastDay: '2026-11-30', reason: 'The server goes in December.' } as const;
const expired = (at: Date) => ({ ...evidenceOfLeaf({ notAfter: '2026-11-01T00:00:00.000Z' }), startedAt: at.toISOString() });

beforeAll(async () => {
  test = await startTestDatabase();
  await ensureCheckPartitions(test.db, probedAt);
  locationId = (await makeLocation(test.db, 'berlin', probedAt)).id;
});
afterAll(() => test.stop());
beforeEach(async () => {
  await test.db.host.deleteMany();
  const domain = `d${randomUUID().slice(0, 8)}.example`;
  name = `dc01.${domain}`;
  door = await makeEndpoint(test.db, { name, now: probedAt });
  await test.db.host.update({
    where: { id: door.hostId },
    data: { tags: [domain], domain: { create: { name: domain } } },
  });
  await test.db.endpointState.create({ data: { endpointId: door.endpointId, locationId, nextDueAt: later(60) } });
});

/** A check of a server with an expired certificate, judged with what the store knows. */
async function check(at: Date): Promise<void> {
  const evidence = expired(at);
  const knowledge = await readKnowledge(test.db, { ...door, locationId }, evidence, []);
  const judgedWith = { subject: defaultSubject, knowledge, now: at };
  const claimed = await mustClaim(test.db, door.endpointId, locationId);
  const result = { checkId: randomUUID(), evidence, diagnosis: diagnose(evidence, judgedWith), judgedWith };
  expect(await saveCheck(test.db, claimed, result)).toBe('saved');
}
const state = () => test.db.endpointState.findFirstOrThrow({ where: { endpointId: door.endpointId } });
const onBoard = async (at: Date) => (await readBoard(test.db, { now: at })).hosts.find((host) => host.name === name);

describe('an accepted finding', () => {
  it.each([
    ['host', () => name],
    ['domain', () => name.slice(5)],
    ['tag', () => name.slice(5)],
  ] as const)('counts for no verdict while it is accepted for the %s, and is shown with who accepted it', async (scope, scopeName) => {
    await check(probedAt);
    expect(await state()).toMatchObject({ verdict: 'critical', rootCauseId: 'certificate-expired', acceptedCount: 0 });

    const accepted = await acceptFinding(context(later(1)), { ...accept, scope, scopeName: scopeName().toUpperCase() });
    expect(accepted).toMatchObject({ scopeName: scopeName(), hostCount: 1, doorCount: 1 });
    expect((await state()).nextDueAt).toEqual(later(1));

    await check(later(2));
    expect(await state()).toMatchObject({ verdict: 'healthy', rootCauseId: null, summary: null, acceptedCount: 1 });
    const view = await readHost(test.db, { name, port: null, now: later(3) });
    expect(view?.findings.map(({ id, waiver }) => [id, waiver?.by, waiver?.scope, waiver?.scopeName])).toEqual([
      ['certificate-expired', 'Ada', scope, scopeName()],
    ]);
    expect(view?.knowledge.waivers.map(({ id }) => id)).toEqual([accepted.id]);
    expect(await onBoard(later(3))).toMatchObject({ state: 'healthy', acceptedCount: 1 });
    const [listed] = (await readWaivers(test.db, { state: 'in-force', now: later(3) })).filter(({ id }) => id === accepted.id);
    expect(listed).toMatchObject({ no: 401, scope, scopeName: scopeName(), hostCount: 1, doorCount: 1, endedAt: null });
  });

  it('accepted for a tag has doors judged again that lose the tag or get it, and no others', async () => {
    await acceptFinding(context(), { ...accept, scope: 'tag', scopeName: name.slice(5) });
    await check(later(1));
    expect(await state()).toMatchObject({ verdict: 'healthy', acceptedCount: 1 });
    const tagged = async (tags: string[], minutes: number): Promise<number> => {
      await test.db.endpointState.updateMany({ data: { nextDueAt: later(90) } });
      await setHostTags(context(later(minutes)), { hostId: door.hostId, tags });
      return test.db.endpointState.count({ where: { nextDueAt: later(minutes) } });
    };
    expect(await tagged([], 2)).toBe(1);
    await check(later(3));
    expect(await state()).toMatchObject({ verdict: 'critical', acceptedCount: 0 });
    expect(await tagged([name.slice(5)], 4)).toBe(1);
    await test.db.waiver.deleteMany();
    expect(await tagged([], 5)).toBe(0);
  });

  it('is told ahead: the forecast turns critical at the very time at which it ends', async () => {
    await acceptFinding(context(), { ...accept, scope: 'host', scopeName: name });
    await check(later(1));
    const steps = await test.db.forecastStep.findMany({ where: { endpointId: door.endpointId }, orderBy: { fromAt: 'asc' } });
    expect(steps.map(({ fromAt, verdict, acceptedCount }) => [fromAt.toISOString(), verdict, acceptedCount])).toEqual([
      [later(1).toISOString(), 'healthy', 1],
      ['2026-12-01T00:00:00.000Z', 'critical', 0],
    ]);
    const onBoardAt = async (then: string) =>
      (await readJudgedHosts(test.db, 'all', later(2), new Date(then))).find(({ host }) => host.name === name)?.host;
    expect(await onBoardAt('2026-11-30T23:59:59Z')).toMatchObject({ state: 'healthy', acceptedCount: 1 });
    const after = await onBoardAt('2026-12-01T00:00:01Z');
    expect(after).toMatchObject({ state: 'critical', cause: { id: 'certificate-expired' } });
    expect(after?.acceptedCount).toBeUndefined();
  });

  it('ends by itself: its door is due again, and the finding leads', async () => {
    await acceptFinding(context(), { ...accept, scope: 'host', scopeName: name });
    await check(later(1));
    const end = new Date('2026-12-01T00:00:00.000Z');
    await ensureCheckPartitions(test.db, end);
    expect(await endExpiredWaivers(test.db, new Date(end.getTime() - 1))).toBe(0);
    await test.db.endpointState.updateMany({
      where: { endpointId: door.endpointId },
      data: { nextDueAt: new Date(end.getTime() + 60_000) },
    });
    expect(await endExpiredWaivers(test.db, end)).toBeGreaterThanOrEqual(1);
    expect((await state()).nextDueAt).toEqual(end);
    expect(await endExpiredWaivers(test.db, end)).toBe(0);
    await check(end);
    expect(await state()).toMatchObject({ verdict: 'critical', rootCauseId: 'certificate-expired', acceptedCount: 0 });
    const ended = await readWaivers(test.db, { state: 'ended', now: end });
    expect(ended.find(({ scopeName }) => scopeName === name)).toMatchObject({ endedAt: end.toISOString(), hostCount: 0 });
  });

  it('counts again as soon as a person ends its waiver, once', async () => {
    const { id } = await acceptFinding(context(), { ...accept, scope: 'host', scopeName: name });
    await check(later(1));
    await test.db.endpointState.updateMany({ where: { endpointId: door.endpointId }, data: { nextDueAt: later(90) } });
    expect(await endWaiver(context(later(2)), { waiverId: id })).toEqual({ scopeName: name });
    expect((await state()).nextDueAt).toEqual(later(2));
    await check(later(3));
    expect(await state()).toMatchObject({ verdict: 'critical', acceptedCount: 0 });
    await expect(endWaiver(context(later(4)), { waiverId: id })).rejects.toThrow('It has ended already.');
    await expect(endWaiver(context(later(4)), { waiverId: randomUUID() })).rejects.toThrow('does not exist');
    expect(await test.db.auditEntry.findMany({ where: { subject: name }, orderBy: { id: 'asc' }, select: { action: true } })).toEqual([
      { action: 'waiver.accept' },
      { action: 'waiver.end' },
    ]);
  });

  it('is refused for what is not there, for days that are over or too far, without a reason, and twice', async () => {
    const given = { ...accept, scope: 'host', scopeName: name } as const;
    const refused = (input: object, at?: Date) => expect(acceptFinding(context(at), { ...given, ...input })).rejects;
    await refused({ findingId: 'certificate-tired' }).toThrow('one of the catalog');
    await refused({ scopeName: 'nobody.example' }).toThrow('No host is registered as nobody.example.');
    await refused({ scopeName: 'no body' }).toThrow('A space cannot be part of a host name');
    await refused({ scope: 'domain', scopeName: 'nowhere.example' }).toThrow('No domain is known as nowhere.example.');
    await refused({ scope: 'tag', scopeName: 'unused' }).toThrow('No host has the tag unused.');
    await refused({ lastDay: '2026-11-19' }).toThrow('is over');
    await refused({ lastDay: '2028-01-01' }).toThrow('366 days at most');
    await refused({ lastDay: '2027-02-30' }).toThrow('The last day is a date');
    await refused({ reason: ' ' }).toThrow('A reason is needed');
    await acceptFinding(context(), given);
    await refused({}).toThrow('by Ada until 2026-12-01 00:00 UTC. End that first.');
  });
});
