import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runningServerUrl } from '../../lib/db/embedded/running.ts';
import { startTestDatabase, type TestDatabase } from '../../lib/db/testing/test-database.ts';
import { createAuthority } from '../../lib/simulation/certificate-factory.ts';

const projectFolder = path.resolve(import.meta.dirname, '../..');
let test: TestDatabase;
let folder: string;

beforeAll(async () => {
  test = await startTestDatabase();
  folder = mkdtempSync(path.join(tmpdir(), 'port636-apply-'));
  writeFileSync(path.join(folder, 'roots.pem'), (await createAuthority({ subject: 'CN=Corp Root CA' })).certificate.pem);
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await test.stop();
});

const fleet = `version: 1
trust: [{ name: Corporate roots, file: roots.pem }]
hosts: [{ name: dc01.corp.example, doors: [636, 3269] }]
`;

/** The command as people run it. */
function apply(content: string, ...options: string[]): Promise<{ code: number; out: string; errors: string }> {
  const file = path.join(folder, 'fleet.yaml');
  writeFileSync(file, content);
  const environment = { PATH: process.env.PATH ?? '', DATABASE_URL: test.url, NODE_ENV: 'test' as const };
  return new Promise((resolve) => {
    const args = [path.join(projectFolder, 'bin/port636.ts'), 'apply', file, ...options];
    execFile(process.execPath, args, { cwd: folder, env: environment }, (error, out, errors) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, errors }),
    );
  });
}

describe('port636 apply', () => {
  it('shows the plan, applies it with what lies beside the file, and finds nothing to do the second time', async () => {
    const dry = await apply(fleet, '--dry-run');
    expect(dry).toMatchObject({ code: 0, errors: '' });
    expect(dry.out).toContain('+ host dc01.corp.example\n    + port 636 (LDAPS)\n    + port 3269 (LDAPS)\n');
    expect(dry.out).toContain('Nothing was changed: this was a dry run.');
    expect(await test.db.host.count()).toBe(0);

    const done = await apply(fleet);
    expect(done).toMatchObject({ code: 0, errors: '' });
    expect(done.out).toContain('+ trust store Corporate roots (all domains)');
    expect(done.out).toMatch(
      /\nHosts: 1 to be added, 0 to be changed, 0 to be removed, 0 unchanged\..*\nDone: the fleet is as the file says\.\n$/,
    );
    expect((await apply(fleet)).out).toBe('Nothing to change: one host is as fleet.yaml says.\n');

    const pruned = await apply('version: 1\nhosts: []', '--prune');
    expect(pruned.out).toContain('- host dc01.corp.example');
    expect(await test.db.host.count()).toBe(0);
  });

  it('ends with 3 and every fault with its line when the file is at fault, and changes nothing', async () => {
    const { code, out, errors } = await apply('version: 1\nhosts:\n  - name: "not a name"\n  - nam: dc01\n');
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(errors).toMatch(/^Line 3: A space cannot be part of a host name.*\nLine 4: .*\nLine 4: “nam” is not known in hosts\.1\.\n$/);
    expect(await apply(fleet.replace('roots.pem', 'nowhere.pem'))).toMatchObject({
      code: 3,
      errors: expect.stringMatching(/^Line 2: .*nowhere\.pem cannot be read/),
    });
  });
});

describe('the running embedded server', () => {
  it('is found by its data folder, and is not where none runs', () => {
    expect(runningServerUrl(folder)).toBeNull();
  });
});
