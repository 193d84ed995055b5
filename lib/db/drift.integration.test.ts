import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from './testing/test-database.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Prisma's own comparison of the database at `url` with the schema file, through the stand-in for its engine. */
async function diff(url: string, ...toSchema: string[]): Promise<{ exitCode: number; stdout: string }> {
  const run = promisify(execFile);
  const args = [
    'node_modules/prisma/build/index.js',
    'migrate',
    'diff',
    '--from-config-datasource',
    ...toSchema,
    '--script',
    '--exit-code',
  ];
  const env = { ...process.env, DATABASE_URL: url, PRISMA_SCHEMA_ENGINE_BINARY: `${root}scripts/schema-engine.mjs` };
  return run(process.execPath, args, { cwd: root, env }).then(
    ({ stdout }) => ({ exitCode: 0, stdout }),
    (error: { code: number; stdout: string }) => ({ exitCode: error.code, stdout: error.stdout }),
  );
}

describe('the migrations', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await startTestDatabase();
    await test.db.$executeRaw`SELECT ensure_check_partitions('2026-03-01', '2026-03-02')`;
  });
  afterAll(() => test.stop());

  it('make the database that the schema describes, daily partitions and all', async () => {
    expect(await diff(test.url, '--to-schema', 'prisma/schema.prisma')).toEqual({
      exitCode: 0,
      stdout: expect.stringContaining('empty migration'),
    });
  });

  it('would be told apart from a schema that differs', async () => {
    await test.db.$executeRaw`ALTER TABLE hosts ADD COLUMN surprise text`;
    const { exitCode, stdout } = await diff(test.url, '--to-schema', 'prisma/schema.prisma');
    expect({ exitCode, dropsIt: stdout.includes('DROP COLUMN "surprise"') }).toEqual({ exitCode: 2, dropsIt: true });
  });
});
