import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium } from '@playwright/test';
import { monotonicMs, now } from '#lib/clock.ts';
import { createDatabase, type Database } from '#lib/db/client.ts';
import { type EmbeddedServer, startEmbeddedServer } from '#lib/db/embedded/server.ts';
import { migrate } from '#lib/db/migrate.ts';
import { findBrowser } from '../scripts/test/system-packages.ts';
import { seedFleet } from './seeded-fleet/seed-fleet.ts';
import { median, tableLines } from './statistics.ts';
import { startWeb, type WebProcess } from './web-process.ts';

/**
 * What the pages cost with a large fleet beside a small one, in the same run and in turns: time of the server until the last byte, and
 * the browser's longest task while the page comes to life. Beside that, the time of the first page after something changed, when nothing
 * that is kept holds any more: `node bench/pages.ts [--small 100] [--large 10000] [--rounds 15]`.
 */
const { values: flags } = parseArgs({
  options: {
    small: { type: 'string', default: '100' },
    large: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '15' },
  },
});
const bounded = (text: string, most: number) => Math.max(1, Math.min(most, Math.trunc(Number(text)) || 1));
const sizes = [bounded(flags.small, 50_000), bounded(flags.large, 50_000)] as const;
const rounds = bounded(flags.rounds, 200);

const pages = ['/expiry', '/certificates', '/hosts', '/board', '/domains', '/domains/corp.example', '/reports/expiry'] as const;
const goals = { serverMs: 150, longTaskMs: 100, ratio: 3 };
const WARM_UPS = 5;
const LOADS_IN_BROWSER = 5;
/** How long a page is watched once its scripts have taken over, in milliseconds. */
const WATCHED_MS = 1_500;
const CHANGES = 7;

type Fleet = { endpointCount: number; db: Database; web: WebProcess };
type Measured = {
  page: string;
  endpointCount: number;
  serverMs: number[];
  changedMs: number[];
  bytes: number;
  longestTaskMs: number[];
  lifeMs: number[];
};

async function prepare(server: EmbeddedServer, endpointCount: number, folder: string): Promise<Fleet> {
  const name = `fleet_${endpointCount}`;
  const admin = createDatabase(server.url);
  await admin.$executeRawUnsafe(`CREATE DATABASE ${name}`);
  await admin.$disconnect();
  const address = new URL(server.url);
  address.pathname = `/${name}`;
  await migrate(address.href);
  const db = createDatabase(address.href);
  const fleet = await seedFleet(db, { seed: 'port636', endpointCount, today: now() });
  console.log(`${fleet.hostCount} hosts, ${fleet.endpointCount} doors, ${fleet.certificateCount} certificates.`);
  return { endpointCount, db, web: await startWeb(address.href, path.join(folder, name)) };
}

async function load(measured: Measured, fleet: Fleet): Promise<number> {
  const startedMs = monotonicMs();
  const response = await fetch(`${fleet.web.baseUrl}${measured.page}`);
  const body = await response.arrayBuffer();
  if (!response.ok) throw new Error(`${measured.page} answered ${response.status}.`);
  measured.bytes = body.byteLength;
  return monotonicMs() - startedMs;
}

/** The first load after one host got another owner. */
async function loadAfterChange(measured: Measured, fleet: Fleet): Promise<number> {
  const host = await fleet.db.host.findFirstOrThrow({ orderBy: { name: 'asc' }, select: { id: true } });
  await fleet.db.host.update({ where: host, data: { owner: `Team ${measured.page} ${measured.changedMs.length}` }, select: { id: true } });
  return load(measured, fleet);
}

async function watchBrowser(browser: Browser, measured: Measured, fleet: Fleet): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const tasks: number[] = [];
    Object.assign(globalThis, { longTasks: tasks });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(duration);
    }).observe({ type: 'longtask', buffered: true });
  });
  await page.goto(`${fleet.web.baseUrl}${measured.page}`, { waitUntil: 'load' });
  await page.waitForFunction(() => Object.keys(document.body.firstElementChild ?? {}).some((key) => key.startsWith('__react')));
  measured.lifeMs.push(await page.evaluate(() => performance.now()));
  await page.waitForTimeout(WATCHED_MS);
  const tasks = await page.evaluate(() => (globalThis as typeof globalThis & { longTasks: number[] }).longTasks);
  measured.longestTaskMs.push(Math.max(0, ...tasks));
  await context.close();
}

const folder = mkdtempSync(path.join(tmpdir(), 'p636-bench-'));
const server = await startEmbeddedServer(path.join(folder, 'postgres'), {});
const fleets: Fleet[] = [];
try {
  for (const size of sizes) fleets.push(await prepare(server, size, folder));
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error('There is no browser: npm test installs one, or set PLAYWRIGHT_CHROMIUM_PATH.');
  const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
  const results = pages.flatMap((page) =>
    fleets.map(
      ({ endpointCount }): Measured => ({ page, endpointCount, serverMs: [], changedMs: [], bytes: 0, longestTaskMs: [], lifeMs: [] }),
    ),
  );
  const each = async (work: (measured: Measured, fleet: Fleet) => Promise<void>) => {
    for (const measured of results)
      for (const fleet of fleets) if (fleet.endpointCount === measured.endpointCount) await work(measured, fleet);
  };
  for (let round = 0; round < WARM_UPS + rounds; round++)
    await each(async (measured, fleet) => void measured.serverMs.push(await load(measured, fleet)));
  for (const measured of results) measured.serverMs.splice(0, WARM_UPS);
  for (let load = 0; load < LOADS_IN_BROWSER; load++) await each((measured, fleet) => watchBrowser(browser, measured, fleet));
  await browser.close();
  for (let change = 0; change < CHANGES; change++)
    await each(async (measured, fleet) => void measured.changedMs.push(await loadAfterChange(measured, fleet)));
  report(results);
} finally {
  await Promise.all(fleets.map(({ web }) => web.stop()));
  await Promise.all(fleets.map(({ db }) => db.$disconnect()));
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

function report(results: readonly Measured[]): void {
  const ms = (value: number) => value.toFixed(1);
  const rows = results.map(({ page, endpointCount, serverMs, changedMs, bytes, longestTaskMs, lifeMs }) => [
    page,
    String(endpointCount),
    ms(median(serverMs)),
    ms(Math.max(...serverMs)),
    ms(median(changedMs)),
    String(Math.round(bytes / 1_000)),
    ms(median(longestTaskMs)),
    ms(Math.max(...longestTaskMs)),
    ms(median(lifeMs)),
  ]);
  const head = [
    'page',
    'doors',
    'server ms (median)',
    '(most)',
    'after a change',
    'HTML kB',
    'longest task ms (median)',
    '(most)',
    'alive after ms',
  ];
  console.log(tableLines([head, ...rows]).join('\n'));
  for (const page of pages) {
    const [small, large] = sizes.map((size) =>
      median(results.find((one) => one.page === page && one.endpointCount === size)?.serverMs ?? []),
    );
    const ratio = (large ?? Number.NaN) / (small ?? Number.NaN);
    console.log(`${page}: ${ratio.toFixed(2)} times the server time of ${sizes[0]} doors at ${sizes[1]} (goal: under ${goals.ratio}).`);
  }
  console.log(`Goals at ${sizes[1]} doors: server under ${goals.serverMs} ms in the median, no task over ${goals.longTaskMs} ms.`);
}
