import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { variables } from '../../../lib/config/variables.ts';

/** The product, started as a user starts it, with a data folder and a port of its own. */
export type Product = {
  baseUrl: string;
  dataFolder: string;
  port: number;
  /** The supervisor's process id. */
  pid: number;
  /** From the start to its line with the address, in milliseconds. */
  startedInMs: number;
  stdout: () => string;
  stderr: () => string;
  /** Both, as they came. */
  output: () => string;
  /** Ctrl-C; returns the exit code and how long it took in milliseconds. */
  stop: () => Promise<{ code: number | null; tookMs: number }>;
  /** kill -9 of the supervisor alone. */
  kill: () => Promise<void>;
  /** Removes what it left; call after `stop` or a kill. */
  remove: () => void;
};

export type ProductOptions = { environment?: Record<string, string>; dataFolder?: string; port?: number };

/** Folder of the project. */
export const projectFolder = path.resolve(import.meta.dirname, '..', '..', '..');

const readyWithinMs = 240_000;

/** Starts Port636 and waits for its line with the address. Throws with its words when it ends before. */
export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const dataFolder = options.dataFolder ?? makeDataFolder();
  const port = options.port ?? (await freePort());
  const startedMs = performance.now();
  const run = startProcess(['start'], { PORT: String(port), PORT636_DATA_FOLDER: dataFolder, ...options.environment });
  const baseUrl = await new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => {
      run.child.kill('SIGINT');
      reject(new Error(`Port636 said no address within ${readyWithinMs / 1_000} s:\n${run.output()}`));
    }, readyWithinMs);
    run.child.stdout?.on('data', () => {
      const address = /Port636 is running: (\S+)/.exec(run.stdout())?.[1];
      if (!address) return;
      clearTimeout(late);
      resolve(address);
    });
    void run.ended.then((code) => {
      clearTimeout(late);
      reject(new Error(`Port636 ended with ${code}:\n${run.output()}`));
    });
  });
  return {
    ...{ baseUrl, dataFolder, port, pid: run.child.pid ?? 0, startedInMs: performance.now() - startedMs },
    ...{ stdout: run.stdout, stderr: run.stderr, output: run.output },
    stop: async () => {
      const stopMs = performance.now();
      run.child.kill('SIGINT');
      return { code: await run.ended, tookMs: performance.now() - stopMs };
    },
    kill: async () => {
      run.child.kill('SIGKILL');
      await run.ended;
    },
    remove: () => rmSync(dataFolder, { recursive: true, force: true }),
  };
}

/** Runs a command of Port636 to its end. Settings of this machine do not reach it; `environment` does. */
export async function runCommand(
  args: readonly string[],
  environment: Record<string, string> = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const run = startProcess(args, environment);
  const code = await run.ended;
  return { code, stdout: run.stdout(), stderr: run.stderr() };
}

/** A new folder under the system's temporary one. */
export const makeDataFolder = (): string => mkdtempSync(path.join(os.tmpdir(), 'p636-'));

type Run = { child: ChildProcess; ended: Promise<number | null>; stdout: () => string; stderr: () => string; output: () => string };

const settingNames = Object.entries(variables).flatMap(([name, { secret }]) => (secret ? [name, `${name}_FILE`] : [name]));

function startProcess(args: readonly string[], environment: Record<string, string>): Run {
  // Set and empty, a variable is as good as absent, and a file of settings in the project does not fill it.
  const unset = Object.fromEntries([...settingNames, 'NODE_OPTIONS'].map((name) => [name, '']));
  const child = spawn(process.execPath, [path.join(projectFolder, 'bin', 'port636.ts'), ...args], {
    cwd: projectFolder,
    env: { ...process.env, ...unset, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { stdout: '', stderr: '', output: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      for (const key of [name, 'output'] as const) texts[key] = (texts[key] + chunk).slice(-1_000_000);
    });
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  return { child, ended, stdout: () => texts.stdout, stderr: () => texts.stderr, output: () => texts.output };
}

/** A port that was free a moment ago on loopback. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}
