import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectSameDocument, inColours, markDocument, test } from './fixtures.ts';

const table = (page: Page) => page.getByRole('table', { name: 'Table of certificates' });
const rowNamed = (page: Page, name: string) => table(page).getByRole('rowheader', { name, exact: true });
const search = (page: Page) => page.getByRole('searchbox', { name: 'Search certificates' });

/** Opens the filters, which phones fold. */
async function openFilters(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Filters and columns' });
  if (await button.isVisible()) await button.click();
}

test('every certificate is there, soonest end first, and any spelling of its numbers finds one', async ({ page, lab, fleet }) => {
  await page.goto('/certificates');
  await expect(page.getByText(/^\d+ certificates at \d+ hosts; \d+ ha(s|ve) expired\.$/)).toBeVisible();
  await expect(rowNamed(page, fleet.expired)).toBeVisible();
  await expect(table(page).getByRole('row').nth(1)).toContainText('Expired');

  const leaf = new X509Certificate(lab.samba.certificates.healthy.certificatePem);
  await markDocument(page);
  await page.keyboard.press('/');
  await expect(search(page)).toBeFocused();
  const serial = leaf.serialNumber.toLowerCase().replace(/^0+/, '');
  for (const typed of [
    leaf.fingerprint256,
    `\u200e${leaf.fingerprint.replaceAll(':', ' ').toLowerCase()}`,
    `00:${leaf.serialNumber}`,
    BigInt(`0x${serial}`).toString(),
    `ldaps://${lab.samba.host}:636`,
  ]) {
    await search(page).fill(typed);
    await expect(page.getByText('1 certificate matches.')).toBeVisible();
    await expect(rowNamed(page, lab.samba.host)).toBeVisible();
    await search(page).fill('');
    await expect(page.getByText('1 certificate matches.')).toHaveCount(0);
  }
  await search(page).fill('no such certificate');
  await expect(page.getByText('No certificate matches.')).toBeVisible();
  await page.getByRole('link', { name: 'Clear filters' }).click();
  await expect(search(page)).toHaveValue('');
  await expect(page).toHaveURL(/\/certificates$/);
  await expectSameDocument(page);
});

test('filters, order and columns are in the address and come back with it', async ({ page, fleet }) => {
  await page.goto('/certificates?kind=cat&state=odd&page=-1');
  await expect(rowNamed(page, fleet.expired)).toBeVisible();
  await page.getByRole('checkbox', { name: /^Expired/ }).check();
  await expect(page).toHaveURL(/state=expired/);
  await openFilters(page);
  await page.getByRole('combobox', { name: 'Kind' }).selectOption('leaf');
  await expect(page).toHaveURL(/kind=leaf/);
  await page.getByText('Columns', { exact: true }).click();
  await page.getByRole('checkbox', { name: 'Serial number' }).check();
  await expect(table(page).getByRole('columnheader', { name: 'Serial number' })).toBeVisible();
  await table(page).getByRole('columnheader', { name: 'Certificate' }).getByRole('link').click();
  await expect(page).toHaveURL(/sort=name/);
  await expect(table(page).getByRole('columnheader', { name: 'Certificate' })).toHaveAttribute('aria-sort', 'ascending');
  const address = page.url();
  await page.goto('/board');
  await page.goto(address);
  await expect(page.getByRole('checkbox', { name: /^Expired/ })).toBeChecked();
  await expect(table(page).getByRole('columnheader', { name: 'Serial number' })).toBeVisible();
  for (const row of (await table(page).getByRole('row').all()).slice(1)) await expect(row).toContainText('Expired');
  await page.goBack();
  await expect(page).toHaveURL(/\/board/);
});

test('a head that is clicked at once after typing keeps what was typed', async ({ page, fleet }) => {
  await page.goto('/certificates');
  await expect(table(page).locator('[data-row][tabindex="0"]')).toHaveCount(1);
  await search(page).fill(fleet.expired);
  await table(page).getByRole('columnheader', { name: 'Certificate' }).getByRole('link').click();
  await expect(page).toHaveURL((url) => url.search === `?${new URLSearchParams({ q: fleet.expired, sort: 'name' })}`);
  await expect(rowNamed(page, fleet.expired)).toBeVisible();
});

test('the table is one stop for the Tab key, arrow keys go through it, and Enter opens a certificate', async ({ page }) => {
  await page.goto('/certificates');
  const rows = table(page).getByRole('rowheader').getByRole('link');
  const total = Number(await table(page).getAttribute('aria-rowcount')) - 1;
  await expect(table(page).locator('[data-row][tabindex="0"]')).toHaveCount(1);
  await rows.first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(table(page).locator('[data-row="1"]')).toBeFocused();
  await page.keyboard.press('End');
  await expect(table(page).locator(`[data-row="${total - 1}"]`)).toBeFocused();
  await expect(table(page).locator(`tr[aria-rowindex="${total + 1}"]`)).toBeInViewport();
  await page.keyboard.press('PageUp');
  await page.keyboard.press('Home');
  await expect(table(page).locator('[data-row="0"]')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/certificates\/[0-9a-f]{64}$/);
});

test('the list is taken along as CSV and JSON with the filters of the page', async ({ page, fleet }) => {
  await page.goto('/certificates?state=expired');
  const [csv] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'CSV' }).click()]);
  expect(csv.suggestedFilename()).toMatch(/^certificates-\d{4}-\d\d-\d\d\.csv$/);
  const lines = (await readFile(await csv.path(), 'utf8')).replace('\uFEFF', '').trimEnd().split('\r\n');
  expect(lines[0]).toMatch(/^name,state,kind,validFrom,validUntil,daysLeft,/);
  expect(lines.slice(1).some((line) => line.startsWith(`${fleet.expired},expired,leaf,`))).toBe(true);
  expect(lines.slice(1).every((line) => /^[^,]*,expired,/.test(line))).toBe(true);

  const [json] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'JSON' }).click()]);
  const entries: Record<string, unknown>[] = JSON.parse(await readFile(await json.path(), 'utf8'));
  expect(entries).toHaveLength(lines.length - 1);
  expect(entries[0]).toMatchObject({ state: 'expired', sentByServers: true });
});

test('a view is saved under a name of its own, leads back, and is deleted', async ({ page }, { project }) => {
  const name = `Soon on ${project.name}`;
  await page.goto('/certificates?ending=8-30&sort=-name');
  await page.getByText(/^Views/).click();
  await page.getByLabel('Save this view as').fill(name);
  await page.getByRole('button', { name: 'Save view' }).click();
  await expect(page.getByText(`“${name}” is saved.`)).toBeVisible();
  await page.getByLabel('Save this view as').fill(name.toUpperCase());
  await page.getByRole('button', { name: 'Save view' }).click();
  await expect(page.getByText(`A view named “${name}” exists already. Choose another name, or delete that view first.`)).toBeVisible();
  await expect(page.getByLabel('Save this view as')).toHaveValue(name.toUpperCase());

  await page.goto('/certificates');
  await page.getByText(/^Views/).click();
  await page.getByRole('list', { name: 'Saved views' }).getByRole('link', { name }).click();
  await expect(page).toHaveURL('/certificates?ending=8-30&sort=-name');
  await page.getByRole('button', { name: `Delete the view ${name}` }).click();
  await expect(page.getByRole('link', { name })).toHaveCount(0);
});

test.describe('while the server fails', () => {
  test.use({ expectedFaults: /Failed to load resource|api\/certificates/ });

  test('rows that cannot be loaded say so and come with Retry', async ({ page, fleet }) => {
    await page.route('**/api/certificates?*', (route) => route.fulfill({ status: 503, body: '' }));
    await page.goto('/certificates?served=all');
    const total = Number(await table(page).getAttribute('aria-rowcount')) - 1;
    expect(total).toBeGreaterThan(fleet.hostCount);
    const region = page.getByRole('region', { name: 'Table of certificates' });
    await region.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
    await expect(page.getByText('These rows could not be loaded.')).toBeVisible();
    await page.unroute('**/api/certificates?*');
    await page.getByRole('button', { name: 'Retry' }).click();
    await expect(table(page).locator(`[data-row="${total - 1}"]`)).toBeVisible();
    await expect(page.getByText('These rows could not be loaded.')).toHaveCount(0);
  });
});

test('the page is accessible in both colours and no wider than the screen', async ({ page, fleet }) => {
  for (const scheme of ['light', 'dark'] as const) {
    await page.goto('/certificates');
    await inColours(page, scheme);
    await openFilters(page);
    await page.getByText('Columns', { exact: true }).click();
    await page.getByText(/^Views/).click();
    await expect(rowNamed(page, fleet.expired)).toBeVisible();
    await expectAccessible(page, scheme === 'light' ? 'all' : 'colours');
  }
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the list comes as pages, and the form filters it', async ({ page, fleet }) => {
    await page.goto('/certificates');
    await page.getByRole('link', { name: 'Show as pages' }).click();
    await expect(page).toHaveURL(/page=1/);
    await expect(page.getByText('Page 1 of 1')).toBeVisible();
    await search(page).fill(fleet.expired);
    await page.getByRole('checkbox', { name: /^Expired/ }).check();
    await page.getByRole('button', { name: 'Apply' }).click();
    await expect(page.getByText('1 certificate matches.')).toBeVisible();
    await expect(rowNamed(page, fleet.expired)).toBeVisible();
  });
});
