import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import { startProduct } from '../bin/start/testing/product.ts';
import { openDatabase } from '../e2e/fleet.ts';
import { monotonicMs } from '../lib/clock.ts';
import { paths } from '../lib/paths.ts';
import { findBrowser } from './test/system-packages.ts';

/** `npm run screenshots`: the pictures of the README, taken from the running product in front of the demo fleet. */
const folder = path.resolve(import.meta.dirname, '..', 'docs', 'screenshots');
mkdirSync(folder, { recursive: true });
const executablePath = findBrowser();
if (executablePath === null) throw new Error('There is no browser: npm test installs one.');

/** The demo tells its history when every server was looked at; deep scans and the judgement of the fleet follow. */
const TOLD_WITHIN_MS = 180_000;
const SETTLES_IN_MS = 45_000;
const unconfirmed = { endpoint: { host: { managedBy: 'demo' } }, confirming: true };

const product = await startProduct({ environment: { PORT636_DEMO: '1' } });
const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
try {
  const database = openDatabase(product);
  const endMs = monotonicMs() + TOLD_WITHIN_MS;
  while (!(await database.installation.findFirst({ select: { demoRows: true } }))?.demoRows) {
    if (monotonicMs() > endMs) throw new Error(`The demo fleet did not stand within ${TOLD_WITHIN_MS / 1_000} s:\n${product.output()}`);
    await wait(500);
  }
  await wait(SETTLES_IN_MS);
  while ((await database.endpointState.count({ where: unconfirmed })) > 0 && monotonicMs() < endMs) await wait(1_000);
  await database.$disconnect();
  const pictures = [
    { name: 'board', address: paths.board(), colorScheme: 'light', viewport: { width: 1440, height: 900 } },
    { name: 'host', address: paths.host('dc-ber-21.emea.corp.example'), colorScheme: 'dark', viewport: { width: 1440, height: 900 } },
    { name: 'expiry', address: paths.expiry(), colorScheme: 'light', viewport: { width: 1440, height: 1000 } },
    { name: 'board-phone', address: paths.board(), colorScheme: 'dark', viewport: { width: 412, height: 915 } },
  ] as const;
  for (const { name, address, ...options } of pictures) {
    const page = await browser.newPage(options);
    await page.goto(product.baseUrl + address);
    // Fonts and the first live message.
    await page.waitForTimeout(1_500);
    await page.screenshot({ path: path.join(folder, `${name}.png`) });
    await page.close();
    process.stdout.write(`docs/screenshots/${name}.png\n`);
  }
} finally {
  await browser.close();
  await product.stop();
  product.remove();
}
