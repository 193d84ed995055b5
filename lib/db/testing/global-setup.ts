import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedServer } from '../embedded/server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the PostgreSQL server that the integration tests share. */
    databaseServerUrl: string;
  }
}

/** One embedded server for all integration tests of a run; each test file makes a database of its own in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'p636-'));
  const server = await startEmbeddedServer(folder, { extraArguments: ['-c', 'max_connections=200'] });
  project.provide('databaseServerUrl', server.url);
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
