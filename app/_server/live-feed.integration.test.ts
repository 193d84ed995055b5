import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readRevision } from '#lib/checks/read/revision.ts';
import { now } from '#lib/clock.ts';
import { startTestDatabase, type TestDatabase } from '#lib/db/testing/test-database.ts';
import { lastHealthyDoor } from '#lib/diagnosis/fleet-rules/last-healthy-door.ts';
import { deleteHost } from '#lib/fleet/delete-host.ts';
import { reconcileFleetFindings } from '#lib/fleet/findings/reconcile.ts';
import { registerHosts } from '#lib/fleet/register-hosts.ts';
import type { FeedMessage } from './live-feed.ts';

let database: TestDatabase;
let feed: typeof import('./live-feed.ts');
beforeAll(async () => {
  database = await startTestDatabase();
  // The feed opens its own connections by the settings of the process, which are read once.
  vi.stubEnv('DATABASE_URL', database.url);
  feed = await import('./live-feed.ts');
});
afterAll(() => database.stop());

const context = () => ({ db: database.db, now: now(), actor: 'test' });

async function until(condition: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 400 && !condition(); attempt++) await sleep(50);
  expect(condition()).toBe(true);
}

const namesIn = (messages: readonly FeedMessage[]) =>
  messages.flatMap((message) => (message.event === 'changes' ? message.data.hosts.map(({ name }) => name) : []));

describe('the live feed', () => {
  it('tells the first browser of a host registered right after it came, and every later browser too', async () => {
    const first: FeedMessage[] = [];
    const second: FeedMessage[] = [];
    const leaveFirst = feed.liveFeed().subscribe((message) => first.push(message), await readRevision(database.db));
    await registerHosts(context(), { lines: 'dc01.corp.example' });
    await until(() => namesIn(first).includes('dc01.corp.example'));
    const leaveSecond = feed.liveFeed().subscribe((message) => second.push(message), await readRevision(database.db));
    await registerHosts(context(), { lines: 'dc02.corp.example' });
    await until(() => namesIn(first).includes('dc02.corp.example') && namesIn(second).includes('dc02.corp.example'));
    leaveFirst?.();
    leaveSecond?.();
  });

  it('tells a removal by sending the whole board', async () => {
    const messages: FeedMessage[] = [];
    const leave = feed.liveFeed().subscribe((message) => messages.push(message), await readRevision(database.db));
    const host = await database.db.host.findUniqueOrThrow({ where: { name: 'dc01.corp.example' }, select: { id: true } });
    await deleteHost(context(), { hostId: host.id, confirmation: 'dc01.corp.example' });
    await until(() => messages.some((message) => message.event === 'changes' && message.data.whole));
    const whole = messages.find((message) => message.event === 'changes' && message.data.whole);
    expect(whole && namesIn([whole])).toEqual(['dc02.corp.example']);
    leave?.();
  });

  it('tells that what is wrong with the fleet changed, once it is committed', async () => {
    const messages: FeedMessage[] = [];
    const leave = feed.liveFeed().subscribe((message) => messages.push(message), await readRevision(database.db));
    await sleep(300);
    const discovery = { summary: 'One is left.', facts: {}, observations: [] };
    const found = [{ subject: 'corp.example', domain: 'corp.example', hosts: [], discovery }];
    await database.db.$transaction((tx) => reconcileFleetFindings(tx, { rule: lastHealthyDoor, found, now: now() }));
    await until(() => messages.some((message) => message.event === 'live' && message.data.type === 'findings'));
    leave?.();
  });

  it('comes back by itself when its connection was cut', async () => {
    const messages: FeedMessage[] = [];
    const leave = feed.liveFeed().subscribe((message) => messages.push(message), await readRevision(database.db));
    await sleep(300);
    await database.db.$executeRaw`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'port636 live'`;
    await registerHosts(context(), { lines: 'dc03.corp.example' });
    await until(() => namesIn(messages).includes('dc03.corp.example'));
    leave?.();
  });
});

describe('changesSince', () => {
  it('answers nothing new for the newest revision, and everything for one that is none', async () => {
    const { revision } = await feed.changesSince(null);
    expect((await feed.changesSince(revision)).whole).toBe(false);
    const all = await feed.changesSince('not a revision');
    expect(all.whole).toBe(true);
    expect(all.hosts.map(({ name }) => name).sort()).toEqual(['dc02.corp.example', 'dc03.corp.example']);
  });
});
