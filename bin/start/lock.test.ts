import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { takeLock } from './lock.ts';
import { startTime } from './start-time.js';

const folders: string[] = [];
const makeFolder = () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'port636-lock-'));
  folders.push(folder);
  return folder;
};
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe('takeLock', () => {
  it('gives the folder to the first and tells the second who has it', () => {
    const folder = makeFolder();
    const first = takeLock(folder, 'http://localhost:3636');
    expect(first.holder).toBeNull();
    expect(takeLock(folder, 'http://localhost:4000').holder).toMatchObject({ pid: process.pid, address: 'http://localhost:3636' });
  });

  it('is free again after release', () => {
    const folder = makeFolder();
    const first = takeLock(folder, 'a');
    if (first.holder === null) first.release();
    expect(takeLock(folder, 'b').holder).toBeNull();
  });

  it('takes over from a process that was killed', async () => {
    const folder = makeFolder();
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const lockFile = path.join(folder, 'port636.lock');
    writeFileSync(lockFile, JSON.stringify({ pid: child.pid, address: 'x', startedAt: startTime(child.pid ?? 0) }));
    expect(takeLock(folder, 'b').holder).toMatchObject({ pid: child.pid });
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(takeLock(folder, 'b').holder).toBeNull();
    expect(JSON.parse(readFileSync(lockFile, 'utf8')).pid).toBe(process.pid);
  });

  it('takes over from a process id that was given to somebody else after a reboot', () => {
    const folder = makeFolder();
    writeFileSync(path.join(folder, 'port636.lock'), JSON.stringify({ pid: process.pid, address: 'x', startedAt: 'another time' }));
    expect(takeLock(folder, 'b').holder).toBeNull();
  });

  it('gives a stale lock to exactly one of six processes that start at once', async () => {
    for (let round = 0; round < 5; round++) {
      const folder = makeFolder();
      writeFileSync(path.join(folder, 'port636.lock'), JSON.stringify({ pid: 999_999_999, address: 'x', startedAt: '1' }));
      const script = `import { takeLock } from ${JSON.stringify(new URL('./lock.ts', import.meta.url).href)};
        const lock = takeLock(${JSON.stringify(folder)}, 'x'); console.log(lock.holder === null ? 'got' : 'held'); setTimeout(() => {}, 1500);`;
      const children = Array.from({ length: 6 }, () => spawn(process.execPath, ['--input-type=module', '-e', script]));
      const answers = await Promise.all(children.map(async (child) => String((await once(child.stdout, 'data'))[0]).trim()));
      for (const child of children) child.kill('SIGKILL');
      expect(answers.filter((answer) => answer === 'got')).toHaveLength(1);
    }
  }, 60_000);

  it('does not release what somebody else holds', () => {
    const folder = makeFolder();
    const lock = takeLock(folder, 'a');
    writeFileSync(path.join(folder, 'port636.lock'), JSON.stringify({ pid: process.pid, address: 'x', startedAt: 'another' }));
    if (lock.holder === null) lock.release();
    expect(existsSync(path.join(folder, 'port636.lock'))).toBe(true);
  });

  it('takes over a lock file that is damaged', () => {
    const folder = makeFolder();
    writeFileSync(path.join(folder, 'port636.lock'), '{"pid":');
    expect(takeLock(folder, 'b').holder).toBeNull();
    expect(existsSync(path.join(folder, 'port636.lock'))).toBe(true);
  });
});
