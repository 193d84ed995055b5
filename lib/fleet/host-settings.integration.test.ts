import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { VerbContext } from '../access/verb-context.ts';
import { startTestDatabase, type TestDatabase } from '../db/testing/test-database.ts';
import { InvalidInputError } from '../errors.ts';
import { editHost } from './edit-host.ts';
import { registerHosts } from './register-hosts.ts';
import { setHostNotes } from './set-host-notes.ts';
import { setHostTags } from './set-host-tags.ts';
import { setSlowAfter } from './set-slow-after.ts';

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
  test.db.host.findUniqueOrThrow({ where: { name }, include: { endpoints: { include: { states: true } } } });
const statesOf = async (name: string) => (await hostNamed(name)).endpoints.flatMap(({ states }) => states);
const audited = () => test.db.auditEntry.findMany({ orderBy: { id: 'asc' }, select: { action: true, subject: true, after: true } });
const faultsOf = (error: unknown) => (error instanceof InvalidInputError ? error.faults : error);

describe('what is expected of a host', () => {
  it('takes expected addresses in any spelling and order, and whether LDAPS is meant', async () => {
    await register('dc01.corp.example');
    const { id } = await hostNamed('dc01.corp.example');
    const input = { hostId: id, site: 'FRA-1', reachedFromOutside: 'on' as const, ldapsIntended: 'false' as const };
    await editHost(context, { ...input, expectedAddresses: ' 2001:DB8:0::1,192.0.2.2\n192.0.2.10 192.0.2.2 ' });
    const expectedAddresses = ['192.0.2.10', '192.0.2.2', '2001:db8::1'];
    expect(await hostNamed('dc01.corp.example')).toMatchObject({ expectedAddresses, reachedFromOutside: true, ldapsIntended: false });
    const changes = await test.db.change.findMany({ orderBy: { id: 'asc' } });
    expect(changes.map(({ before, after }) => [before, after])).toEqual([
      ['Expected addresses: any', 'Expected addresses: 192.0.2.10, 192.0.2.2, 2001:db8::1'],
      ['Reached from outside: no', 'Reached from outside: yes'],
      ['LDAPS intended: yes', 'LDAPS intended: no'],
    ]);
    await editHost(context, { ...input, expectedAddresses: [...expectedAddresses].reverse() });
    expect(await test.db.change.count()).toBe(3);
    await editHost(context, { hostId: id, site: 'FRA-1' });
    expect(await hostNamed('dc01.corp.example')).toMatchObject({ expectedAddresses: [], reachedFromOutside: false, ldapsIntended: true });
  });

  it.each([
    ['expectedAddresses', { expectedAddresses: '192.0.2.1, dc02.corp.example' }, /"dc02.corp.example" is not an IPv4 or IPv6 address/],
    ['expectedAddresses', { expectedAddresses: ['fe80::1%eth0'] }, /"fe80::1%eth0" is not/],
  ])('refuses a faulty %s', async (field, fault, message) => {
    const error = await editHost(context, { hostId: nobody, ...fault }).catch((thrown: unknown) => thrown);
    expect(faultsOf(error)).toEqual([{ field, message: expect.stringMatching(message) }]);
  });
});

describe('setting from when on a door is slow', () => {
  const slow = async () => (await hostNamed('dc01')).endpoints[0]?.slowAfterMs;

  it('keeps it, checks again at once and leaves a trace; empty goes back to the usual', async () => {
    await register('dc01');
    const endpointId = (await hostNamed('dc01')).endpoints[0]?.id ?? '';
    expect(await setSlowAfter({ ...context, now: later }, { endpointId, slowAfterMs: '800' })).toEqual({ slowAfterMs: 800 });
    expect(await slow()).toBe(800);
    expect((await statesOf('dc01')).map(({ nextDueAt }) => nextDueAt)).toEqual([later, later]);
    expect((await audited()).at(-1)).toMatchObject({ action: 'endpoint.set-slow-after', subject: 'dc01:636', after: { slowAfterMs: 800 } });
    await setSlowAfter(context, { endpointId, slowAfterMs: 800 });
    expect(await test.db.change.count()).toBe(1);
    await setSlowAfter(context, { endpointId, slowAfterMs: '' });
    expect(await slow()).toBeNull();
  });

  it.each(['0', 'soon', 120_001, 1.5])('refuses %s', async (slowAfterMs) => {
    const error = await setSlowAfter(context, { endpointId: nobody, slowAfterMs }).catch((thrown: unknown) => thrown);
    expect(faultsOf(error)).toEqual([{ field: 'slowAfterMs', message: expect.stringContaining('1 to 120000') }]);
  });
});

describe('tags and notes of a host', () => {
  it('are kept in one spelling, leave a trace, and go when they are emptied', async () => {
    await register('dc01');
    const { id: hostId } = await hostNamed('dc01');
    expect(await setHostTags(context, { hostId, tags: 'Tier0, rack:7;tier0' })).toEqual({ tags: ['rack:7', 'tier0'] });
    expect((await test.db.change.findMany()).map(({ before, after }) => [before, after])).toEqual([['Tags: none', 'Tags: rack:7, tier0']]);
    expect((await audited()).at(-1)).toMatchObject({ action: 'host.set-tags', subject: 'dc01', after: { tags: ['rack:7', 'tier0'] } });
    await setHostTags(context, { hostId, tags: ['tier0', 'rack:7'] });
    expect(await test.db.change.count()).toBe(1);
    await setHostTags(context, { hostId, tags: '' });
    expect((await hostNamed('dc01')).tags).toEqual([]);

    expect(await setHostNotes(context, { hostId, notes: '# Rack 4\r\ncall *Ada*  \n' })).toEqual({ notes: '# Rack 4\ncall *Ada*' });
    expect((await audited()).at(-1)).toMatchObject({ action: 'host.set-notes', subject: 'dc01', after: { notes: '# Rack 4\ncall *Ada*' } });
    await setHostNotes(context, { hostId, notes: ' ' });
    expect((await hostNamed('dc01')).notes).toBe('');
  });

  it('are refused when they are too long or hold what they cannot', async () => {
    await register('dc01');
    const { id: hostId } = await hostNamed('dc01');
    const faults = async (work: Promise<unknown>) => faultsOf(await work.catch((thrown: unknown) => thrown));
    expect(await faults(setHostTags(context, { hostId, tags: 'fine, no<tag>' }))).toEqual([
      { field: 'tags', message: expect.stringContaining('"no<tag>" is no tag') },
    ]);
    expect(await faults(setHostTags(context, { hostId, tags: Array.from({ length: 33 }, (_, index) => `t${index}`) }))).toEqual([
      { field: 'tags', message: expect.stringContaining('32 tags at most') },
    ]);
    expect(await faults(setHostNotes(context, { hostId, notes: 'x'.repeat(100_000) }))).toEqual([
      { field: 'notes', message: expect.stringContaining('characters long at most') },
    ]);
    expect(await faults(setHostNotes(context, { hostId, notes: 'a\u0000b' }))).toEqual([
      { field: 'notes', message: expect.stringContaining('control characters') },
    ]);
  });
});
