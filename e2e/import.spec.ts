import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, expectAccessible, inColours, test } from './fixtures.ts';

/** The hosts of these tests; they go at the end, as other tests count hosts. */
const domain = 'imported.test';

test.afterEach(async ({ fleet }) => {
  await fleet.database.host.deleteMany({ where: { name: { endsWith: `.${domain}` } } });
  await fleet.database.domain.deleteMany({ where: { name: domain } });
});

const check = (page: Page) => page.getByRole('button', { name: 'Check the list' }).click();
const filter = (page: Page, words: string) => page.getByRole('navigation', { name: 'Which lines' }).getByRole('link', { name: words });
const line = (page: Page, number: number) =>
  page.getByRole('row').filter({ has: page.getByRole('cell', { name: String(number), exact: true }) });

/** From now on notes every value that a bar of this document shows, by its step. */
const watchBars = (page: Page) =>
  page.evaluate(() => {
    const seen: Record<string, number[]> = {};
    Object.assign(window, { seenBars: seen });
    new MutationObserver(() => {
      const bar = document.querySelector('progress');
      const step = bar?.labels[0]?.querySelector('span')?.firstChild?.textContent;
      if (bar === null || step == null || !bar.hasAttribute('value')) return;
      seen[step] ??= [];
      if (seen[step].at(-1) !== bar.value) seen[step].push(bar.value);
    }).observe(document, { subtree: true, childList: true, attributes: true });
  });
const seenBars = (page: Page): Promise<Record<string, number[]>> =>
  page.evaluate(() => (window as unknown as { seenBars: Record<string, number[]> }).seenBars);

/** A page that is busy leaves values of a bar out. It never goes back, and what it shows of the steps is `atLeast` so many values. */
function expectNoWayBack(seen: Record<string, number[]>, steps: readonly string[], atLeast: number): void {
  const values = steps.map((step) => seen[step] ?? []);
  for (const ofStep of values) expect(ofStep).toEqual(ofStep.toSorted((one, other) => one - other));
  expect(values.flat().length, JSON.stringify(seen)).toBeGreaterThanOrEqual(atLeast);
}

/** Sends no more than so much, so that a list takes a while on its way; null for as fast as it goes. */
async function throttleSending(page: Page, bytesPerSecond: number | null): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.emulateNetworkConditions', {
    ...{ offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: bytesPerSecond ?? -1 },
  });
}

/** What the run that `start` begins is told on its way: by its step, how much of it was done each time. */
async function toldBy(page: Page, start: () => Promise<void>): Promise<Record<string, number[]>> {
  const answer = page.waitForResponse((response) => response.url().includes('/setup/import/run'));
  await start();
  const told: Record<string, number[]> = {};
  for (const text of (await (await answer).text()).trim().split('\n')) {
    const { progress } = JSON.parse(text) as { progress?: { step: string; done: number } };
    if (progress) told[progress.step] = [...(told[progress.step] ?? []), progress.done];
  }
  return told;
}

/** The rows of a table that is taken along as JSON, and its CSV. */
async function take(page: Page, of: string): Promise<{ csv: string; rows: Record<string, unknown>[] }> {
  const text = async (format: string) => {
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: `${format} of ${of}`, exact: true }).click();
    return readFileSync(await (await download).path(), 'utf8');
  };
  return { csv: await text('CSV'), rows: JSON.parse(await text('JSON')) };
}

test('a pasted list with a bad line is corrected in place, imported, and exported so that it reads back', async ({ page, fleet }) => {
  await page.goto('/setup');
  await page.getByRole('link', { name: 'Import a list' }).click();
  await expectAccessible(page);
  const lines = ['host;owner;paused', `a.${domain};Ada;yes`, `b b.${domain};Bob;yes`, `A.${domain}.;;`, `${fleet.sound};;`];
  await page.getByLabel('Or paste the list').fill(lines.join('\n'));
  await check(page);

  await expect(page.getByRole('heading', { name: 'Pasted list' })).toBeVisible();
  await expect(page.getByText('1 line is bad, so nothing can be imported yet.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Import/ })).toHaveCount(0);
  await expect(line(page, 2)).toContainText('New');
  await expect(line(page, 3)).toContainText('A space cannot be part of a host name');
  await expect(line(page, 4)).toContainText('Says the same as line 2');
  await expect(line(page, 5)).toContainText('Unchanged');
  await inColours(page, 'dark');
  await expectAccessible(page);
  await inColours(page, 'light');
  await expectAccessible(page, 'colours');

  await filter(page, 'Bad 1').click();
  await expect(page).toHaveURL(/show=bad/);
  await expect(page.getByRole('row')).toHaveCount(2);
  const bad = await take(page, 'these lines');
  expect(bad.rows).toMatchObject([{ line: 3, outcome: 'bad', details: [expect.stringContaining('A space cannot be part')] }]);
  const given = await take(page, 'these lines as they were given');
  expect(given.csv).toMatch(/^\uFEFFhost,owner,paused,line,outcome,details\r\nb b\.imported\.test,Bob,yes,3,bad,/);
  await page.getByLabel('The list', { exact: true }).fill(lines.join('\n').replace('b b.', 'b.'));
  await page.getByRole('button', { name: 'Check it again' }).click();
  await expect(filter(page, 'Bad 0')).toBeVisible();
  await page.getByRole('button', { name: 'Import 2 hosts' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Imported: 2 new hosts, 0 changed, 2 new doors.' })).toBeVisible();
  await expectAccessible(page);

  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'The hosts of now as such a list' }).click();
  const file = await (await download).path();
  expect(readFileSync(file, 'utf8')).toContain(`a.${domain},636,ldaps`);
  await page.getByLabel('File', { exact: true }).setInputFiles(file);
  await check(page);
  await expect(page.getByText('There is nothing to import.')).toBeVisible();
  await expect(filter(page, 'New 0')).toBeVisible();
  await expect(filter(page, 'Changed 0')).toBeVisible();
  await page.getByRole('button', { name: 'Discard the list' }).click();
  await expect(page).toHaveURL(/\/setup\/import$/);
});

test('a dropped file is mapped by hand, can be shared by its address, and ends with its import', async ({ page, fleet }) => {
  await page.goto('/setup/import');
  const bytes = Buffer.from(`\uFEFFKuerzel\tWer\r\nc.${domain}\tJürgen\r\n`, 'utf16le').toString('base64');
  const dropped = await page.evaluateHandle((data) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([Uint8Array.from(atob(data), (character) => character.charCodeAt(0))], 'fleet.tsv'));
    return transfer;
  }, bytes);
  await page.getByRole('region', { name: 'Drop a file' }).dispatchEvent('drop', { dataTransfer: dropped });
  await check(page);

  await expect(page.getByRole('heading', { name: 'fleet.tsv' })).toBeVisible();
  await expect(page.getByText('read as UTF-16')).toBeVisible();
  const second = page.getByLabel(/^Column 2/);
  await expect(second).toHaveValue('');
  await page.getByLabel('The first line holds the names of the columns').check();
  await second.selectOption('Host');
  await page.getByRole('button', { name: 'Read it this way' }).click();
  await expect(page.getByText('Columns 1 and 2 cannot be the same field.')).toBeVisible();
  await second.selectOption('Owner');
  await page.getByRole('button', { name: 'Read it this way' }).click();
  await expect(line(page, 2)).toContainText('Owner: Jürgen');
  await page.reload();
  await expect(line(page, 2)).toContainText('Owner: Jürgen');

  const address = page.url();
  await page.getByRole('button', { name: 'Import 1 host' }).click();
  await expect(page.getByText('Imported: 1 new host')).toBeVisible();
  const host = await fleet.database.host.findUniqueOrThrow({ where: { name: `c.${domain}` } });
  expect(host.owner).toBe('Jürgen');
  expect((await page.request.get(address)).status()).toBe(404);
});

test('a list of 10,000 hosts tells how far it is, comes in pages, and is looked at again when the fleet was changed', async ({
  page,
  fleet,
}) => {
  const names = Array.from({ length: 10_000 }, (_, index) => `n${index}.${domain},yes`);
  const buffer = Buffer.from(`host,paused\n${names.join('\n')}\n`);
  await page.goto('/setup/import');
  await page.getByLabel('File', { exact: true }).setInputFiles({ name: 'large.csv', mimeType: 'text/csv', buffer });
  await watchBars(page);
  await throttleSending(page, 100_000);
  await check(page);
  await expect(page.getByText('10,000 hosts would be registered.')).toBeVisible();
  await throttleSending(page, null);
  await expect(
    page.getByRole('status').filter({ hasText: /^10,000 lines read and compared with the fleet in [\d.]+ seconds?\.$/ }),
  ).toBeVisible();
  expectNoWayBack(await seenBars(page), ['Sending the list', 'Reading and checking the lines'], 3);
  await expect(page.getByRole('row')).toHaveCount(101);
  await page.getByRole('link', { name: 'Next' }).click();
  await expect(line(page, 102)).toContainText(`n100.${domain}`);

  const here = fleet.context();
  await fleet.database.host.create({ data: { name: `n1.${domain}`, createdAt: here.now, updatedAt: here.now } });
  await page.getByRole('button', { name: 'Import 10,000 hosts' }).click();
  await expect(page.getByText('The fleet was changed since this was looked at')).toBeVisible();
  await page.getByRole('link', { name: 'Look again' }).click();
  await expect(filter(page, 'Changed 1')).toBeVisible();
  await watchBars(page);
  const told = await toldBy(page, () => page.getByRole('button', { name: 'Import 10,000 hosts' }).click());
  const done = page.getByRole('status').filter({ hasText: 'Imported: 9,999 new hosts, 1 changed' });
  await expect(done).toBeVisible({ timeout: 60_000 });
  await expect(done).toContainText(/It took [\d.]+ seconds?\./);
  expectNoWayBack(await seenBars(page), ['Writing hosts', 'Writing doors', 'Writing the record'], 1);
  for (const step of ['hosts', 'doors', 'record']) {
    expect(told[step]?.length, JSON.stringify(told)).toBeGreaterThanOrEqual(5);
    expect(told[step]).toEqual(told[step]?.toSorted((one, other) => one - other));
  }
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a list is checked and imported, and one that is too large is refused', async ({ page, fleet }) => {
    await page.goto('/setup/import');
    await page
      .getByLabel('File', { exact: true })
      .setInputFiles({ name: 'huge.csv', mimeType: 'text/csv', buffer: Buffer.alloc(4_500_000, 'x') });
    await check(page);
    await expect(page.getByText('huge.csv has 4395 kB; a file may have at most 4096 kB.')).toBeVisible();
    await page.getByLabel('Or paste the list').fill(`d.${domain},Ada`);
    await check(page);
    await expect(page.getByText('1 host would be registered.')).toBeVisible();
    await page.getByRole('button', { name: 'Import 1 host' }).click();
    await expect(page.getByText('Imported: 1 new host')).toBeVisible();
    expect(await fleet.database.host.count({ where: { name: `d.${domain}` } })).toBe(1);
  });
});

test.describe('a connection that breaks', () => {
  test.use({ expectedFaults: /ERR_FAILED/ });

  test('says how long it takes and then what is known, keeps the list, and others cannot send one in our name', async ({ page }) => {
    await page.goto('/setup/import');
    await page.getByLabel('Or paste the list').fill(`e.${domain}`);
    const gate = Promise.withResolvers<void>();
    await page.route('**/setup/import/run*', async (route) => {
      await gate.promise;
      await route.abort('failed');
    });
    await check(page);
    await expect(page.getByRole('progressbar', { name: /^Sending the list/ })).toBeVisible();
    await expect(page.getByRole('status').filter({ hasText: /^Sending the list\.$/ })).toHaveCount(1);
    await expect(page.getByText(/^\d+ seconds so far$/)).toBeVisible();
    await inColours(page, 'dark');
    await expectAccessible(page);
    await inColours(page, 'light');
    await expectAccessible(page, 'colours');
    gate.resolve();
    await expect(page.getByText('The connection to Port636 broke before the list was checked. Nothing was registered.')).toBeVisible();
    await expect(page.getByLabel('Or paste the list')).toHaveValue(`e.${domain}`);
    await page.unroute('**/setup/import/run*');
    await check(page);
    await expect(page.getByText('1 host would be registered.')).toBeVisible();
    const foreign = await page.request.post('/setup/import/run?do=check', {
      headers: { origin: 'https://other.example' },
      multipart: { pasted: 'dc01' },
    });
    expect(foreign.status()).toBe(403);
  });
});
