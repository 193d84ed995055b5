import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { VerbContext } from '../../access/verb-context.ts';
import { databaseTime } from '../../checks/database-time.ts';
import { ensureCheckPartitions } from '../../checks/partitions.ts';
import { readBoard } from '../../checks/read/read-board.ts';
import { saveCheck } from '../../checks/save-check.ts';
import { sweepDue } from '../../checks/sweep.ts';
import { makeLocation, mustClaim } from '../../checks/testing/fleet.ts';
import { startTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts';
import { diagnose } from '../../diagnosis/diagnose.ts';
import { defaultSubject } from '../../diagnosis/subject.ts';
import { makeEvidence, probedAt } from '../../diagnosis/testing/evidence-factory.ts';
import { connectFails } from '../../diagnosis/testing/evidence-of-failures.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../../errors.ts';
import type { Evidence } from '../../probe/evidence.ts';
import { openWorkingQueue, type WorkingQueue } from '../../queue/queue.ts';
import { registerHosts } from '../register-hosts.ts';
import { setDomainVerdictPolicy } from '../set-domain-verdict-policy.ts';
import { setEndpointLocations } from '../set-endpoint-locations.ts';
import { readLocations } from './read-locations.ts';
import { removeLocation } from './remove-location.ts';

let test: TestDatabase;
let queue: WorkingQueue;
let context: VerbContext;
let endpointId: string;
const locations = new Map<string, number>();

beforeAll(async () => {
  test = await startTestDatabase();
  queue = await openWorkingQueue(test.url, () => undefined);
  await ensureCheckPartitions(test.db, probedAt);
});
afterAll(async () => {
  await queue.stop();
  await test.stop();
});
beforeEach(async () => {
  await test.db.$executeRaw`TRUNCATE hosts, domains, locations, audit_entries CASCADE`;
  const now = await databaseTime(test.db);
  context = { db: test.db, now, actor: 'ada' };
  for (const name of ['hq', 'internet', 'oslo']) locations.set(name, (await makeLocation(test.db, name, now)).id);
  await registerHosts(context, { lines: 'dc01.corp.example' });
  endpointId = (await test.db.endpoint.findFirstOrThrow({ select: { id: true } })).id;
});

const idOf = (name: string): number => locations.get(name) ?? 0;
async function see(name: string, evidence: Evidence): Promise<void> {
  const diagnosis = diagnose(evidence, { subject: defaultSubject, now: probedAt });
  await saveCheck(test.db, await mustClaim(test.db, endpointId, idOf(name)), { checkId: randomUUID(), evidence, diagnosis });
  await test.db.endpointState.updateMany({ data: { lastCheckedAt: context.now } });
}
const places = async () =>
  (await test.db.endpointState.findMany({ select: { location: { select: { name: true } } }, orderBy: { locationId: 'asc' } })).map(
    ({ location }) => location.name,
  );
const state = async () => (await readBoard(test.db, { now: context.now })).hosts[0]?.state;
const choose = (chosen: string | string[]) => setEndpointLocations(context, { endpointId, locations: chosen });

describe('the locations of a door', () => {
  it('are all of them at first, then those chosen, and all again when none is', async () => {
    expect(await places()).toEqual(['hq', 'internet', 'oslo']);
    expect(await choose('oslo, hq')).toEqual({ locations: ['hq', 'oslo'] });
    expect(await places()).toEqual(['hq', 'oslo']);
    await choose([]);
    expect(await places()).toEqual(['hq', 'internet', 'oslo']);
    const audit = await test.db.auditEntry.findMany({
      where: { action: 'endpoint.set-locations' },
      select: { subject: true, after: true },
    });
    expect(audit).toEqual([
      { subject: 'dc01.corp.example:636', after: { probedFrom: ['hq', 'oslo'] } },
      { subject: 'dc01.corp.example:636', after: { probedFrom: [] } },
    ]);
  });

  it('leave nothing behind that still counts when one is taken away', async () => {
    await see('hq', makeEvidence());
    await see('internet', connectFails('timeout'));
    expect(await state()).toBe('critical');
    await choose('hq');
    expect(await state()).toBe('healthy');
    const ofInternet = { locationId: idOf('internet') };
    expect(await test.db.openFinding.count({ where: ofInternet })).toBe(0);
    expect(await test.db.forecastStep.count({ where: ofInternet })).toBe(0);
    expect(await test.db.verdictSpan.findMany({ where: ofInternet, select: { toAt: true } })).toEqual([{ toAt: context.now }]);
    expect(await test.db.servedCertificate.count({ where: { ...ofInternet, toAt: null } })).toBe(0);
    expect(await test.db.check.count({ where: ofInternet })).toBe(1);
  });

  it('begin anew where one comes back', async () => {
    await see('internet', connectFails('timeout'));
    await choose('hq');
    await choose('');
    await see('internet', { ...connectFails('timeout'), startedAt: new Date(probedAt.getTime() + 60_000).toISOString() });
    expect(await state()).toBe('critical');
    expect(await test.db.verdictSpan.count({ where: { locationId: idOf('internet'), toAt: null } })).toBe(1);
  });

  it('are kept by the schedule: no other location makes the door its own', async () => {
    await choose('hq');
    const sweep = (name: string) => sweepDue(test.db, queue, { location: { id: idOf(name), name }, now: context.now });
    expect([await sweep('internet'), await sweep('hq')]).toEqual([0, 1]);
    expect(await places()).toEqual(['hq']);
  });

  it('must be known, and the refusal names those that are', async () => {
    const refused = choose('hq, nowhere');
    await expect(refused).rejects.toThrow(InvalidInputError);
    await expect(refused).rejects.toThrow('"nowhere" is no location that a worker has signed in from; allowed are hq, internet, oslo.');
    expect(await places()).toHaveLength(3);
  });
});

describe('the policy of a domain', () => {
  it('decides the state of its hosts, and marks them as changed for open boards', async () => {
    const domain = await test.db.domain.findUniqueOrThrow({ where: { name: 'corp.example' } });
    const revision = async () => (await test.db.host.findFirstOrThrow({ select: { revision: true } })).revision;
    await see('hq', makeEvidence());
    await see('oslo', makeEvidence());
    await see('internet', connectFails('timeout'));
    expect(await state()).toBe('critical');
    const before = await revision();
    for (const policy of ['majority', 'all'] as const) {
      expect(await setDomainVerdictPolicy(context, { domainId: domain.id, policy })).toEqual({ policy });
      expect(await state()).toBe('healthy');
    }
    expect(await revision()).toBeGreaterThan(before);
    await setDomainVerdictPolicy(context, { domainId: domain.id, policy: 'any' });
    expect(await state()).toBe('critical');
    await expect(setDomainVerdictPolicy(context, { domainId: domain.id, policy: 'most' as 'any' })).rejects.toThrow(
      'The policy is one of any, majority, all.',
    );
  });
});

describe('the list of locations', () => {
  it('tells what hangs on each, and which are silent', async () => {
    await choose('hq');
    await test.db.location.update({ where: { name: 'oslo' }, data: { reach: 'outside', lastSeenAt: new Date(0) } });
    expect(await readLocations(test.db, { now: context.now })).toMatchObject([
      { name: 'hq', reach: 'inside', isSilent: false, doorCount: 1, hostCount: 1, onlyHereCount: 1 },
      { name: 'internet', doorCount: 0, onlyHereCount: 0 },
      { name: 'oslo', reach: 'outside', isSilent: true, network: null, networkGoneSince: null },
    ]);
  });
});

describe('removing a location', () => {
  it('is refused while a worker of it is alive, and for one that is not there', async () => {
    await expect(removeLocation(context, { location: 'oslo' })).rejects.toThrow(ConflictError);
    await expect(removeLocation(context, { location: 'rome' })).rejects.toThrow(NotFoundError);
  });

  it('takes all that was seen from it, and has doors of its own probed from everywhere', async () => {
    await choose('oslo');
    await see('oslo', connectFails('timeout'));
    await test.db.location.update({ where: { name: 'oslo' }, data: { lastSeenAt: new Date(0) } });
    expect(await removeLocation(context, { location: 'oslo' })).toEqual({ location: 'oslo' });
    expect(await places()).toEqual([]);
    expect(await test.db.endpoint.findFirst({ select: { probedFrom: true } })).toEqual({ probedFrom: [] });
    expect(await test.db.auditEntry.count({ where: { action: 'location.remove', subject: 'oslo' } })).toBe(1);
    await sweepDue(test.db, queue, { location: { id: idOf('hq'), name: 'hq' }, now: context.now });
    expect(await places()).toEqual(['hq']);
  });
});
