import type { Page } from '@playwright/test';
import { chip, expect, expectAccessible, inColours, test } from './fixtures.ts';
import type { Fleet } from './fleet.ts';
import type { Lab } from './lab.ts';

type Place = { what: string; address: (fleet: Fleet, lab: Lab) => string; shown: (page: Page) => Promise<void> };

const heading = (text: string | RegExp) => (page: Page) => expect(page.getByRole('heading', { level: 1 })).toContainText(text);
const board = (page: Page) => expect(chip(page, 'Critical')).toBeVisible();

const places: readonly Place[] = [
  { what: 'set-up', address: () => '/setup', shown: heading('Add hosts') },
  { what: 'the board', address: () => '/board', shown: board },
  { what: 'the board, unfolded', address: () => '/board?all=1', shown: board },
  { what: 'the board, filtered to few', address: () => '/board?state=critical,warning,stale,not-checked', shown: board },
  { what: 'the board as a table', address: () => '/board?view=table', shown: board },
  { what: 'the board without a match', address: () => '/board?q=nothing', shown: board },
  {
    what: 'a peek at a host',
    address: ({ expired }) => `/board?sel=${expired}`,
    shown: (page) => expect(page.getByRole('dialog')).toBeVisible(),
  },
  { what: 'a healthy host', address: ({ sound }) => `/hosts/${sound}`, shown: heading(':636') },
  { what: 'a critical host', address: (_, lab) => `/hosts/${lab.withoutCertificate}`, shown: heading(':636') },
  { what: 'a host in maintenance', address: ({ paused }) => `/hosts/${paused}`, shown: heading(':636') },
  { what: 'a stale host', address: ({ stale }) => `/hosts/${stale}`, shown: heading(':636') },
  { what: 'a host not checked yet', address: ({ notChecked }) => `/hosts/${notChecked}`, shown: heading(':636') },
  {
    what: 'a host judged for another time',
    address: ({ sound }) => `/hosts/${sound}?asOf=2099-01-01`,
    shown: (page) => expect(page.getByText('Judged as of')).toBeVisible(),
  },
  {
    what: 'a host with a time that is none',
    address: ({ sound }) => `/hosts/${sound}?asOf=never`,
    shown: (page) => expect(page.getByText('This page shows now.')).toBeVisible(),
  },
  {
    what: 'why, with an event',
    address: (_, lab) => `/hosts/${lab.withoutCertificate}~636/why/no-certificate-served`,
    shown: heading('No certificate is served'),
  },
  {
    what: 'why, from the chain',
    address: ({ expired }) => `/hosts/${expired}~636/why/certificate-expired`,
    shown: heading('The certificate has expired'),
  },
  { what: 'the causes', address: () => '/causes', shown: heading('Causes') },
  { what: 'a cause', address: () => '/causes/no-certificate-served', shown: heading('No certificate is served') },
  { what: 'no such page', address: () => '/nowhere', shown: heading('There is no such page') },
  { what: 'no such host', address: () => '/hosts/nowhere.corp.test', shown: heading('This host is not watched here') },
  { what: 'no such cause', address: () => '/causes/nowhere', shown: heading('The catalog has no such cause') },
];

// The browser's console reports the status of the pages that are not there.
test.use({ expectedFaults: /status of 404.*nowhere/ });

for (const { what, address, shown } of places) {
  test(`${what} can be used by everybody, in light and dark`, async ({ page, fleet, lab }) => {
    await page.goto(address(fleet, lab));
    await shown(page);
    await inColours(page, 'light');
    await expectAccessible(page);
    await inColours(page, 'dark');
    await expectAccessible(page, 'colours');
  });
}

test('opened details and dialogs of a host can be used by everybody', async ({ page, fleet }) => {
  await page.goto(`/hosts/${fleet.expired}`);
  for (const summary of await page.getByRole('main').locator('summary').all()) if (await summary.isVisible()) await summary.click();
  await expectAccessible(page);
  for (const name of ['Edit', 'Pause', 'Delete']) {
    await page.getByRole('button', { name, exact: true }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
});

test('refused forms can be used by everybody', async ({ page }) => {
  await page.goto('/setup');
  const form = page.getByRole('form', { name: 'Paste many hosts' });
  await form.getByLabel('Hosts, one per line').fill('bad name\nworse:99999');
  await form.getByRole('button', { name: 'Add hosts' }).click();
  await expect(form.getByRole('alert')).toContainText('2 lines need mending');
  await expectAccessible(page);
});
