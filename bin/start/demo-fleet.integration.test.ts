import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../../lib/db/testing/test-database.ts';
import { type DemoFleet, superviseDemoFleet } from './demo-fleet.ts';

let test: TestDatabase;
let fleet: DemoFleet;
const folder = mkdtempSync(path.join(os.tmpdir(), 'p636-demo-fleet-'));
const file = path.join(folder, 'pids');
/** Tells its number, and stays. */
const program = `require('node:fs').appendFileSync(${JSON.stringify(file)}, process.pid + ' '); setInterval(() => {}, 60_000)`;

beforeAll(async () => {
  test = await startTestDatabase();
  fleet = superviseDemoFleet(test.url, { name: 'demo', args: ['-e', program], cwd: folder, environment: {} });
});
afterAll(async () => {
  await fleet.stop();
  await test.stop();
  rmSync(folder, { recursive: true, force: true });
});

const started = (): number[] => (existsSync(file) ? readFileSync(file, 'utf8').trim().split(' ').map(Number) : []);
const isAlive = (pid: number | undefined): boolean => {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
};
const want = (demoSince: Date | null) =>
  test.db.installation.upsert({ where: { id: 1 }, create: { id: 1, demoSince }, update: { demoSince } });
const soon = { timeout: 20_000, interval: 100 };

it('runs the process of the demo as long as it is wanted, and another one for each time that it is', async () => {
  await want(new Date('2026-03-01T12:00:00Z'));
  await vi.waitFor(() => expect(started()).toHaveLength(1), soon);
  const [first] = started();
  expect(isAlive(first)).toBe(true);

  // Removed and wanted again before anybody looked.
  await want(new Date('2026-03-01T12:00:01Z'));
  await vi.waitFor(() => expect(started()).toHaveLength(2), soon);
  const [, second] = started();
  expect([isAlive(first), isAlive(second)]).toEqual([false, true]);

  await want(null);
  await vi.waitFor(() => expect(isAlive(second)).toBe(false), soon);
  expect(started()).toHaveLength(2);
});
