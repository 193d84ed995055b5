import type { Page } from '@playwright/test';
import { chip, expect, hostOnBoard, openFilters, test } from './fixtures.ts';

const hosts = (page: Page) => page.getByRole('region', { name: 'Hosts', exact: true });
const tiles = (page: Page) => hosts(page).getByRole('link');
const focused = (page: Page) => page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.host ?? null);
const chipTexts = (page: Page) => page.getByRole('group', { name: 'Filter by state' }).getByRole('button').allInnerTexts();
const search = (page: Page) => page.getByRole('searchbox', { name: 'Search hosts' });
/** Keys and buttons work once the page is live. */
async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.getByText('live', { exact: true })).toBeVisible();
}

test('the board tells how the whole fleet is, and folds what is healthy', async ({ page, fleet }) => {
  await open(page, '/board');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Board');
  await expect(page.getByText(`${fleet.hostCount} hosts at 5 sites, last result`)).toBeVisible();
  const counts = (await chipTexts(page)).map((text) => Number(/\d+$/.exec(text.replaceAll(/\s/g, ''))?.[0]));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(fleet.hostCount);
  expect(counts.every((count) => count > 0)).toBe(true);

  await expect(hostOnBoard(page, fleet.expired)).toHaveAccessibleName(/, critical.*the certificate has expired.*expired 2 days ago/);
  await expect(hostOnBoard(page, fleet.stale)).toHaveAccessibleName(/, stale, was healthy/);
  await expect(hostOnBoard(page, fleet.notChecked)).toHaveAccessibleName(/, not checked yet/);
  await expect(hostOnBoard(page, fleet.paused)).toHaveAccessibleName(/, maintenance/);
  await expect(hostOnBoard(page, fleet.sound)).toHaveCount(0);

  await hosts(page)
    .getByRole('button', { name: /2 sites all healthy: Berlin, London/ })
    .click();
  await expect(hostOnBoard(page, fleet.sound)).toBeVisible();
  await openFilters(page);
  await page.getByRole('checkbox', { name: 'Show all healthy hosts' }).check();
  await expect(page).toHaveURL(/[?&]all=1/);
  await expect(tiles(page)).toHaveCount(fleet.hostCount);
  await page.reload();
  await expect(tiles(page)).toHaveCount(fleet.hostCount);
});

test('chips filter by state, live in the address, and keep their counts', async ({ page, fleet }) => {
  await open(page, '/board');
  const before = await chipTexts(page);
  await chip(page, 'Critical').click();
  await expect(chip(page, 'Critical')).toHaveAttribute('aria-pressed', 'true');
  await expect(page).toHaveURL(/[?&]state=critical/);
  await expect(hostOnBoard(page, fleet.expired)).toBeVisible();
  await expect(hostOnBoard(page, fleet.stale)).toHaveCount(0);
  await chip(page, 'Stale').click();
  await expect(hostOnBoard(page, fleet.stale)).toBeVisible();
  expect(await chipTexts(page)).toEqual(before);

  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(chip(page, 'Critical')).toHaveAttribute('aria-pressed', 'false');
  await expect(page).toHaveURL(/\/board$/);
});

test('the number keys press the chips', async ({ page, fleet }) => {
  await open(page, '/board');
  await page.keyboard.press('3');
  await expect(chip(page, 'Stale')).toHaveAttribute('aria-pressed', 'true');
  await expect(tiles(page)).toHaveCount(1);
  await expect(hostOnBoard(page, fleet.stale)).toBeVisible();
  await page.keyboard.press('3');
  await expect(chip(page, 'Stale')).toHaveAttribute('aria-pressed', 'false');
});

test('a slash goes to the search, which finds by name, and says when nothing matches', async ({ page, fleet }) => {
  await open(page, '/board');
  await page.keyboard.press('/');
  await expect(search(page)).toBeFocused();
  await page.keyboard.type(fleet.sound);
  await expect(tiles(page)).toHaveCount(1);
  await expect(page.getByText(`1 of ${fleet.hostCount} hosts`)).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`[?&]q=${fleet.sound}`));
  await search(page).fill('nothing is called this');
  await expect(page.getByText(`0 of ${fleet.hostCount} hosts match.`)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/board$/);
  await expect(search(page)).not.toBeFocused();
});

test('a cause and a site narrow the board', async ({ page, fleet }) => {
  await open(page, '/board');
  await page.getByRole('complementary', { name: 'Summary' }).getByRole('link', { name: 'The certificate has expired' }).click();
  await expect(page).toHaveURL(/[?&]cause=certificate-expired/);
  await expect(tiles(page)).toHaveCount(2);
  await expect(hostOnBoard(page, fleet.expired)).toBeVisible();
  await openFilters(page);
  await page.getByRole('combobox', { name: 'Cause' }).selectOption('all');
  await page.getByRole('combobox', { name: 'Site' }).selectOption('Singapore');
  await expect(page).toHaveURL(/\/board\?site=Singapore$/);
  await expect(tiles(page)).toHaveCount(16);
});

test('the table sorts by any column and keeps the order in the address', async ({ page, fleet }) => {
  await open(page, '/board');
  await openFilters(page);
  await page.getByRole('group', { name: 'View' }).getByRole('button', { name: 'Table' }).click();
  await expect(page).toHaveURL(/[?&]view=table/);
  const names = hosts(page).getByRole('rowheader');
  await expect(names).toHaveCount(fleet.hostCount);
  const header = hosts(page).getByRole('columnheader', { name: 'Certificate' });
  await header.getByRole('button').click();
  await expect(header).toHaveAttribute('aria-sort', 'ascending');
  await expect(page).toHaveURL(/[?&]sort=days/);
  await expect(names.first()).toHaveText(fleet.expired);
  await header.getByRole('button').click();
  await expect(header).toHaveAttribute('aria-sort', 'descending');
  await expect(page).toHaveURL(/[?&]sort=-days/);
  const order = await names.allInnerTexts();
  expect(order[0]).not.toBe(fleet.expired);
  await page.reload();
  await expect(names).toHaveText(order);
});

test('a link shows another person the same, and the way back leads to it', async ({ page, fleet }) => {
  await open(page, '/board?state=critical,warning&site=Seattle&view=table&sort=-host&unknown=1');
  await expect(chip(page, 'Critical')).toHaveAttribute('aria-pressed', 'true');
  await expect(chip(page, 'Warning')).toHaveAttribute('aria-pressed', 'true');
  await openFilters(page);
  await expect(page.getByRole('combobox', { name: 'Site' })).toHaveValue('Seattle');
  const names = hosts(page).getByRole('rowheader');
  await expect(names).toHaveCount(8);
  expect(await names.allInnerTexts()).toEqual((await names.allInnerTexts()).toSorted().toReversed());
  await hosts(page).getByRole('link', { name: fleet.expired, exact: true }).click();
  await expect(page).toHaveURL(`/hosts/${fleet.expired}`);
  await page.goBack();
  await expect(names).toHaveCount(8);
  await expect(chip(page, 'Warning')).toHaveAttribute('aria-pressed', 'true');
});

test('arrows move within a site, Space peeks, Escape comes back, Enter opens', async ({ page, fleet }) => {
  await open(page, '/board?site=Singapore');
  const stops = hosts(page).locator('a[tabindex="0"]');
  await expect(stops).toHaveCount(1);
  const order = await tiles(page).evaluateAll((links) => links.map((link) => (link as HTMLElement).dataset.host));
  await stops.focus();
  expect(await focused(page)).toBe(order[0]);
  await page.keyboard.press('ArrowRight');
  expect(await focused(page)).toBe(order[1]);
  await expect(stops).toHaveCount(1);
  await page.keyboard.press('End');
  expect(await focused(page)).toBe(order.at(-1));
  await page.keyboard.press('Home');
  expect(await focused(page)).toBe(order[0]);

  await hostOnBoard(page, fleet.stale).focus();
  await page.keyboard.press('Space');
  const sheet = page.getByRole('dialog', { name: fleet.stale });
  await expect(sheet).toBeVisible();
  await expect(sheet).toContainText('was healthy');
  await expect(page).toHaveURL(new RegExp(`[?&]sel=${fleet.stale}`));
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  await expect(hostOnBoard(page, fleet.stale)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`/hosts/${fleet.stale}`);
});

test('j and k go through the hosts that need attention, and a question mark lists the keys', async ({ page, lab, fleet }) => {
  await open(page, '/board');
  const wanting = await hosts(page)
    .locator('[data-attention]')
    .evaluateAll((links) => links.map((link) => (link as HTMLElement).dataset.host));
  expect(wanting).toEqual(expect.arrayContaining([fleet.expired, fleet.stale, fleet.notChecked, lab.withoutCertificate]));
  expect(wanting).not.toContain(fleet.paused);
  await page.keyboard.press('j');
  expect(await focused(page)).toBe(wanting[0]);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  expect(await focused(page)).toBe(wanting[2]);
  await page.keyboard.press('k');
  expect(await focused(page)).toBe(wanting[1]);

  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard' });
  await expect(help).toBeVisible();
  await expect(help).toContainText('Peek at a host');
  await page.keyboard.press('Escape');
  await expect(help).toHaveCount(0);
});
