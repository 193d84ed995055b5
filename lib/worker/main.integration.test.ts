import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { nextSlot } from '../checks/due.ts';
import { LIVE_CHANNEL, type LiveEvent, liveEvent } from '../checks/live-events.ts';
import { requestCheck } from '../checks/request-check.ts';
import { requestDeepScan } from '../checks/request-deep-scan.ts';
import { makeEndpoint, type TestEndpoint } from '../checks/testing/fleet.ts';
import { now } from '../clock.ts';
import { parseSettings, type Settings } from '../config/env.ts';
import { startTestDatabase, type TestDatabase } from '../db/testing/test-database.ts';
import { configureLog } from '../log.ts';
import { openQueue } from '../queue/queue.ts';
import { startBrokenServer } from '../simulation/broken-server.ts';
import { type Authority, createAuthority } from '../simulation/certificate-factory.ts';
import { type LdapServerOptions, startLdapServer } from '../simulation/ldap-server.ts';
import type { SimulatedServer } from '../simulation/listener.ts';
import { runWorker } from './main.ts';

let test: TestDatabase;
let folder: string;
let authority: Authority;
let environment: Record<string, string>;
let given: Settings;
const servers: SimulatedServer[] = [];
const running: { stop: AbortController; done: Promise<void> }[] = [];
const children: ChildProcess[] = [];

beforeAll(async () => {
  configureLog({ level: 'silent' });
  test = await startTestDatabase();
  folder = mkdtempSync(path.join(os.tmpdir(), 'p636-worker-'));
  authority = await createAuthority();
  const bundle = path.join(folder, 'root.pem');
  writeFileSync(bundle, authority.certificate.pem);
  environment = {
    DATABASE_URL: test.url,
    PORT636_TRUST_BUNDLE: bundle,
    PORT636_SYSTEM_TRUST: 'off',
    PORT636_PROBE_TIMEOUT: '15s',
    PORT636_LOG_LEVEL: 'error',
  };
  const parsed = parseSettings(environment, { folder });
  if ('faults' in parsed) throw new Error(parsed.faults.join('\n'));
  given = parsed.settings;
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const worker of running.splice(0)) {
    worker.stop.abort();
    await worker.done;
  }
  await test.db.host.deleteMany();
  for (const server of servers.splice(0)) await server.stop();
});
afterAll(async () => {
  await test.stop();
  rmSync(folder, { recursive: true });
});

async function domainController(name: string, options: LdapServerOptions = {}): Promise<SimulatedServer> {
  const leaf = await authority.issue({ subject: `CN=${name}`, dnsNames: [name] });
  const server = await startLdapServer({ tls: { cert: leaf.chainPem, key: leaf.keyPem }, hostName: name, ...options });
  servers.push(server);
  return server;
}

const register = (name: string, server: SimulatedServer): Promise<TestEndpoint> =>
  makeEndpoint(test.db, { name, port: server.port, address: server.address, now: now() });

function startWorker(location: string): { stop: AbortController; done: Promise<void> } {
  const stop = new AbortController();
  const worker = { stop, done: runWorker({ location, signal: stop.signal, settings: given }) };
  running.push(worker);
  return worker;
}

const stateOf = (endpoint: TestEndpoint) => test.db.endpointState.findFirst({ where: { endpointId: endpoint.endpointId } });
const eventually = <Value>(look: () => Promise<Value>, timeout = 40_000): Promise<Value> => vi.waitFor(look, { timeout, interval: 100 });

async function listen(): Promise<{ events: LiveEvent[]; end: () => Promise<void> }> {
  const client = new pg.Client({ connectionString: test.url });
  await client.connect();
  const events: LiveEvent[] = [];
  client.on('notification', ({ payload }) => events.push(liveEvent.parse(JSON.parse(payload ?? ''))));
  await client.query(`LISTEN ${LIVE_CHANNEL}`);
  return { events, end: () => client.end() };
}

async function probeNow(endpoint: TestEndpoint, request = requestCheck): Promise<string> {
  const queue = await openQueue(test.url, () => undefined);
  try {
    return (await request({ db: test.db, now: now(), actor: 'ada' }, { endpointId: endpoint.endpointId }, queue)).requestId;
  } finally {
    await queue.stop();
  }
}

describe('a worker', () => {
  it('finds a new endpoint, probes it and saves what it saw', async () => {
    const endpoint = await register('dc01.example.test', await domainController('dc01.example.test'));
    startWorker('berlin');
    const state = await eventually(async () => {
      const found = await stateOf(endpoint);
      expect(found?.lastCheckId).toBeTruthy();
      return found;
    });
    const findings = await test.db.openFinding.findMany({ select: { findingId: true, summary: true } });
    expect(findings).toEqual([]);
    expect(state).toMatchObject({ verdict: 'healthy', claimToken: null, tlsVersion: 'TLSv1.3', addresses: ['127.0.0.1'] });
    const nextDueAt = state?.nextDueAt ?? new Date(0);
    expect(nextDueAt).toEqual(nextSlot(endpoint.endpointId, 300, new Date(nextDueAt.getTime() - 1)));
    expect(await test.db.location.findUnique({ where: { name: 'berlin' } })).toMatchObject({ lastSeenAt: expect.any(Date) });
    // What it trusts is kept, and so is what its path ends in, which no server sends.
    const root = { sha256: authority.certificate.sha256 };
    await eventually(async () =>
      expect(await test.db.trustedCertificate.findMany({ select: { sha256: true, store: true } })).toEqual([
        { ...root, store: 'root.pem' },
      ]),
    );
    expect(await test.db.pathCertificate.findFirst({ where: { ...root, endpointId: endpoint.endpointId } })).toMatchObject({
      depth: 1,
      sent: false,
    });
  });

  it('tells every stage of a requested check, in order, and that it is over', async () => {
    const endpoint = await register('dc02.example.test', await domainController('dc02.example.test'));
    startWorker('berlin');
    await eventually(async () => expect((await stateOf(endpoint))?.lastCheckId).toBeTruthy());
    const before = (await stateOf(endpoint))?.lastCheckId;
    const live = await listen();
    const requestId = await probeNow(endpoint);
    await eventually(async () => expect(live.events.at(-1)).toMatchObject({ type: 'finished', requestId, verdict: 'healthy' }));
    const stages = live.events.flatMap((event) => (event.type === 'progress' && event.requestId === requestId ? [event.stage] : []));
    expect(stages.slice(0, 2)).toEqual(['resolve', 'connect']);
    expect(stages).toEqual(expect.arrayContaining(['handshake', 'certificate', 'directory']));
    expect(live.events).toContainEqual(expect.objectContaining({ type: 'host', name: 'dc02.example.test' }));
    expect((await stateOf(endpoint))?.lastCheckId).not.toBe(before);
    await live.end();
  });

  it('tells how far a requested deep scan is, keeps it, and judges the door again', async () => {
    const endpoint = await register('dc09.example.test', await domainController('dc09.example.test'));
    startWorker('berlin');
    await eventually(async () => expect((await stateOf(endpoint))?.lastCheckId).toBeTruthy());
    const before = (await stateOf(endpoint))?.lastCheckId;
    const live = await listen();
    const requestId = await probeNow(endpoint, requestDeepScan);
    await eventually(async () =>
      expect(live.events).toContainEqual({ type: 'finished', requestId, endpointId: endpoint.endpointId, verdict: 'complete' }),
    );
    const notes = live.events.flatMap((event) => (event.type === 'progress' && event.stage === 'deep-scan' ? [event.note] : []));
    expect(notes.length).toBeGreaterThan(3);
    expect(notes.every((note) => /^\d+ of \d+: ./.test(note ?? ''))).toBe(true);
    expect(await test.db.deepScan.count({ where: { endpointId: endpoint.endpointId } })).toBe(1);
    await eventually(async () => expect((await stateOf(endpoint))?.lastCheckId).not.toBe(before));
    expect(await stateOf(endpoint)).toMatchObject({ verdict: 'healthy', deepScanClaimedUntil: null });
    await live.end();
  });

  it('scans by its own schedule, once, and leaves out doors that answer no TLS', async () => {
    const endpoint = await register('dc10.example.test', await domainController('dc10.example.test'));
    const server = await domainController('dc11.example.test');
    const closed = await register('dc11.example.test', server);
    await server.stop();
    const due = { deepScanDueAt: new Date(now().getTime() - 1_000) };
    const first = startWorker('berlin');
    for (const each of [endpoint, closed]) await eventually(async () => expect((await stateOf(each))?.lastCheckId).toBeTruthy());
    first.stop.abort();
    await first.done;
    await test.db.endpointState.updateMany({ data: due });
    startWorker('berlin');
    startWorker('berlin');
    await eventually(async () => expect(await test.db.deepScan.count({ where: { endpointId: endpoint.endpointId } })).toBe(1));
    await eventually(async () => {
      const states = await test.db.endpointState.findMany({ where: { endpointId: { in: [endpoint.endpointId, closed.endpointId] } } });
      expect(states.every(({ deepScanDueAt }) => (deepScanDueAt ?? now()) > now())).toBe(true);
    });
    expect(await test.db.deepScan.count({ where: { endpointId: closed.endpointId } })).toBe(0);
  });

  it('never probes one endpoint twice at once, whatever workers and people ask for', async () => {
    let open = 0;
    let most = 0;
    const name = 'dc03.example.test';
    const server = await domainController(name, {
      onRequest: (request) => {
        if (request.kind === 'search') most = Math.max(most, ++open);
        if (request.kind === 'unbind') open -= 1;
        return undefined;
      },
    });
    const endpoint = await register(name, server);
    startWorker('berlin');
    startWorker('berlin');
    await eventually(async () => expect((await stateOf(endpoint))?.lastCheckId).toBeTruthy());
    await Promise.all(Array.from({ length: 6 }, () => probeNow(endpoint)));
    await eventually(async () => expect(await test.db.check.count({ where: { endpointId: endpoint.endpointId } })).toBe(7));
    expect(most).toBe(1);
  });

  it('stops within four seconds of being told, in the midst of a probe, and leaves no claim', async () => {
    const name = 'dc04.example.test';
    const endpoint = await register(name, await domainController(name, { onRequest: () => 'silent' }));
    const worker = startWorker('berlin');
    await eventually(async () => expect((await stateOf(endpoint))?.claimToken).toBeTruthy());
    const toldAt = performance.now();
    worker.stop.abort();
    await worker.done;
    expect(performance.now() - toldAt).toBeLessThan(4_500);
    expect(await stateOf(endpoint)).toMatchObject({ claimToken: null, lastCheckId: null });
  });

  it('stops as soon in the midst of a deep scan, and leaves no claim', async () => {
    const silent = await startBrokenServer('silent');
    servers.push(silent);
    const endpoint = await register('dc12.example.test', silent);
    const worker = startWorker('berlin');
    await eventually(async () => expect((await stateOf(endpoint))?.lastCheckId).toBeTruthy());
    await probeNow(endpoint, requestDeepScan);
    await eventually(async () => expect((await stateOf(endpoint))?.deepScanClaimedUntil).toBeTruthy());
    const toldAt = performance.now();
    worker.stop.abort();
    await worker.done;
    expect(performance.now() - toldAt).toBeLessThan(4_500);
    expect(await stateOf(endpoint)).toMatchObject({ claimToken: null, deepScanClaimedUntil: null });
    expect(await test.db.deepScan.count({ where: { endpointId: endpoint.endpointId } })).toBe(0);
  });

  it('takes over the check of a worker that was killed in the midst of it', async () => {
    const name = 'dc05.example.test';
    let silent = true;
    const server = await domainController(name, { onRequest: () => (silent ? 'silent' : undefined) });
    const endpoint = await register(name, server);
    const script = fileURLToPath(new URL('testing/worker-process.ts', import.meta.url));
    const env = { ...environment, PATH: '', NODE_ENV: 'test' as const };
    const child = spawn(process.execPath, [script, 'hamburg'], { env, stdio: 'ignore' });
    children.push(child);
    await eventually(async () => expect((await stateOf(endpoint))?.claimToken).toBeTruthy());
    child.kill('SIGKILL');
    await once(child, 'exit');
    silent = false;
    startWorker('hamburg');
    await eventually(async () => expect(await stateOf(endpoint)).toMatchObject({ verdict: 'healthy', claimToken: null }));
    expect(await test.db.check.count({ where: { endpointId: endpoint.endpointId } })).toBe(1);
  });

  it('leaves out a host that was paused after its check was enqueued', async () => {
    const paused = await register('dc06.example.test', await domainController('dc06.example.test'));
    const other = await register('dc07.example.test', await domainController('dc07.example.test'));
    const first = startWorker('berlin');
    for (const endpoint of [paused, other]) await eventually(async () => expect((await stateOf(endpoint))?.lastCheckId).toBeTruthy());
    first.stop.abort();
    await first.done;
    const live = await listen();
    await probeNow(paused);
    const requestId = await probeNow(other);
    await test.db.host.update({ where: { id: paused.hostId }, data: { pausedAt: now() } });
    startWorker('berlin');
    await eventually(async () => expect(live.events).toContainEqual(expect.objectContaining({ type: 'finished', requestId })));
    expect(await test.db.check.count({ where: { endpointId: paused.endpointId } })).toBe(1);
    await live.end();
  });

  it('goes on after all its connections to the database were cut', async () => {
    const endpoint = await register('dc08.example.test', await domainController('dc08.example.test'));
    startWorker('berlin');
    await eventually(async () => expect((await stateOf(endpoint))?.lastCheckId).toBeTruthy());
    const admin = new pg.Client({ connectionString: test.url });
    await admin.connect();
    await admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = 'port636-worker'`);
    await admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = 'port636'`);
    await admin.end();
    await eventually(async () => expect(await probeNow(endpoint)).toBeTruthy());
    await eventually(async () => expect(await test.db.check.count({ where: { endpointId: endpoint.endpointId } })).toBeGreaterThan(1));
  });

  it('fails at once when there is no database', async () => {
    const nowhere = { ...given, databaseUrl: `postgresql://nobody@127.0.0.1:1/${randomUUID()}` };
    await expect(runWorker({ location: 'berlin', signal: new AbortController().signal, settings: nowhere })).rejects.toThrow();
  });
});
