import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicMs } from '../../lib/clock.ts';
import { parseSettings, type Settings } from '../../lib/config/env.ts';
import { migrate } from '../../lib/db/migrate.ts';
import { configureLog, log } from '../../lib/log.ts';
import { ensureBuilt, ensureGenerated } from '../start/build.ts';
import { type SupervisedChild, superviseChild } from '../start/child.ts';
import { DatabaseServer } from '../start/database-server.ts';
import { type DemoFleet, superviseDemoFleet, wantDemo } from '../start/demo-fleet.ts';
import { errorText } from '../start/error-text.ts';
import { applyAtStart } from '../start/fleet-file.ts';
import { takeLock } from '../start/lock.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);
const complain = (line: string) => process.stderr.write(`${line}\n`);

/** Pages take milliseconds, but a browser that listens for changes would keep the web process for as long as it is let. */
const webStopMs = 1_500;
const workerStopMs = 3_500;

/** With `--demo` the demo fleet is wanted, in a data folder of its own unless one is named. */
const demoEnvironment = (given: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...given,
  PORT636_DEMO: '1',
  PORT636_DATA_FOLDER: given.PORT636_DATA_FOLDER || path.join('data', 'demo-fleet'),
});

/** Everything on this machine. Returns the exit code: 0 after Ctrl-C, 1 when it could not start. */
export async function start(projectFolder: string, args: string[]): Promise<number> {
  const withDemo = args.length === 1 && args[0] === '--demo';
  if (args.length > 0 && !withDemo) {
    complain(`start takes --demo and nothing else (got ${args.join(' ')}); settings are in .env.example.`);
    return 3;
  }
  process.chdir(projectFolder);
  const parsed = parseSettings(withDemo ? demoEnvironment(process.env) : process.env, { folder: projectFolder });
  if ('faults' in parsed) {
    for (const fault of parsed.faults) complain(fault);
    return 1;
  }
  const { settings } = parsed;
  configureLog({ level: settings.logLevel });

  // Before the lock, which a signal must not leave behind.
  const stop = stopRequest();
  const lock = takeLock(settings.dataFolder, settings.baseUrl);
  if (lock.holder) {
    complain(`Port636 is already running in ${settings.dataFolder} (process ${lock.holder.pid}): ${lock.holder.address}`);
    return 1;
  }
  try {
    return await run(projectFolder, settings, stop);
  } catch (error) {
    complain(errorText(error));
    return 1;
  } finally {
    lock.release();
  }
}

async function run(projectFolder: string, settings: Settings, stop: StopRequest): Promise<number> {
  try {
    return await runParts(projectFolder, settings, stop);
  } catch (error) {
    // What was being started when it was to stop has every right to fail.
    if (!stop.signal.aborted) throw error;
    return stop.exitCode();
  }
}

async function runParts(projectFolder: string, settings: Settings, stop: StopRequest): Promise<number> {
  if (settings.workerMode !== 'only') await waitForFreePort(settings);
  const server = settings.workerMode === 'only' ? null : await ensureBuilt(projectFolder, say, stop.signal);
  if (server === null) await ensureGenerated(projectFolder, stop.signal);
  const database = await DatabaseServer.open(settings, stop.signal);
  const children: SupervisedChild[] = [];
  let demoFleet: DemoFleet | null = null;
  try {
    await migrate(database.url);
    if (settings.fleetFile !== null) await applyAtStart(database.url, settings.fleetFile, { say, complain });
    if (settings.demo) await wantDemo(database.url, complain);
    // Children may work in a folder of their own: relative paths would mean something else there.
    const shared = { DATABASE_URL: database.url, DATABASE_URL_FILE: undefined, PORT636_DATA_FOLDER: settings.dataFolder };
    const follow = ['--import', path.join(projectFolder, 'bin', 'start', 'follow-parent.js')];
    if (settings.workerMode !== 'off') {
      children.push(
        superviseChild({
          name: 'worker',
          args: [...follow, path.join(projectFolder, 'bin', 'port636.ts'), 'worker'],
          cwd: projectFolder,
          environment: shared,
        }),
      );
    }
    // Where no worker looks, nobody would probe it.
    if (settings.workerMode === 'inline') {
      const args = [...follow, path.join(projectFolder, 'bin', 'port636.ts'), 'demo'];
      demoFleet = superviseDemoFleet(database.url, { name: 'demo', args, cwd: projectFolder, environment: shared });
    }
    if (server !== null) {
      const environment = {
        ...shared,
        NODE_ENV: 'production',
        PORT: String(settings.port),
        HOSTNAME: settings.listen,
        PORT636_TRUST_BUNDLE: settings.probe.trustBundle ?? undefined,
        PORT636_FLEET_FILE: settings.fleetFile ?? undefined,
      };
      children.push(superviseChild({ name: 'web', args: [...follow, server], cwd: projectFolder, environment }));
      await waitForWeb(settings, stop.signal);
    }
    if (!stop.signal.aborted) announce(settings);
    await stop.requested;
    return stop.exitCode();
  } finally {
    await Promise.all([demoFleet?.stop(), ...children.map((child) => child.stop(child.name === 'web' ? webStopMs : workerStopMs))]);
    await database.close();
  }
}

type StopRequest = { signal: AbortSignal; requested: Promise<void>; exitCode: () => number };

/**
 * Ctrl-C, a service manager's SIGTERM, or the death of the process that started us. One Ctrl-C can arrive as several signals (from
 * the terminal and through npm), so further ones change nothing: stopping is bounded in time. After a fault of our own we stop too, with exit code 1: the database must not be left running.
 */
function stopRequest(): StopRequest {
  const controller = new AbortController();
  const requested = new Promise<void>((resolve) => controller.signal.addEventListener('abort', () => resolve(), { once: true }));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => controller.abort());
  process.once('disconnect', () => controller.abort());
  let exitCode = 0;
  process.on('uncaughtException', (error) => {
    exitCode = 1;
    if (controller.signal.aborted) return;
    controller.abort();
    log('start').fatal({ err: error }, 'a fault in Port636 itself; everything is stopped');
  });
  // A terminal that was closed takes no more words.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  // Listening must not keep this process alive when everything has stopped.
  process.channel?.unref();
  return { signal: controller.signal, requested, exitCode: () => exitCode };
}

/** A web process of a killed start needs a moment to go; anything else on the port is somebody else's. */
async function waitForFreePort(settings: Settings): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const free = await new Promise<boolean>((resolve) => {
      const server = net.createServer();
      server.once('error', () => resolve(false));
      server.listen({ port: settings.port, host: settings.listen, exclusive: true }, () => server.close(() => resolve(true)));
    });
    if (free) return;
    await sleep(100);
  }
  throw new Error(`Port ${settings.port} on ${settings.listen} is in use by another program. Set PORT to a free one.`);
}

async function waitForWeb(settings: Settings, signal: AbortSignal): Promise<void> {
  const host = settings.listen.includes(':')
    ? `[${settings.listen === '::' ? '::1' : settings.listen}]`
    : settings.listen === '0.0.0.0'
      ? '127.0.0.1'
      : settings.listen;
  const endMs = monotonicMs() + 60_000;
  while (monotonicMs() < endMs && !signal.aborted) {
    try {
      const response = await fetch(`http://${host}:${settings.port}/healthz`, {
        signal: AbortSignal.any([signal, AbortSignal.timeout(2_000)]),
      });
      if (response.ok) return;
    } catch {
      // Not listening yet.
    }
    await sleep(50);
  }
  if (!signal.aborted) throw new Error('The web pages did not answer within 60 s; the log lines above say why.');
}

function announce(settings: Settings): void {
  const open = settings.listen !== '::1' && !settings.listen.startsWith('127.');
  const warning = open
    ? ` (warning: listening on ${settings.listen} without sign-in: everybody who reaches this address can see and change everything)`
    : '';
  say(
    settings.workerMode === 'only'
      ? `Port636 worker is running at location ${settings.location}`
      : `Port636 is running: ${settings.baseUrl}${warning}`,
  );
}
