// Runs before the dependencies are there, on whatever Node the machine has (20 and newer): plain JavaScript, Node's own modules.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startTime } from './start/start-time.js';

/** Folder of the project. */
export const projectFolder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

const node24 = path.join(projectFolder, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const marker = path.join(projectFolder, 'node_modules', '.port636-installed');

const installLock = path.join(projectFolder, '.installing');
const dataFolder = path.resolve(projectFolder, process.env.PORT636_DATA_FOLDER ?? 'data');

/**
 * The living process that holds a lock file; null when there is none.
 * @param {string} file
 * @returns {number | null}
 */
function holderOf(file) {
  try {
    const { pid, startedAt } = JSON.parse(readFileSync(file, 'utf8'));
    return startTime(pid) === startedAt ? pid : null;
  } catch {
    return null;
  }
}

/**
 * @param {string} why
 * @returns {never}
 */
function refuse(why) {
  process.stderr.write(`${why}\n`);
  process.exit(1);
}

/** Runs `npm ci` when node_modules is missing or belongs to another lock file, platform or processor; says so on standard error. */
export function ensureDependencies() {
  const lock = readFileSync(path.join(projectFolder, 'package-lock.json'));
  const wanted = createHash('sha256').update(lock).update(`${process.platform}-${process.arch}`).digest('hex');
  if (existsSync(node24) && existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return;
  const running = holderOf(path.join(dataFolder, 'port636.lock'));
  if (running) refuse(`Port636 is running from this folder (process ${running}): stop it before its dependencies change.`);
  const installing = holderOf(installLock);
  if (installing) refuse(`Another process (${installing}) is installing the dependencies right now: try again when it is done.`);
  writeFileSync(installLock, JSON.stringify({ pid: process.pid, startedAt: startTime(process.pid) }));
  process.stderr.write('Installing the dependencies (the first time about a minute) ...\n');
  const environment = { ...process.env };
  delete environment.NODE_ENV;
  const result = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: projectFolder,
    env: environment,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  rmSync(installLock, { force: true });
  if (result.error || result.status !== 0) {
    process.stderr.write(`npm ci failed${result.error ? `: ${result.error.message}` : ''}. Its words are above; Port636 did not start.\n`);
    process.exit(1);
  }
  writeFileSync(marker, wanted);
}

/**
 * Hands over to a TypeScript file under the Node that the dependencies brought, and ends as it ends. The script's channel to this
 * process closes when this process dies, which tells it to stop.
 * @param {string} script relative to the project
 * @param {string[]} args
 */
export function handOver(script, args) {
  const child = spawn(node24, [path.join(projectFolder, script), ...args], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  // The child may get the signal twice, from the terminal and from here; it decides when to end.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(`${node24} cannot be run: ${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}
