import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readBoard } from '../checks/read/read-board.ts';
import { makeEndpoint } from '../checks/testing/fleet.ts';
import { now } from '../clock.ts';
import { startTestDatabase, type TestDatabase } from '../db/testing/test-database.ts';
import { createAuthority } from '../simulation/certificate-factory.ts';
import { makeTwoNetworks, type TwoNetworks } from './testing/two-networks.ts';

/** Berlin looks from a network of its own; Hamburg is where the servers are. Dc03 is probed from Berlin alone. */
const names = ['dc01.example.test', 'dc02.example.test', 'dc03.example.test'];
const made = await makeTwoNetworks();

const script = (name: string): string => fileURLToPath(new URL(`testing/${name}`, import.meta.url));
const eventually = <Value>(look: () => Promise<Value>, timeout = 60_000): Promise<Value> => vi.waitFor(look, { timeout, interval: 200 });

if ('impossible' in made)
  it('is not tried here, for this machine makes no network namespaces; its parts are tested beside them', () => {
    expect(made.impossible).toMatch(/./);
  });
else describe('a location that is cut off', () => prove(made));

/** Five steps, one after the other, of the same two workers. */
function prove(networks: TwoNetworks): void {
  const children: ChildProcess[] = [];
  let test: TestDatabase;
  let folder: string;
  let options: SpawnOptions;
  let berlin: ChildProcess;

  beforeAll(async () => {
    test = await startTestDatabase();
    folder = mkdtempSync(path.join(os.tmpdir(), 'p636-cut-off-'));
    const authority = await createAuthority();
    const leaf = await authority.issue({ subject: 'CN=example.test', dnsNames: names });
    const files = { root: path.join(folder, 'root.pem'), leaf: path.join(folder, 'leaf.pem') };
    writeFileSync(files.root, authority.certificate.pem);
    writeFileSync(files.leaf, `${leaf.chainPem}\n${leaf.keyPem}`);
    const settings = { DATABASE_URL: test.url, PORT636_TRUST_BUNDLE: files.root, PORT636_SYSTEM_TRUST: 'off', PORT636_PROBE_TIMEOUT: '4s' };
    options = {
      env: { ...settings, PORT636_LOG_LEVEL: 'error', PATH: process.env.PATH, NODE_ENV: 'test' },
      stdio: ['ignore', 'pipe', 'inherit'],
    };
    const directory = networks.spawn(
      'here',
      process.execPath,
      [script('directory-process.ts'), networks.address, files.leaf, ...names],
      options,
    );
    children.push(directory);
    if (directory.stdout === null) throw new Error('The servers cannot be heard.');
    const [line] = (await once(createInterface(directory.stdout), 'line')) as [string];
    const ports = JSON.parse(line) as number[];
    const doors = await Promise.all(
      names.map((name, index) => makeEndpoint(test.db, { name, port: ports[index] ?? 0, address: networks.address, now: now() })),
    );
    await test.db.endpoint.update({ where: { id: doors[2]?.endpointId ?? '' }, data: { probedFrom: ['berlin'] } });
    berlin = networks.spawn('there', process.execPath, [script('worker-process.ts'), 'berlin'], options);
    children.push(berlin, networks.spawn('here', process.execPath, [script('worker-process.ts'), 'hamburg'], options));
  }, 60_000);
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    networks.stop();
    await test.stop();
    rmSync(folder, { recursive: true });
  });

  const seenFrom = async (location: string) =>
    test.db.endpointState.findMany({
      where: { location: { name: location } },
      select: { verdict: true, unknownBecause: true },
      orderBy: { endpoint: { host: { name: 'asc' } } },
    });
  const board = async () => {
    const { hosts, silentWorkers } = await readBoard(test.db, { now: now() });
    return { states: hosts.map(({ state }) => state), silent: silentWorkers.map(({ location }) => location) };
  };
  const offline = () => test.db.fleetFinding.findMany({ where: { findingId: 'prober-offline' }, select: { subject: true, summary: true } });
  const probeAgain = () => test.db.endpointState.updateMany({ data: { nextDueAt: now() } });
  const berlinIs = (verdict: string, because: string | null = null) =>
    eventually(async () =>
      expect(await seenFrom('berlin')).toEqual(
        names.map(() => ({ verdict, unknownBecause: because === null ? null : expect.stringContaining(because) })),
      ),
    );

  it('sees what the other one sees while its network works', async () => {
    await berlinIs('healthy');
    await eventually(async () => expect(await seenFrom('hamburg')).toEqual(Array(2).fill({ verdict: 'healthy', unknownBecause: null })));
    expect(await board()).toEqual({ states: ['healthy', 'healthy', 'healthy'], silent: [] });
    expect(await offline()).toEqual([]);
  }, 90_000);

  it('blames no host when its packets vanish without a word, and says of itself that it cannot look', async () => {
    await networks.swallow();
    await probeAgain();
    await berlinIs('unknown', 'The network of berlin itself is gone: nothing answers any more');
    expect(await test.db.openFinding.findMany({ where: { location: { name: 'berlin' } } })).toEqual([]);
    expect((await board()).states).toEqual(['healthy', 'healthy', 'not-checked']);
    const found = await eventually(async () => {
      const rows = await offline();
      expect(rows).toHaveLength(1);
      return rows[0];
    });
    expect(found).toMatchObject({
      subject: 'berlin',
      summary: expect.stringMatching(/^The network of the location berlin itself is gone since /),
    });
  }, 90_000);

  it('looks again by itself when the network is back, and is found no more', async () => {
    await networks.heal();
    await berlinIs('healthy');
    await eventually(async () => expect(await offline()).toEqual([]));
    expect(await test.db.location.findUnique({ where: { name: 'berlin' } })).toMatchObject({ networkGoneSince: null });
    expect((await board()).states).toEqual(['healthy', 'healthy', 'healthy']);
  }, 90_000);

  it('blames no host either when its only link goes down', async () => {
    await networks.unplug();
    await probeAgain();
    await berlinIs('unknown', 'The network of berlin itself is gone: no network interface is up');
    expect((await board()).states).toEqual(['healthy', 'healthy', 'not-checked']);
    await networks.heal();
    await berlinIs('healthy');
  }, 90_000);

  it('is named on the board and found when its worker dies, and no host is blamed for that', async () => {
    berlin.kill('SIGKILL');
    const longAgo = new Date(now().getTime() - 3_600_000);
    const ofBerlin = { location: { name: 'berlin' } };
    await eventually(async () => {
      await test.db.location.update({ where: { name: 'berlin' }, data: { lastSeenAt: longAgo } });
      expect(await board()).toMatchObject({ silent: ['berlin'] });
    });
    await test.db.endpointState.updateMany({ where: ofBerlin, data: { lastCheckedAt: longAgo } });
    expect((await board()).states).toEqual(['healthy', 'healthy', 'stale']);
    await eventually(async () =>
      expect(await offline()).toMatchObject([{ subject: 'berlin', summary: expect.stringMatching(/^No worker of the location berlin/) }]),
    );
    children.push(networks.spawn('there', process.execPath, [script('worker-process.ts'), 'berlin'], options));
    await eventually(async () => expect(await board()).toEqual({ states: ['healthy', 'healthy', 'stale'], silent: [] }));
    await probeAgain();
    await eventually(async () => expect((await board()).states).toEqual(['healthy', 'healthy', 'healthy']));
    await eventually(async () => expect(await offline()).toEqual([]));
  }, 120_000);
}
