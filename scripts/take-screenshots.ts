import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { startProduct } from '../bin/start/testing/product.ts';
import { registerFleet } from '../e2e/fleet.ts';
import { startLab } from '../e2e/lab.ts';
import { addFreeze } from '../lib/certificates/freezes/add-freeze.ts';
import { now } from '../lib/clock.ts';
import { setDomainOwner } from '../lib/fleet/set-domain-owner.ts';
import { paths } from '../lib/paths.ts';
import { findBrowser } from './test/system-packages.ts';

/** `npm run screenshots`: the pictures of the README, taken from the running product in front of real and emulated servers. */
const folder = path.resolve(import.meta.dirname, '..', 'docs', 'screenshots');
mkdirSync(folder, { recursive: true });
const executablePath = findBrowser();
if (executablePath === null) throw new Error('There is no browser: npm test installs one.');

const lab = await startLab({ fleetSize: 40 });
const product = await startProduct({ environment: lab.environment });
const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
try {
  const { database, context } = await registerFleet(product, lab);
  const { id: domainId } = await database.domain.findUniqueOrThrow({ where: { name: 'corp.test' }, select: { id: true } });
  await setDomainOwner(context(), { domainId, owner: 'Directory team' });
  const year = now().getUTCFullYear();
  await addFreeze(context(), { name: 'Year-end freeze', fromDay: `${year}-12-15`, toDay: `${year + 1}-01-06`, timeZone: 'Europe/Berlin' });
  await database.$disconnect();
  const pictures = [
    { name: 'board', address: paths.board(), colorScheme: 'light', viewport: { width: 1440, height: 900 } },
    { name: 'host', address: paths.host(lab.withoutCertificate), colorScheme: 'dark', viewport: { width: 1440, height: 900 } },
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
  await lab.stop();
}
