import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Account, chooseAccount } from './account.ts';
import { findBinaries } from './binaries.ts';

/** A running embedded server. */
export type EmbeddedServer = {
  /** Address of its database, over a unix socket. */
  url: string;
  pid: number;
  /** Settles when the server has ended, for whatever reason. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Fast shutdown: sessions are ended, everything is written. Kills after `timeoutMs`; the write-ahead log recovers then. */
  stop: (timeoutMs?: number) => Promise<void>;
  /** The server's last lines, for an error message. */
  recentOutput: () => string;
};

/** PostgreSQL's programs get this and nothing else of our environment: no secret of ours reaches them. */
const serverEnvironment: NodeJS.ProcessEnv = {
  NODE_ENV: 'production',
  PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin',
  LC_ALL: 'C',
  TZ: 'UTC',
};

const serverArguments = [
  ...['listen_addresses=', 'unix_socket_permissions=0700', 'max_connections=60', 'shared_buffers=64MB', 'log_min_messages=warning'],
  ...['checkpoint_timeout=15min', 'max_wal_size=512MB', 'wal_compression=on', 'jit=off', 'timezone=UTC', 'log_timezone=UTC'],
].flatMap((setting) => ['-c', setting]);

/**
 * Starts the PostgreSQL of the npm package in `dataFolder`/postgres, made on the first call, listening on a private unix socket
 * alone. A server that a killed parent left behind is shut down first. Throws with the server's last words when it does not come up,
 * or when the signal aborts first; nothing is left running then.
 */
export async function startEmbeddedServer(
  dataFolder: string,
  options: { startTimeoutMs?: number; extraArguments?: string[]; signal?: AbortSignal } = {},
): Promise<EmbeddedServer> {
  const binaries = await findBinaries();
  mkdirSync(dataFolder, { recursive: true });
  const account = chooseAccount(binaries.postgres, dataFolder);
  const cluster = path.join(dataFolder, 'postgres');
  await stopOrphan(cluster);
  if (!existsSync(path.join(cluster, 'PG_VERSION'))) await createCluster(binaries.initdb, cluster, account);
  const socketFolder = makeSocketFolder(dataFolder, account);
  const url = `postgresql://port636@localhost/postgres?host=${encodeURIComponent(socketFolder)}`;

  const command = account.command(binaries.postgres, [
    '-D',
    cluster,
    '-k',
    socketFolder,
    ...serverArguments,
    ...(options.extraArguments ?? []),
  ]);
  const limits = { timeoutMs: options.startTimeoutMs ?? 60_000, signal: options.signal };
  for (let attempt = 1; ; attempt++) {
    try {
      return await launch(command, cluster, url, limits);
    } catch (error) {
      // The last processes of a killed server may take a moment to go; until then it counts as running.
      if (attempt === startAttempts || !/still in use|already exists/.test(String(error))) throw error;
      await sleep(250);
    }
  }
}

const startAttempts = 20;

/** One try; throws with the server's last words, and leaves nothing running then. */
async function launch(
  { file, args, options: identity }: ReturnType<Account['command']>,
  cluster: string,
  url: string,
  limits: { timeoutMs: number; signal: AbortSignal | undefined },
): Promise<EmbeddedServer> {
  const child = spawn(file, args, {
    ...identity,
    cwd: cluster,
    env: serverEnvironment,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const output = recordOutput(child);
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('error', () => resolve({ code: -1, signal: null }));
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  try {
    await waitUntilReady(url, ended, output, limits);
  } catch (error) {
    child.kill('SIGQUIT');
    await ended;
    throw error;
  }
  return { url, pid: child.pid ?? 0, ended, recentOutput: output, stop: (timeoutMs) => stopServer(child, ended, timeoutMs ?? 4_000) };
}

async function createCluster(initdb: string, cluster: string, account: Account): Promise<void> {
  const unfinished = `${cluster}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  if (account.owner) chownSync(unfinished, account.owner.uid, account.owner.gid);
  const { file, args, options } = account.command(initdb, [
    ...['-D', unfinished, '-U', 'port636', '-A', 'trust', '-E', 'UTF8', '--data-checksums'],
    ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
  ]);
  const child = spawn(file, args, {
    ...options,
    cwd: unfinished,
    env: serverEnvironment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = recordOutput(child);
  const code = await new Promise((resolve) => {
    child.once('error', () => resolve(-1));
    child.once('exit', resolve);
  });
  if (code !== 0) throw new Error(`The embedded PostgreSQL could not be initialised in ${cluster}:\n${output()}`);
  renameSync(unfinished, cluster);
}

/** A unix socket's path must stay under 108 bytes; whoever can open the socket is the database's owner, so the folder is private. */
function makeSocketFolder(dataFolder: string, account: Account): string {
  const inside = path.join(dataFolder, 'run');
  const hash = createHash('sha256').update(dataFolder).digest('hex').slice(0, 12);
  const folder = Buffer.byteLength(inside) <= 80 ? inside : path.join(os.tmpdir(), `port636-${process.getuid?.() ?? 0}-${hash}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  const allowed = [process.getuid?.(), account.owner?.uid];
  if (!found.isDirectory() || !allowed.includes(found.uid))
    throw new Error(`${folder} belongs to somebody else: remove it, or set PORT636_DATA_FOLDER to a shorter path.`);
  chmodSync(folder, 0o700);
  if (account.owner) chownSync(folder, account.owner.uid, account.owner.gid);
  return folder;
}

function recordOutput(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (text = (text + chunk.toString()).slice(-8_000)));
  return () => text.trim();
}

async function waitUntilReady(
  url: string,
  ended: EmbeddedServer['ended'],
  output: () => string,
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal | undefined },
): Promise<void> {
  let over = false;
  void ended.then(() => {
    over = true;
  });
  for (let waitedMs = 0; waitedMs < timeoutMs; waitedMs += 50) {
    if (over) throw new Error(`The embedded PostgreSQL ended while starting:\n${output()}`);
    signal?.throwIfAborted();
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query('SELECT 1');
      return;
    } catch {
      await sleep(50);
    } finally {
      await client.end().catch(() => {});
    }
  }
  throw new Error(`The embedded PostgreSQL did not answer within ${timeoutMs / 1_000} s:\n${output()}`);
}

async function stopServer(child: ChildProcess, ended: EmbeddedServer['ended'], timeoutMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGINT');
  const late = new AbortController();
  const outcome = await Promise.race([
    ended.then(() => 'ended' as const),
    sleep(timeoutMs, 'late' as const, { signal: late.signal }).catch(() => 'ended' as const),
  ]);
  late.abort();
  if (outcome === 'late') {
    child.kill('SIGQUIT');
    await ended;
  }
}

/** Ends a server that outlived its parent: PostgreSQL writes its process id into the first line of postmaster.pid. */
async function stopOrphan(cluster: string): Promise<void> {
  const file = path.join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 1 || !isPostgresOf(pid, cluster)) return;
  process.kill(pid, 'SIGINT');
  for (let waitedMs = 0; waitedMs < 10_000 && isPostgresOf(pid, cluster); waitedMs += 50) {
    if (waitedMs === 4_000) process.kill(pid, 'SIGQUIT');
    await sleep(50);
  }
}

function isPostgresOf(pid: number, cluster: string): boolean {
  try {
    process.kill(pid, 0);
    if (process.platform !== 'linux') return true;
    const state = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0];
    return state !== 'Z' && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(cluster);
  } catch {
    return false;
  }
}
