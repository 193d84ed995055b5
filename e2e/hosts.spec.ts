import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectSameDocument, inColours, markDocument, test } from './fixtures.ts';
import type { Fleet } from './fleet.ts';
import type { Lab } from './lab.ts';

const table = (page: Page) => page.getByRole('table', { name: 'Table of hosts' });
const rowNamed = (page: Page, name: string) => table(page).getByRole('rowheader', { name: new RegExp(`^${name.replaceAll('.', '\\.')}`) });
const box = (page: Page, name: string) => table(page).getByRole('checkbox', { name: `Choose ${name}`, exact: true });
const search = (page: Page) => page.getByRole('searchbox', { name: 'Search hosts' });
/** Hosts that no other test needs as they are, by name. */
const spareHosts = (lab: Lab, fleet: Fleet): string[] =>
  lab.fleet
    .filter(({ site, name }) => site === 'Berlin' && name !== fleet.sound)
    .map(({ name }) => name)
    .sort();
const dialog = (page: Page) => page.getByRole('dialog');

/** Opens the filters, which phones fold. */
async function openFilters(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Filters and columns' });
  if (await button.isVisible()) await button.click();
}

/** Chooses what is done to the chosen hosts. */
async function openChange(page: Page, action: string): Promise<void> {
  await page.getByRole('button', { name: 'Change …' }).click();
  await dialog(page).getByRole('combobox', { name: 'What to do' }).selectOption(action);
}

test('every host is there, worst first, and is found by search, filters and order, all kept in the address', async ({ page, fleet }) => {
  await page.goto('/board');
  // Keys are listened to once the page is taken over.
  await expect(async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('h');
    await expect(page).toHaveURL(/\/hosts$/, { timeout: 3_000 });
  }).toPass();
  await expect(page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Hosts', exact: true })).toHaveAttribute(
    'aria-current',
    'page',
  );
  await expect(page.getByText(`${fleet.hostCount} hosts match.`)).toBeVisible();
  await expect(table(page).getByRole('row').nth(1)).toContainText('Critical');
  await markDocument(page);
  await page.keyboard.press('/');
  await search(page).fill(fleet.expired);
  await expect(page.getByText('1 host matches.')).toBeVisible();
  await expect(page).toHaveURL(/q=/);
  await page.getByRole('link', { name: 'Clear filters' }).click();
  await page.getByRole('checkbox', { name: /^Critical/ }).check();
  await expect(page).toHaveURL(/state=critical/);
  await openFilters(page);
  await page.getByText('Columns', { exact: true }).click();
  await page.getByRole('checkbox', { name: 'Checked every' }).check();
  await expect(page).toHaveURL(/columns=/);
  await table(page).getByRole('columnheader', { name: 'Host', exact: true }).getByRole('link').click();
  await expect(page).toHaveURL(/sort=name/);
  await expect(table(page).getByRole('columnheader', { name: 'Host', exact: true })).toHaveAttribute('aria-sort', 'ascending');
  await expectSameDocument(page);
  await page.goto(page.url());
  await expect(page.getByRole('checkbox', { name: /^Critical/ })).toBeChecked();
  for (const row of (await table(page).getByRole('row').all()).slice(1)) await expect(row).toContainText('Critical');
  await expect(table(page).getByRole('columnheader', { name: 'Checked every' })).toBeVisible();
});

test('whoever is quicker than the list loses nothing: search, order and filters are all kept', async ({ page, fleet }) => {
  await page.goto('/hosts');
  await expect(table(page).locator('[data-row][tabindex="0"]')).toHaveCount(1);
  await page.route(/\/hosts\?/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await route.continue();
  });
  await search(page).fill(fleet.expired);
  await table(page).getByRole('columnheader', { name: 'Host', exact: true }).getByRole('link').click();
  await page.getByRole('checkbox', { name: /^Critical/ }).check();
  await expect(page).toHaveURL((url) => url.search === `?${new URLSearchParams({ q: fleet.expired, state: 'critical', sort: 'name' })}`);
  await expect(page.getByText('1 host matches.')).toBeVisible();
  await expect(table(page).getByRole('columnheader', { name: 'Host', exact: true })).toHaveAttribute('aria-sort', 'ascending');
});

test('chosen hosts are changed together, faults stay in the form, and the change is undone', async ({ page, lab, fleet }, { project }) => {
  const tag = `run-${project.name}`;
  const [one = '', two = ''] = spareHosts(lab, fleet);
  await page.goto('/hosts?sort=name&site=Berlin');
  await box(page, one).check();
  await expect(page.getByText('1 host chosen.')).toBeVisible();
  await box(page, one).uncheck();
  await box(page, one).check();
  await box(page, two).check();
  await expect(page.getByText('2 hosts chosen.')).toBeVisible();

  await openChange(page, 'Add tags');
  await dialog(page).getByRole('combobox', { name: 'Tags', exact: true }).fill('not<a>tag');
  await dialog(page).getByRole('button', { name: 'Change 2 hosts' }).click();
  await expect(dialog(page).getByRole('alert')).toContainText('"not<a>tag" is no tag');
  await expect(dialog(page).getByRole('combobox', { name: 'Tags', exact: true })).toHaveValue('not<a>tag');
  await dialog(page).getByRole('combobox', { name: 'Tags', exact: true }).fill(tag.toUpperCase());
  await dialog(page).getByRole('button', { name: 'Change 2 hosts' }).click();
  await expect(dialog(page).getByText(`Tag ${tag} added: 2 hosts changed.`)).toBeVisible();
  await dialog(page).getByRole('button', { name: 'Close' }).click();
  await expect(table(page).getByRole('row').filter({ hasText: tag })).toHaveCount(2);

  await page.goto(`/hosts?tag=${tag}`);
  await expect(page.getByText('2 hosts match.')).toBeVisible();
  await page.getByRole('button', { name: 'Choose all 2' }).click();
  await expect(page.getByText('2 hosts chosen, all that match.')).toBeVisible();
  await openChange(page, 'Pause');
  await dialog(page).getByLabel('Reason (optional)').fill('Patch day');
  await dialog(page).getByRole('button', { name: 'Pause 2 hosts' }).click();
  await expect(dialog(page).getByText('Paused: Patch day: 2 hosts changed.')).toBeVisible();
  await dialog(page).getByRole('button', { name: /^Undo/ }).click();
  await expect(dialog(page).getByText('2 hosts are as before.')).toBeVisible();
  await dialog(page).getByRole('button', { name: 'Close' }).click();

  await page.getByRole('link', { name: 'Changes and undo' }).click();
  const change = page
    .getByRole('list', { name: 'Changes' })
    .getByRole('listitem')
    .filter({ hasText: `Tag ${tag} added` })
    .first();
  await change.getByRole('button', { name: /^Undo/ }).click();
  await expect(change.getByText('2 hosts are as before.')).toBeVisible();
  await expectAccessible(page);
  await page.goto(`/hosts?tag=${tag}`);
  await expect(page.getByText('No host matches.')).toBeVisible();
});

test('the keyboard goes through the table, Space chooses, and Shift chooses what lies between', async ({ page, fleet }) => {
  await page.goto('/hosts?sort=name');
  await expect(table(page).locator('[data-row][tabindex="0"]')).toHaveCount(1);
  await table(page).locator('[data-row="0"]').focus();
  await page.keyboard.press('Space');
  await expect(page.getByText('1 host chosen.')).toBeVisible();
  for (let row = 0; row < 4; row++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+Space');
  await expect(page.getByText('5 hosts chosen.')).toBeVisible();
  await page.keyboard.press('End');
  await expect(table(page).locator(`a[data-row="${fleet.hostCount - 1}"]`)).toBeFocused();
  await page.keyboard.press('Shift+Space');
  await expect(page.getByText(`${fleet.hostCount} hosts chosen.`)).toBeVisible();
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await expect(page.getByText('No host is chosen.')).toBeVisible();
  await table(page).locator('[data-row][tabindex="0"]').focus();
  await page.keyboard.press('Home');
  await expect(table(page).locator('a[data-row="0"]')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/hosts\/[^?]+$/);
});

test('deleting asks for the number of hosts, and says that it cannot be undone', async ({ page, lab, fleet }) => {
  const [one = '', two = ''] = spareHosts(lab, fleet);
  await page.goto('/hosts?sort=name&site=Berlin');
  await box(page, one).check();
  await box(page, two).check();
  await openChange(page, 'Delete');
  await expect(dialog(page).getByText('This cannot be undone.')).toBeVisible();
  await dialog(page).getByLabel('Type 2 to confirm').fill('3');
  await dialog(page).getByRole('button', { name: 'Delete 2 hosts' }).click();
  await expect(dialog(page).getByText('Type 2 to delete these hosts.')).toBeVisible();
  await expect(dialog(page).getByLabel('Type 2 to confirm')).toHaveValue('3');
  await expectAccessible(page);
  await dialog(page).getByRole('button', { name: 'Close' }).click();
  await expect(page.getByText(new RegExp(`^${fleet.hostCount} hosts in`))).toBeVisible();
});

test('the table is taken along as CSV and JSON with the filters of the page', async ({ page, fleet }) => {
  await page.goto('/hosts?state=critical&sort=name');
  const [csv] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'CSV of this table' }).click()]);
  expect(csv.suggestedFilename()).toMatch(/^hosts-\d{4}-\d\d-\d\d\.csv$/);
  const lines = (await readFile(await csv.path(), 'utf8')).replace('\uFEFF', '').trimEnd().split('\r\n');
  expect(lines[0]).toMatch(/^name,state,since,/);
  expect(lines.slice(1).every((line) => /^[^,]*,critical,/.test(line))).toBe(true);
  expect(lines.some((line) => line.startsWith(`${fleet.expired},`))).toBe(true);
  const [json] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'JSON of this table' }).click()]);
  const entries: Record<string, unknown>[] = JSON.parse(await readFile(await json.path(), 'utf8'));
  expect(entries).toHaveLength(lines.length - 1);
});

test('tags and notes are kept on the page of a host; Markdown is shown and nothing in it runs', async ({ page, lab, fleet }, {
  project,
}) => {
  const name = spareHosts(lab, fleet)[2] ?? '';
  const tag = `noted-${project.name}`;
  await page.goto(`/hosts/${name}`);
  await page.getByRole('button', { name: 'Edit tags and notes' }).click();
  await dialog(page).getByLabel('Tags', { exact: true }).fill(tag);
  await dialog(page).getByRole('button', { name: 'Save tags' }).click();
  await expect(dialog(page).getByText('Saved.')).toBeVisible();
  const notes =
    '# Rack 4\n\nCall **Ada** [here](https://wiki.example/ada), not [there](javascript:alert(1))\n\n<img src=x onerror=alert(1)>\n\n![x](https://tracker.example/x.png)';
  await dialog(page).getByLabel('Notes').fill(notes);
  await dialog(page).getByRole('button', { name: 'Save notes' }).click();
  await expect(dialog(page).getByText('Saved.')).toHaveCount(2);
  await dialog(page).getByRole('button', { name: 'Close' }).click();
  const shown = page.getByRole('region', { name: 'Tags and notes' });
  await expect(shown.getByRole('heading', { name: 'Rack 4' })).toBeVisible();
  await expect(shown.getByRole('link', { name: 'here' })).toHaveAttribute('rel', /noopener/);
  await expect(shown.getByRole('link', { name: 'there' })).toHaveCount(0);
  await expect(shown.locator('img')).toHaveCount(0);
  await expect(shown.getByText('<img src=x onerror=alert(1)>')).toBeVisible();
  await expectAccessible(page);
  await shown.getByRole('link', { name: tag }).click();
  await expect(page).toHaveURL(`/hosts?tag=${tag}`);
  await expect(rowNamed(page, name)).toBeVisible();
});

test('the page is accessible in both colours and no wider than the screen', async ({ page, fleet }) => {
  for (const scheme of ['light', 'dark'] as const) {
    await page.goto('/hosts');
    await inColours(page, scheme);
    await openFilters(page);
    await page.getByText('Columns', { exact: true }).click();
    await page.getByText(/^Views/).click();
    await expect(rowNamed(page, fleet.expired)).toBeVisible();
    await page.getByRole('button', { name: /^Choose all/ }).click();
    await expectAccessible(page, scheme === 'light' ? 'all' : 'colours');
    await openChange(page, 'Set the expiry windows');
    await expectAccessible(page, scheme === 'light' ? 'all' : 'colours');
  }
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('hosts are found, chosen on a page, changed and put back', async ({ page, lab, fleet }, { project }) => {
    const name = spareHosts(lab, fleet)[3] ?? '';
    const owner = `Nobody's script on ${project.name}`;
    await page.goto('/hosts');
    await page.getByRole('link', { name: 'Show as pages' }).click();
    await expect(page.getByText('Page 1 of 1')).toBeVisible();
    await search(page).fill(name);
    await page.getByRole('button', { name: 'Apply' }).click();
    await expect(page.getByText('1 host matches.')).toBeVisible();
    await box(page, name).check();
    await page.getByRole('button', { name: 'Change the chosen hosts' }).click();
    await expect(page.getByRole('heading', { name: 'Change 1 host' })).toBeVisible();
    await page.getByRole('link', { name: 'Set the owner' }).click();
    await page.getByLabel('Owner of their certificates').fill(owner);
    await page.getByRole('button', { name: 'Change 1 host' }).click();
    await expect(page.getByText(`Owner set to ${owner}: 1 host changed.`)).toBeVisible();
    await page.goto('/hosts/changes');
    const change = page.getByRole('listitem').filter({ hasText: owner }).first();
    await change.getByRole('button', { name: /^Undo/ }).click();
    await expect(page.getByRole('listitem').filter({ hasText: owner }).first()).toContainText('Undone');
  });

  test('the page of a host leads to its changes', async ({ page, fleet }) => {
    await page.goto(`/hosts/${fleet.sound}`);
    await expect(page.getByRole('button', { name: 'Edit', exact: true })).toBeHidden();
    await page.getByRole('link', { name: 'Change or delete this host' }).click();
    await expect(page.getByRole('heading', { name: 'Change 1 host' })).toBeVisible();
  });
});
