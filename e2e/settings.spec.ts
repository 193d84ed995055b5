import type { Page } from '@playwright/test';
import ICAL from 'ical.js';
import { expect, expectAccessible, inColours, test } from './fixtures.ts';

/** A change for a domain or a host has its doors checked at once. */
const withinACheck = { timeout: 60_000 };

const eventsOf = (text: string) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((event) => ({
    uid: String(event.getFirstPropertyValue('uid')),
    summary: String(event.getFirstPropertyValue('summary')),
    alarms: event.getAllSubcomponents('valarm').map((alarm) => String(alarm.getFirstPropertyValue('trigger'))),
  }));

const fillWindows = async (page: Page, numbers: readonly [string, string, string, string]) => {
  const form = page.getByRole('region', { name: 'samba.test' });
  await form.getByLabel('Warning, days before the end').fill(numbers[0]);
  await form.getByLabel('Warning, % of the lifetime').fill(numbers[1]);
  await form.getByLabel('Critical, days before the end').fill(numbers[2]);
  await form.getByLabel('Critical, % of the lifetime').fill(numbers[3]);
  await form.getByRole('button', { name: 'Save windows' }).click();
  return form;
};

test('the windows of a domain decide the state of its hosts', async ({ page, lab }) => {
  test.setTimeout(240_000);
  const { host } = lab.samba;
  const state = async (word: string) => {
    await page.goto(`/hosts/${host}`);
    await expect(page.getByRole('main').locator('header').getByText(word, { exact: false }).first()).toBeVisible(withinACheck);
  };
  await state('Healthy');
  await page.goto('/settings');
  await page.getByRole('main').getByRole('link', { name: 'Expiry', exact: true }).click();
  await page.getByRole('link', { name: 'Change samba.test' }).click();
  const form = await fillWindows(page, ['30', '100', '31', '5']);
  await expect(form.getByRole('alert')).toHaveText('Critical must lie within warning: at most 30 days, and this is 31.');
  await expect(form.getByLabel('Critical, days before the end')).toHaveValue('31');

  await fillWindows(page, ['3650', '100', '1', '1']);
  await expect(form.getByText('Saved. Its hosts are checked again now.')).toBeVisible();
  const fiveYears = form.getByRole('row').filter({ hasText: '5 years' });
  await expect(fiveYears.getByRole('cell')).toHaveText(['1826 days', '1 day']);
  await form.getByLabel('Owner of its certificates').fill('Identity team');
  await form.getByRole('button', { name: 'Save owner' }).click();
  await expect(form.getByText('Saved.', { exact: true })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'samba.test' })).toContainText('Identity team');
  await expectAccessible(page);

  await state('Warning');
  await expect(page.getByRole('main').locator('header')).toContainText('Certificates looked after by Identity team (for the domain)');
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: `Edit ${host}` });
  await expect(dialog).toContainText("In force: warning 3650 days or 100 %, critical 1 day or 1 %, whichever is shorter (its domain's)");
  await dialog.getByLabel('Owner of its certificates').fill('Grace Hopper');
  await dialog.getByRole('button', { name: 'Save host' }).click();
  await expect(dialog.getByText('Saved.')).toBeVisible();
  for (const [label, value] of [
    ['Warning, days before the end', '30'],
    ['Warning, % of the lifetime', '20'],
    ['Critical, days before the end', '7'],
    ['Critical, % of the lifetime', '5'],
  ] as const)
    await dialog.getByLabel(label).fill(value);
  await dialog.getByRole('button', { name: 'Set expiry windows' }).click();
  await expect(dialog).toContainText('(set for this host)');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await state('Healthy');
  await expect(page.getByRole('main').locator('header')).toContainText('Certificates looked after by Grace Hopper.');

  await page.goto('/settings/expiry?domain=samba.test');
  await fillWindows(page, ['', '', '', '']);
  await expect(page.getByRole('row').filter({ hasText: 'samba.test' })).toContainText('as inherited; 1 host differs');
});

test('a change freeze is added, changed and removed', async ({ page }) => {
  await page.goto('/settings/expiry');
  const freezes = page.getByRole('region', { name: 'Change freezes' });
  await expect(freezes).toContainText('No change freeze is kept.');
  await freezes.getByLabel('Name of the freeze').fill('Year end');
  await freezes.getByLabel('Time zone').fill('Berlin');
  await freezes.getByLabel('First day').fill('2030-12-20');
  await freezes.getByLabel('Last day').fill('2030-12-18');
  await freezes.getByRole('button', { name: 'Add freeze' }).click();
  await expect(freezes.getByRole('alert')).toHaveText([
    'The time zone is an IANA name that this server knows, such as Europe/Berlin or UTC.',
    'The last day, 2030-12-18, is before the first, 2030-12-20.',
  ]);
  await expect(freezes.getByLabel('First day')).toHaveValue('2030-12-20');
  await freezes.getByLabel('Time zone').fill('Europe/Berlin');
  await freezes.getByLabel('Last day').fill('2031-01-03');
  await freezes.getByRole('button', { name: 'Add freeze' }).click();
  const freeze = freezes.getByRole('listitem').filter({ hasText: 'Year end' });
  await expect(freeze).toContainText('Fri 20 Dec 2030 to Fri 3 Jan 2031, whole days in Europe/Berlin');
  await expect(freeze).toContainText('(ahead)');
  await freeze.getByRole('link', { name: 'Edit the freeze Year end' }).click();
  await expect(freezes.getByLabel('Last day')).toHaveValue('2031-01-03');
  await freezes.getByLabel('Last day').fill('2031-01-06');
  await freezes.getByRole('button', { name: 'Save freeze' }).click();
  await expect(freeze).toContainText('to Mon 6 Jan 2031');
  await expectAccessible(page);
  await inColours(page, 'dark');
  await expectAccessible(page, 'colours');
  await freeze.getByRole('button', { name: 'Remove the freeze Year end' }).click();
  await freeze.getByRole('button', { name: 'Remove it' }).click();
  await expect(freezes).toContainText('No change freeze is kept.');
});

test('a calendar is read by its secret address alone, until it has a new one', async ({ page, request, lab }) => {
  await page.goto('/settings/calendars');
  const made = page.getByRole('region', { name: 'Make a calendar' });
  await made.getByLabel('Name of the calendar').fill('Samba, all of it');
  await made.getByLabel('Reminders, days before the end').fill('30, soon');
  await made.getByLabel('Certificates of').selectOption('Domain samba.test');
  await made.getByRole('button', { name: 'Make calendar' }).click();
  await expect(made.getByRole('alert')).toContainText('Reminders are whole days from 0 to 365');
  await expect(made.getByLabel('Certificates of')).toHaveValue('domain:samba.test');
  await made.getByLabel('Reminders, days before the end').fill('30, 1');
  await made.getByRole('button', { name: 'Make calendar' }).click();
  const address = await made.getByRole('status').locator('code').innerText();
  await expectAccessible(page);

  const first = await request.get(address);
  expect(first.status()).toBe(200);
  expect(first.headers()).toMatchObject({
    'content-type': 'text/calendar; charset=utf-8',
    'cache-control': 'private, no-cache',
    'referrer-policy': 'no-referrer',
  });
  const events = eventsOf(await first.text());
  expect(events.find(({ summary }) => summary === `${lab.samba.host}: certificate ends`)?.alarms).toEqual(['-P30D', '-P1D']);
  expect(events.every(({ summary }) => summary.includes(lab.samba.host))).toBe(true);
  const again = await request.get(address, { headers: { 'if-none-match': first.headers().etag ?? '' } });
  expect(again.status()).toBe(304);

  await page.reload();
  await expect(page.getByRole('main')).not.toContainText(address);
  const calendar = page.getByRole('region', { name: 'Calendars that exist' }).getByRole('listitem').filter({ hasText: 'Samba, all of it' });
  await expect(calendar).toContainText('Hosts of samba.test; reminders 30, 1 days before.');
  await expect(calendar).toContainText(/Fetched .* ago, to the hour|Fetched just now, to the hour/);
  await calendar.getByRole('button', { name: 'New address for Samba, all of it' }).click();
  await calendar.getByRole('button', { name: 'Replace the address' }).click();
  const renewed = await calendar.getByRole('status').locator('code').innerText();
  expect(renewed).not.toBe(address);
  expect((await request.get(address)).status()).toBe(404);
  expect(eventsOf(await (await request.get(renewed)).text()).map(({ uid }) => uid)).toEqual(events.map(({ uid }) => uid));
  await expectAccessible(page);
  await calendar.getByRole('button', { name: 'Remove the calendar Samba, all of it' }).click();
  await calendar.getByRole('button', { name: 'Remove it' }).click();
  await expect(page.getByRole('region', { name: 'Calendars that exist' })).toContainText('There is none yet.');
  expect((await request.get(renewed)).status()).toBe(404);
});

test('the settings have an index', async ({ page }) => {
  await page.goto('/settings');
  await expectAccessible(page);
  await page.getByRole('main').getByRole('link', { name: 'Calendars' }).click();
  await expect(page).toHaveURL(/\/settings\/calendars$/);
});
