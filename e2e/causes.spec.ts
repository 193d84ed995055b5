import { catalog as rules } from '#lib/diagnosis/catalog.ts';
import { expect, test } from './fixtures.ts';

test('the catalog lists every cause and finds by number, word and event', async ({ page, lab }) => {
  await page.goto('/causes');
  for (const { id, title } of rules)
    await expect(page.getByRole('main').locator(`a[href="/causes/${id}"]`), `the cause ${id}`).toHaveText(title);
  await expect(page.getByRole('main').locator('a[href^="/causes/"]')).toHaveCount(rules.length);

  const search = page.getByRole('searchbox', { name: 'Search causes' });
  await search.fill('301');
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page).toHaveURL(/\/causes\?q=301$/);
  await expect(page.getByText(`1 of ${rules.length}.`)).toBeVisible();
  await page.getByRole('link', { name: '1 host now' }).click();
  await expect(page).toHaveURL(/\/board\?cause=no-certificate-served$/);
  await expect(page.getByRole('link', { name: new RegExp(`^${lab.withoutCertificate}`) }).first()).toBeVisible();
});

test('a cause is explained without a host, with the names of an example', async ({ page, lab }) => {
  await page.goto('/causes');
  await page.getByRole('link', { name: 'No certificate is served' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('No certificate is served cause 301');
  await expect(page.getByRole('heading', { level: 2 })).toContainText([
    'It leads on 1 host now',
    'What happened',
    'Event details',
    'Could also be',
    'Resolve',
    'Verify',
    'Sources',
  ]);
  await expect(page.getByRole('table', { name: 'Event 1220' })).toBeVisible();
  await expect(page.getByRole('region', { name: /Verify$/ })).not.toContainText(lab.withoutCertificate);
  await expect(page.getByRole('button', { name: /^Probe now/ })).toHaveCount(0);
  await page.getByRole('link', { name: `${lab.withoutCertificate}:636` }).click();
  await expect(page).toHaveURL(`/hosts/${lab.withoutCertificate}~636`);
});

test('the number of a cause leads to its article', async ({ page }) => {
  await page.goto('/causes/601');
  await expect(page).toHaveURL('/causes/domain-controller-not-registered');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('cause 601');
});

test.describe('an unknown cause', () => {
  // The browser's console reports the status of the page itself.
  test.use({ expectedFaults: /status of 404.*\/causes\/no-such-cause/ });

  test('leads back to the catalog', async ({ page }) => {
    const response = await page.goto('/causes/no-such-cause');
    expect(response?.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('The catalog has no such cause');
    await page.getByRole('link', { name: 'See all causes' }).click();
    await expect(page).toHaveURL(/\/causes$/);
  });
});
