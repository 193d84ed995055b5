import { spawn } from 'node:child_process';
import { cpSync, existsSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fingerprint, isCurrent } from './fingerprint.ts';
import { takeLock } from './lock.ts';

const sources = [
  '{app,components,lib}/**/*.{ts,tsx,css,svg,png,ico}',
  'prisma/schema.prisma',
  'public/**/*',
  'proxy.ts',
  'next.config.js',
  'postcss.config.mjs',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];

/** Builds that are kept: the one just made, and those that running servers may still be serving. */
const keptBuilds = 3;

/** Makes the Prisma client when the schema changed since it was made. Throws with the tool's words when it fails. */
export async function ensureGenerated(projectFolder: string, signal?: AbortSignal): Promise<void> {
  const wanted = fingerprint(projectFolder, ['prisma/schema.prisma', 'package-lock.json']);
  const marker = path.join(projectFolder, 'lib', 'db', 'generated', '.fingerprint');
  if (isCurrent(marker, wanted)) return;
  // Any existing path will do: generating needs no schema engine, but the tool insists on one.
  await runTool(
    projectFolder,
    ['node_modules/prisma/build/index.js', 'generate'],
    { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath },
    signal,
  );
  writeFileSync(marker, wanted);
}

/**
 * The server of the web pages (server.js in a folder of its own for each version of the sources), built when there is none for
 * these sources. A build never touches what a running server serves; of several builders at once one builds, the others wait.
 */
export async function ensureBuilt(projectFolder: string, say: (line: string) => void, signal?: AbortSignal): Promise<string> {
  await ensureGenerated(projectFolder, signal);
  const wanted = fingerprint(projectFolder, sources, process.version);
  const builds = path.join(projectFolder, 'build');
  const server = path.join(builds, wanted.slice(0, 16), 'server.js');
  for (;;) {
    signal?.throwIfAborted();
    if (existsSync(server)) return server;
    const lock = takeLock(path.join(builds, 'building'), 'build');
    if (lock.holder === null) {
      try {
        if (!existsSync(server)) await build(projectFolder, path.dirname(server), say, signal);
        return server;
      } finally {
        lock.release();
      }
    }
    await sleep(200);
  }
}

async function build(projectFolder: string, target: string, say: (line: string) => void, signal?: AbortSignal): Promise<void> {
  say('Building the web pages (once for each version, under a minute) ...');
  const output = path.join(projectFolder, '.next');
  await runTool(projectFolder, ['node_modules/next/dist/bin/next', 'build'], { NODE_ENV: 'production' }, signal);
  const unfinished = `${target}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  renameSync(path.join(output, 'standalone'), unfinished);
  cpSync(path.join(output, 'static'), path.join(unfinished, '.next', 'static'), { recursive: true });
  if (existsSync(path.join(projectFolder, 'public')))
    cpSync(path.join(projectFolder, 'public'), path.join(unfinished, 'public'), { recursive: true });
  renameSync(unfinished, target);
  removeOldBuilds(path.dirname(target));
}

function removeOldBuilds(builds: string): void {
  const found = readdirSync(builds)
    .filter((name) => /^[0-9a-f]{16}$/.test(name))
    .map((name) => ({ folder: path.join(builds, name), madeAtMs: statSync(path.join(builds, name)).mtimeMs }))
    .sort((a, b) => b.madeAtMs - a.madeAtMs);
  for (const { folder } of found.slice(keptBuilds)) rmSync(folder, { recursive: true, force: true });
}

async function runTool(projectFolder: string, args: string[], environment: Record<string, string>, signal?: AbortSignal): Promise<void> {
  const child = spawn(process.execPath, args, {
    cwd: projectFolder,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    killSignal: 'SIGKILL',
    ...(signal ? { signal } : {}),
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (text = (text + chunk.toString()).slice(-100_000)));
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      text += error.message;
      resolve(-1);
    });
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`${args.slice(0, 2).join(' ')} failed:\n${text}`);
}
