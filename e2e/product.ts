import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

/** The product, started as a user starts it, with a data folder and a port of its own. */
export type Product = {
  baseUrl: string;
  dataFolder: string;
  /** The supervisor's process id. */
  pid: number;
  output: () => string;
  /** Ctrl-C; returns the exit code and how long it took in milliseconds. */
  stop: () => Promise<{ code: number | null; tookMs: number }>;
  /** Removes what it left; call after `stop` or a kill. */
  remove: () => void;
};

export type ProductOptions = { environment?: Record<string, string>; dataFolder?: string; port?: number };

const projectFolder = path.resolve(import.meta.dirname, '..');

/** Starts Port636 and waits for its line with the address. Throws with its words when it ends before. */
export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const dataFolder = options.dataFolder ?? mkdtempSync(path.join(os.tmpdir(), 'p636-e2e-'));
  const port = options.port ?? (await freePort());
  const inherited: NodeJS.ProcessEnv = { ...process.env };
  for (const name of Object.keys(inherited)) if (/^(PORT636_|DATABASE_URL|PORT$|NODE_OPTIONS|VITEST)/.test(name)) delete inherited[name];
  const child = spawn(process.execPath, [path.join(projectFolder, 'bin', 'port636.ts'), 'start'], {
    cwd: projectFolder,
    env: { ...inherited, PORT: String(port), PORT636_DATA_FOLDER: dataFolder, ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  let text = '';
  const baseUrl = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`Port636 said no address within 240 s:\n${text}`)), 240_000);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        text = (text + chunk.toString()).slice(-200_000);
        const address = /Port636 is running: (\S+)/.exec(text)?.[1];
        if (address) {
          clearTimeout(timer);
          resolve(address);
        }
      });
    }
    void ended.then((code) => {
      clearTimeout(timer);
      reject(new Error(`Port636 ended with ${code}:\n${text}`));
    });
  });
  return {
    baseUrl,
    dataFolder,
    pid: child.pid ?? 0,
    output: () => text,
    stop: () => stop(child, ended),
    remove: () => rmSync(dataFolder, { recursive: true, force: true }),
  };
}

async function stop(child: ChildProcess, ended: Promise<number | null>): Promise<{ code: number | null; tookMs: number }> {
  const startedMs = performance.now();
  child.kill('SIGINT');
  return { code: await ended, tookMs: performance.now() - startedMs };
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
