import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fingerprint, isCurrent } from './fingerprint.ts';

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

/** Makes the Prisma client when the schema changed since it was made. Throws with the tool's words when it fails. */
export function ensureGenerated(projectFolder: string): void {
  const wanted = fingerprint(projectFolder, ['prisma/schema.prisma', 'package-lock.json']);
  const marker = path.join(projectFolder, 'lib', 'db', 'generated', '.fingerprint');
  if (isCurrent(marker, wanted)) return;
  // Any existing path will do: generating needs no schema engine, but the tool insists on one.
  runTool(projectFolder, ['node_modules/prisma/build/index.js', 'generate'], { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath });
  writeFileSync(marker, wanted);
}

/** Builds the web pages when a source changed since the last build. Returns whether it built. */
export function ensureBuilt(projectFolder: string, say: (line: string) => void): boolean {
  ensureGenerated(projectFolder);
  const wanted = fingerprint(projectFolder, sources, process.version);
  const marker = path.join(projectFolder, '.next', 'port636-build');
  const standalone = path.join(projectFolder, '.next', 'standalone');
  if (isCurrent(marker, wanted) && existsSync(path.join(standalone, 'server.js'))) return false;
  say('Building the web pages (once for each version, under a minute) ...');
  rmSync(standalone, { recursive: true, force: true });
  runTool(projectFolder, ['node_modules/next/dist/bin/next', 'build'], { NODE_ENV: 'production' });
  cpSync(path.join(projectFolder, '.next', 'static'), path.join(standalone, '.next', 'static'), { recursive: true });
  if (existsSync(path.join(projectFolder, 'public')))
    cpSync(path.join(projectFolder, 'public'), path.join(standalone, 'public'), { recursive: true });
  writeFileSync(marker, wanted);
  return true;
}

function runTool(projectFolder: string, args: string[], environment: Record<string, string>): void {
  const result = spawnSync(process.execPath, args, {
    cwd: projectFolder,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1', ...environment },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.status !== 0)
    throw new Error(`${args.slice(0, 2).join(' ')} failed:\n${result.stdout ?? ''}${result.stderr ?? ''}${result.error?.message ?? ''}`);
}
