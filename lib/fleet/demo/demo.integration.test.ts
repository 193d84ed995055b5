import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { VerbContext } from '../../access/verb-context.ts';
import { startTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts';
import { ConflictError } from '../../errors.ts';
import { applyFleet } from '../desired/apply.ts';
import { registerHosts } from '../register-hosts.ts';
import { demoLocation, demoManager } from './marks.ts';
import { readDemo, readDemoBanner } from './read-demo.ts';
import { removeDemo } from './remove-demo.ts';
import { startDemo } from './start-demo.ts';

const now = new Date('2026-03-01T12:00:00Z');
let test: TestDatabase;
let context: VerbContext;
beforeAll(async () => {
  test = await startTestDatabase();
  context = { db: test.db, now, actor: 'ada' };
});
afterAll(() => test.stop());
beforeEach(async () => {
  await test.db.$executeRaw`TRUNCATE hosts, domains, locations, installation, audit_entries CASCADE`;
  await test.db.location.create({ data: { name: 'here', createdAt: now } });
});

const standDemo = async () => {
  await startDemo(context);
  await test.db.domain.create({
    data: { name: 'corp.example', managedBy: demoManager, resolvers: ['127.77.1.1:53'], owner: 'Directory team' },
  });
  const doors = [{ port: 636, transport: 'ldaps' as const, probedFrom: ['here'] }];
  await applyFleet(context, [{ name: 'dc-ber-01.corp.example', doors }], { managedBy: demoManager, intervalSeconds: 60 });
};

it('is wanted once, and told by the banner until it is removed', async () => {
  expect(await readDemoBanner(test.db)).toBeNull();
  expect(await startDemo(context)).toEqual({ started: true });
  expect(await startDemo(context)).toEqual({ started: false });
  expect(await readDemoBanner(test.db)).toEqual({ hostCount: 0 });
  expect(await readDemo(test.db)).toEqual({ since: now.toISOString(), hostCount: 0, realHostCount: 0 });
  await removeDemo(context);
  await removeDemo(context);
  expect(await readDemoBanner(test.db)).toBeNull();
  expect((await test.db.auditEntry.findMany({ orderBy: { id: 'asc' } })).map(({ action }) => action)).toEqual([
    'demo.start',
    'demo.remove',
  ]);
});

it('is refused where people use a domain that it needs', async () => {
  await registerHosts(context, { lines: 'dc01.corp.example' });
  await expect(startDemo(context)).rejects.toThrow(ConflictError);
  await expect(startDemo(context)).rejects.toThrow('corp.example');
  expect((await readDemo(test.db)).since).toBeNull();
});

it('leaves a domain that people registered hosts in meanwhile, without what it had set there', async () => {
  await standDemo();
  await registerHosts(context, { lines: 'dc01.corp.example' });
  expect(await removeDemo(context)).toEqual({ hostCount: 1 });
  expect((await test.db.host.findMany()).map(({ name }) => name)).toEqual(['dc01.corp.example']);
  expect(await test.db.domain.findMany()).toMatchObject([{ name: 'corp.example', managedBy: null, resolvers: [], owner: '' }]);
});

it('has no host of people probed from the location that it made up', async () => {
  await standDemo();
  await test.db.location.create({ data: { name: demoLocation, createdAt: now } });
  await registerHosts(context, { lines: 'dc01.other.example' });
  const states = await test.db.endpointState.findMany({
    where: { endpoint: { host: { name: 'dc01.other.example' } } },
    include: { location: true },
  });
  expect(states.map(({ location }) => location.name)).toEqual(['here']);
});
