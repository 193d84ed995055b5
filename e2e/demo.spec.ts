import { type Product, startProduct } from '../bin/start/testing/product.ts';
import { chip, expect, expectAccessible, test as shared } from './fixtures.ts';

/** A product that was never started before, and knows of no landscape. */
const test = shared.extend<{ fresh: Product }>({
  fresh: [
    async ({ browserName: _browserName }, use) => {
      const product = await startProduct();
      await use(product);
      await product.stop();
      product.remove();
    },
    { timeout: 120_000 },
  ],
  baseURL: async ({ fresh }, use) => use(fresh.baseUrl),
});

test('the demo fleet is started by one button, fills the board, and goes as it came', async ({ page }) => {
  await page.goto('/');
  await expect(page).toHaveURL(/\/setup$/);
  await page.getByRole('link', { name: 'Try the demo fleet' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Demo fleet');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Start the demo' }).click();

  const banner = page.getByRole('complementary', { name: 'Demo data' });
  await expect(banner).toContainText('its servers are being started');
  await page.getByRole('link', { name: 'See them on the board' }).click();
  for (const state of ['Critical', 'Warning', 'Healthy'])
    await expect(chip(page, state)).toHaveText(new RegExp(`^${state}[1-9]\\d`), { timeout: 60_000 });
  await page.reload();
  await expect(banner).toContainText(/1\d\d simulated servers on this machine/);
  await expectAccessible(page);

  await page.goto('/domains/aadds.corp.example');
  const names = page.getByRole('region', { name: 'What DNS says, inside and outside' });
  await expect(names).toContainText('2 of 5 names mislead clients.', { timeout: 60_000 });
  await expect(names).toContainText('Leads clients outside to 10.20.0.5 (private), which they cannot reach.');
  await expect(names).toContainText('203.0.113.99 is not expected, and 203.0.113.49 is missing.');
  await expect(names).toContainText('no such name');
  await expectAccessible(page);

  await banner.getByRole('link', { name: 'Remove the demo' }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Remove the demo' }).click();
  await expect(page.getByRole('button', { name: 'Start the demo' })).toBeVisible();
  await expect(banner).toHaveCount(0);
  await page.goto('/');
  await expect(page).toHaveURL(/\/setup$/);
});
