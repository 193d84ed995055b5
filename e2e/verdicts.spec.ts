import type { Page } from '@playwright/test';
import { expect, expectAccessible, inColours, test } from './fixtures.ts';

const requirements = (page: Page) => page.getByRole('region', { name: 'Requirements of the certificate' });
const clients = (page: Page) => page.getByRole('region', { name: 'Who accepts it' });
const row = (page: Page, title: string) => requirements(page).locator('details').filter({ hasText: title });
const unfoldTimes = (page: Page) => page.getByText('How would this be judged at another time?').click();

test('every requirement says whether it is met, and who asks for it', async ({ page, lab }) => {
  await page.goto(`/hosts/${lab.samba.host}`);
  await expect(requirements(page).getByText(/^\d+ met/)).toBeVisible();
  const authentication = row(page, 'Server Authentication').first();
  await expect(authentication.locator('summary')).toContainText('Met');
  await expect(authentication.getByRole('listitem')).toHaveCount(0);
  await authentication.locator('summary').click();
  const sources = authentication.getByRole('list', { name: 'Who asks what: Server Authentication' });
  await expect(sources.getByRole('listitem').first()).toContainText(/Met/);
  await expect(sources.getByRole('link').first()).toHaveAttribute('href', /^https:\/\//);
  await expectAccessible(page);
});

test('a requirement that is not met stands first, open, with its explanation', async ({ page, fleet }) => {
  await page.goto(`/hosts/${fleet.expired}`);
  const first = requirements(page).locator('details').first();
  await expect(first.locator('summary')).toContainText(/Not met.*Dates/s);
  await expect(first.getByRole('listitem').first()).toContainText('Not met');
  await first.getByRole('link', { name: 'The certificate has expired' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('The certificate has expired');
});

test('each family of clients accepts a sound server, and refuses an expired one with its reason', async ({ page, fleet, lab }) => {
  await page.goto(`/hosts/${lab.samba.host}`);
  await expect(clients(page).getByText('Accepts', { exact: true })).toHaveCount(4);
  for (const name of ['Windows', 'OpenSSL', 'GnuTLS', 'Java']) await expect(clients(page).getByText(name, { exact: true })).toBeVisible();
  await page.goto(`/hosts/${fleet.expired}`);
  await expect(clients(page).getByText('Refuses', { exact: true })).toHaveCount(4);
  await expect(clients(page).getByRole('list', { name: 'Why GnuTLS refuses' })).toContainText('expired');
});

test('the server is told by what it says of itself', async ({ page, lab }) => {
  await page.goto(`/hosts/${lab.samba.host}`);
  const server = page.getByRole('region', { name: 'What the server says of itself' });
  await expect(server).toContainText('Samba Active Directory domain controller');
  await expect(server.getByRole('definition').filter({ hasText: lab.samba.host })).toBeVisible();
});

test('a sound host is judged as of the day after its certificate expires, and the way back leads to now', async ({ page, lab }) => {
  const { host } = lab.samba;
  await page.goto(`/hosts/${host}?range=7d`);
  await unfoldTimes(page);
  await page.getByRole('link', { name: 'the day after the certificate expires' }).click();
  await expect(page).toHaveURL(/range=7d&asOf=\d{4}-\d{2}-\d{2}$/);
  const notice = page.getByRole('status').filter({ hasText: 'Judged as of' });
  await expect(notice).toContainText('nothing was probed for it');
  await expect(page).toHaveTitle(/^Healthy · /);
  const lead = page.getByRole('region', { name: /^The certificate has expired/ });
  await expect(lead).toContainText('Not found yet: it would be found then');
  await expect(row(page, 'Dates').first().locator('summary')).toContainText('Not met');
  await expect(clients(page).getByText('Refuses', { exact: true })).toHaveCount(4);
  await expect(page.getByRole('region', { name: 'Certificate chain as served' })).toContainText(/expired .* ago/);
  await expect(lead.getByRole('link', { name: 'Why, and how to fix it' })).toHaveAttribute('href', /\/why\/certificate-expired$/);
  await inColours(page, 'light');
  await expectAccessible(page);
  await inColours(page, 'dark');
  await expectAccessible(page, 'colours');

  await page.getByRole('navigation', { name: 'Stretch of history' }).getByRole('link', { name: '90 days' }).click();
  await expect(page).toHaveURL(/range=90d&asOf=/);
  await expect(notice).toBeVisible();
  await notice.getByRole('link', { name: 'Back to now' }).click();
  await expect(page).toHaveURL(/~636\?range=90d$/);
  await expect(notice).toHaveCount(0);
  await expect(lead).toHaveCount(0);
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('another time is asked for by a form', async ({ page, lab }) => {
    await page.goto(`/hosts/${lab.samba.host}?range=7d`);
    await unfoldTimes(page);
    await page.getByLabel('As of (date and time in UTC)').fill('2099-12-31T12:30');
    await page.getByRole('button', { name: 'Judge as of then' }).click();
    await expect(page).toHaveURL(/range=7d&asOf=2099-12-31T12%3A30$/);
    await expect(page.getByText('Judged as of 31 Dec 2099, 12:30:00 UTC')).toBeVisible();
    await expect(page.getByRole('region', { name: /^The certificate has expired/ })).toBeVisible();
  });
});

test('a time that is none is named, with what is allowed, and the page shows now', async ({ page, lab }) => {
  await page.goto(`/hosts/${lab.samba.host}?asOf=2027-02-30`);
  const alert = page.getByRole('main').getByRole('alert');
  await expect(alert).toContainText('As of: “2027-02-30” is no date that can be judged by. Write a date such as 2027-03-01');
  await expect(alert).toContainText('This page shows now.');
  await expect(page.getByRole('region', { name: /^The certificate has expired/ })).toHaveCount(0);
  await expect(page.getByLabel('As of (date and time in UTC)')).toBeVisible();
  await expectAccessible(page);
});
