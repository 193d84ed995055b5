import { expect, expectAccessible, inColours, test } from './fixtures.ts';

/** Whatever is accepted has its doors checked at once. */
const withinACheck = { timeout: 60_000 };

test('a finding is accepted for a time, stays in sight, and counts again when that is ended', async ({ page, lab }) => {
  test.setTimeout(240_000);
  const host = lab.withoutCertificate;
  const header = page.getByRole('main').locator('header');
  await page.goto(`/hosts/${host}`);
  await expect(header.getByText('Critical', { exact: false }).first()).toBeVisible(withinACheck);
  await page.getByRole('link', { name: 'Accept for a time' }).first().click();

  const form = page.getByRole('region', { name: 'Accept a finding' });
  await expect(form.getByLabel('Name')).toHaveValue(host);
  await form.getByLabel('Last day').fill('2020-01-01');
  await form.getByLabel('Reason').fill('The server is replaced next month.');
  await form.getByRole('button', { name: 'Accept this finding' }).click();
  await expect(form.getByRole('alert')).toContainText('The last day, 2020-01-01, is over.');
  await expect(form.getByLabel('Reason')).toHaveValue('The server is replaced next month.');

  const nextWeek = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  await form.getByLabel('Last day').fill(nextWeek);
  await form.getByRole('button', { name: 'Accept this finding' }).click();
  await expect(form.getByText(/is accepted for .* found at one door of one host/)).toBeVisible();
  const row = page.getByRole('row').filter({ hasText: host });
  await expect(row).toContainText('The server is replaced next month.');
  await inColours(page, 'dark');
  await expectAccessible(page);
  await inColours(page, 'light');
  await expectAccessible(page);

  await expect(async () => {
    await page.goto(`/hosts/${host}`);
    await expect(page.getByRole('region', { name: '1 accepted finding' })).toContainText('The server is replaced next month.', {
      timeout: 2_000,
    });
  }).toPass(withinACheck);
  // It could not be looked at, so it is not called healthy either.
  await expect(header.getByText('Not checked').first()).toBeVisible();
  await page.goto('/board');
  await expect(page.getByText('One host has findings that are accepted for now')).toBeVisible();
  await page.goto('/board?view=table');
  await expect(page.getByRole('row').filter({ hasText: host })).toContainText('one finding accepted');

  const domain = host.slice(host.indexOf('.') + 1);
  await page.goto(`/domains/${domain}`);
  await expect(header).toContainText('one host has accepted findings');
  await expect(page.getByRole('list', { name: `Doors of ${host}` }).locator('..')).toContainText('one finding accepted');
  await inColours(page, 'dark');
  await expectAccessible(page, 'colours');
  await inColours(page, 'light');
  await expectAccessible(page);
  await page.goto('/domains');
  const ofDomain = page.getByRole('row').filter({ has: page.getByRole('link', { name: domain, exact: true }) });
  await expect(ofDomain).toContainText('one host has accepted findings');
  await page.goto('/causes/no-certificate-served');
  await expect(page.getByRole('region', { name: 'It leads on no host now' })).toContainText('It is accepted on 1 host');

  await page.goto('/waivers');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'JSON of accepted findings' }).click();
  expect((await download).suggestedFilename()).toMatch(/^waivers-.*\.json$/);
  await row.getByRole('button', { name: /^End the acceptance/ }).click();
  await row.getByRole('button', { name: 'End it' }).click();
  await expect(page.getByText('Nothing is accepted: every finding counts.')).toBeVisible();
  await page.getByRole('link', { name: 'Those that have ended' }).click();
  await expect(page.getByRole('row').filter({ hasText: host })).toContainText('nothing');
  await expect(async () => {
    await page.goto(`/hosts/${host}`);
    await expect(header.getByText('Critical', { exact: false }).first()).toBeVisible({ timeout: 2_000 });
  }).toPass(withinACheck);
});
