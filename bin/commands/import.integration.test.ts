import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../../lib/db/testing/test-database.ts';

const projectFolder = path.resolve(import.meta.dirname, '../..');
let test: TestDatabase;
let folder: string;

beforeAll(async () => {
  test = await startTestDatabase();
  folder = mkdtempSync(path.join(tmpdir(), 'port636-import-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await test.stop();
});

/** The command as people run it. */
function importFile(content: string, ...options: string[]): Promise<{ code: number; out: string; errors: string }> {
  const file = path.join(folder, 'hosts.csv');
  writeFileSync(file, content);
  const environment: NodeJS.ProcessEnv = { NODE_ENV: 'production', PATH: process.env.PATH, DATABASE_URL: test.url };
  return new Promise((resolve) => {
    const args = [path.join(projectFolder, 'bin/port636.ts'), 'import', file, ...options];
    execFile(process.execPath, args, { cwd: folder, env: environment }, (error, out, errors) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, errors }),
    );
  });
}

describe('port636 import', () => {
  it('shows every line, imports them, and finds nothing to do the second time', async () => {
    const list = 'host;port;owner\ndc01.corp.example;636;Ada\ndc01.corp.example;3269;\n';
    const dry = await importFile(list, '--dry-run');
    expect(dry).toMatchObject({ code: 0, errors: '' });
    expect(dry.out).toContain('Line 2: new dc01.corp.example 636. LDAPS');
    expect(dry.out).toContain('Nothing was changed: this was a dry run.');
    expect(await test.db.host.count()).toBe(0);
    expect((await importFile(list)).out).toContain('Hosts: 1 new, 0 changed, 0 unchanged; doors: 2 new.\n');
    expect((await importFile(list)).out).toBe('Hosts: 0 new, 0 changed, 1 unchanged; doors: 0 new.\n');
    expect(await test.db.endpoint.count()).toBe(2);
  });

  it('ends with 3 and every faulty line, and changes nothing', async () => {
    const { code, out, errors } = await importFile('new.corp.example\nbad name\n');
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(errors).toMatch(/^Line 2: A space cannot be part of a host name.*\nNothing was changed\.\n$/);
    expect(await test.db.host.count({ where: { name: 'new.corp.example' } })).toBe(0);
    expect(await importFile('dc01\0')).toMatchObject({ code: 3, errors: expect.stringContaining('This is no text') });
  });
});
