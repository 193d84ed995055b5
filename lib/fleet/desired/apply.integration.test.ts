import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseInput } from '../../access/parse-input.ts';
import type { VerbContext } from '../../access/verb-context.ts';
import { startTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts';
import { ConflictError, InvalidInputError } from '../../errors.ts';
import { registerHosts } from '../register-hosts.ts';
import { type ApplyOptions, applyFleet } from './apply.ts';
import { DesiredHost } from './desired-host.ts';
import { planFleet } from './plan.ts';
import { loadRegistered } from './registered.ts';

const now = new Date('2026-03-01T12:00:00Z');
const later = new Date('2026-03-01T13:00:00Z');
const options: ApplyOptions = { managedBy: null, intervalSeconds: 300 };
type Wanted = (typeof DesiredHost)['_zod']['input'];

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

const apply = (hosts: Wanted[], more: Partial<ApplyOptions> = {}, at = now) =>
  applyFleet(
    { ...context, now: at },
    hosts.map((host) => parseInput(DesiredHost, host)),
    { ...options, ...more },
  );
const hostNamed = (name: string) =>
  test.db.host.findUniqueOrThrow({
    where: { name },
    include: {
      domain: true,
      changes: { orderBy: { id: 'asc' } },
      endpoints: { include: { states: true, spans: true }, orderBy: { port: 'asc' } },
    },
  });
const audited = async () =>
  (await test.db.auditEntry.findMany({ orderBy: { id: 'asc' } })).map(({ action, subject, before, after }) => ({
    action,
    subject,
    before,
    after,
  }));
const refused = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );

const whole: Wanted = {
  name: 'corp.example',
  doors: [
    { port: 636, intervalSeconds: 600, slowAfterMs: 500, probedFrom: ['here'] },
    { port: 10_389, transport: 'starttls' },
  ],
  site: 'FRA-1',
  tags: ['core'],
  owner: 'Directory team',
  notes: 'Two\nlines',
  profile: 'ad-ds',
  address: '192.0.2.1',
  standsForDomain: true,
  expectedAddresses: ['192.0.2.1'],
  reachedFromOutside: true,
  ldapsIntended: false,
  expiryWindows: { warningDays: 30, warningShare: 0.2, criticalDays: 7, criticalShare: 0.05 },
  paused: true,
  pauseReason: 'New rack',
};

describe('applying a desired fleet', () => {
  it('registers a host with all that can be said of it, and finds nothing to do the second time', async () => {
    await apply([whole]);
    expect(await hostNamed('corp.example')).toMatchObject({
      domain: { name: 'corp.example' },
      site: 'FRA-1',
      tags: ['core'],
      owner: 'Directory team',
      notes: 'Two\nlines',
      profile: 'ad-ds',
      address: '192.0.2.1',
      standsForDomain: true,
      expectedAddresses: ['192.0.2.1'],
      reachedFromOutside: true,
      ldapsIntended: false,
      expiryWindows: { warningDays: 30, warningShare: 0.2, criticalDays: 7, criticalShare: 0.05 },
      pausedAt: now,
      pauseReason: 'New rack',
      managedBy: null,
      endpoints: [
        { port: 636, transport: 'ldaps', intervalSeconds: 600, slowAfterMs: 500, probedFrom: ['here'] },
        { port: 10_389, transport: 'starttls', intervalSeconds: 300, slowAfterMs: null, probedFrom: [] },
      ],
    });
    const before = await audited();
    const again = await apply([whole], {}, later);
    expect(again.counts).toMatchObject({ new: 0, changed: 0, unchanged: 1 });
    expect(await audited()).toEqual(before);
    expect((await hostNamed('corp.example')).updatedAt).toEqual(now);
  });

  it('schedules new doors at once, and those of a paused host not at all', async () => {
    await apply([{ name: 'dc01.corp.example' }, { name: 'dc02.corp.example', paused: true }]);
    const dues = async (name: string) =>
      (await hostNamed(name)).endpoints.flatMap(({ states }) => states.map(({ nextDueAt }) => nextDueAt));
    expect(await dues('dc01.corp.example')).toEqual([now, now]);
    expect(await dues('dc02.corp.example')).toEqual([null, null]);
    expect((await hostNamed('dc02.corp.example')).endpoints[0]?.spans).toMatchObject([{ verdict: 'paused' }, { verdict: 'paused' }]);
  });

  it('changes what is given alone, and keeps the difference in the history and in the record', async () => {
    await apply([{ ...whole, paused: false, pauseReason: '' }]);
    await test.db.endpointState.updateMany({ data: { nextDueAt: new Date('2026-03-02T12:00:00Z') } });
    await apply(
      [{ name: 'corp.example', site: 'BER', expiryWindows: null, standsForDomain: false, doors: [{ port: 636, intervalSeconds: 60 }] }],
      {},
      later,
    );
    const host = await hostNamed('corp.example');
    expect(host).toMatchObject({
      site: 'BER',
      owner: 'Directory team',
      expiryWindows: null,
      domain: { name: 'example' },
      updatedAt: later,
    });
    expect(host.endpoints[0]).toMatchObject({ intervalSeconds: 60, slowAfterMs: 500, probedFrom: ['here'] });
    expect(host.endpoints.flatMap(({ states }) => states.map(({ nextDueAt }) => nextDueAt?.getTime()))).toEqual(
      Array(host.endpoints.flatMap(({ states }) => states).length).fill(later.getTime()),
    );
    expect(host.changes.map(({ before, after }) => [before, after])).toEqual([
      ['Site: FRA-1', 'Site: BER'],
      ['Stands for a domain: yes', 'Stands for a domain: no'],
      [expect.stringContaining('Expiry windows: warning 30 days'), 'Expiry windows: as inherited'],
      ['Checked every: 600 s', 'Checked every: 60 s'],
    ]);
    expect((await audited()).at(-1)).toMatchObject({
      action: 'host.edit',
      subject: 'corp.example',
      before: { site: 'FRA-1', endpoints: [{ port: 636, intervalSeconds: 600 }] },
      after: { site: 'BER', endpoints: [{ port: 636, intervalSeconds: 60 }] },
    });
    expect(await test.db.domain.count({ where: { name: 'corp.example' } })).toBe(0);
  });

  it('does not check again at once for what no check judges, and brings forward what the new interval allows no later', async () => {
    await apply([{ name: 'dc01' }]);
    const due = new Date(later.getTime() + 30_000);
    await test.db.endpointState.updateMany({ data: { nextDueAt: due } });
    await apply([{ name: 'dc01', owner: 'Ada', doors: [{ port: 636, intervalSeconds: 60 }] }], {}, later);
    expect((await hostNamed('dc01')).endpoints[0]?.states[0]?.nextDueAt).toEqual(due);
  });

  it('pauses and resumes as the buttons do', async () => {
    await apply([{ name: 'dc01' }]);
    await apply([{ name: 'dc01', paused: true, pauseReason: 'New rack' }], {}, later);
    expect(await hostNamed('dc01')).toMatchObject({
      pausedAt: later,
      pauseReason: 'New rack',
      endpoints: [{ spans: [{ verdict: 'paused', toAt: null }, {}] }],
    });
    const end = new Date('2026-03-01T14:00:00Z');
    await apply([{ name: 'dc01', paused: false }], {}, end);
    expect(await hostNamed('dc01')).toMatchObject({
      pausedAt: null,
      pauseReason: null,
      endpoints: [{ spans: [{ toAt: end }, { toAt: end }], states: [{ nextDueAt: end }, { nextDueAt: end }] }],
    });
  });

  it('changes nothing at all when one host is at fault', async () => {
    await registerHosts(context, { lines: 'dc09:636' });
    const records = await audited();
    const error = await refused(apply([{ name: 'dc01' }, { name: 'dc09', site: 'BER', doors: [{ port: 636, transport: 'starttls' }] }]));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect((error as InvalidInputError).faults).toMatchObject([{ field: 'transport', value: 'dc09:636' }]);
    expect([await test.db.host.count(), (await hostNamed('dc09')).site, await audited()]).toEqual([1, '', records]);
  });

  it('does nothing where the plan is not the one that was shown any more', async () => {
    const desired = [parseInput(DesiredHost, { name: 'dc01', site: 'BER' })];
    const shown = planFleet(desired, await loadRegistered(test.db, { names: ['dc01'] }), options);
    await registerHosts(context, { lines: 'dc01' });
    expect(await refused(applyFleet(context, desired, { ...options, expectedDigest: shown.digest }))).toBeInstanceOf(ConflictError);
    expect((await hostNamed('dc01')).site).toBe('');
  });

  it('gives hosts to the file that names them, and takes away what it made and names no more', async () => {
    await registerHosts(context, { lines: 'dc01.corp.example\ndc03.other.example' });
    const file = { managedBy: 'fleet.yaml', prune: true };
    await apply([{ name: 'dc01.corp.example', doors: [{ port: 636 }, { port: 3269 }] }, { name: 'dc02.left.example' }], file);
    expect((await hostNamed('dc01.corp.example')).managedBy).toBe('fleet.yaml');
    const plan = await apply([{ name: 'dc01.corp.example', doors: [{ port: 3269 }] }], file, later);
    expect(plan.counts).toMatchObject({ removed: 1, doorsRemoved: 1 });
    const hosts = await test.db.host.findMany({ select: { name: true, endpoints: { select: { port: true } } }, orderBy: { name: 'asc' } });
    expect(hosts).toEqual([
      { name: 'dc01.corp.example', endpoints: [{ port: 3269 }] },
      { name: 'dc03.other.example', endpoints: [{ port: 636 }] },
    ]);
    expect(await test.db.domain.count({ where: { name: 'left.example' } })).toBe(0);
    expect((await audited()).map(({ action, subject }) => `${action} ${subject}`)).toContain('host.delete dc02.left.example');
  });

  it('waits for a registration that is under way, and takes what it made for what it is', async () => {
    const lines = Array.from({ length: 50 }, (_, index) => `dc${index}.corp.example`);
    const [, plan] = await Promise.all([
      registerHosts(context, { lines: lines.join('\n') }),
      apply(lines.map((name) => ({ name, site: 'BER' }))),
    ]);
    expect(plan.counts.new + plan.counts.changed).toBe(50);
    expect([await test.db.host.count(), await test.db.endpoint.count()]).toEqual([50, 50]);
  });
});
