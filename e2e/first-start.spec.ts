import type { Page } from '@playwright/test';
import { type Product, startProduct } from '../bin/start/testing/product.ts';
import { chip, expect, expectSameDocument, hostOnBoard, markDocument, test as shared } from './fixtures.ts';
import { openDatabase } from './fleet.ts';

/** A product that was never started before. */
const test = shared.extend<{ fresh: Product }>({
  fresh: [
    async ({ lab }, use) => {
      const product = await startProduct({ environment: lab.environment });
      await use(product);
      await product.stop();
      product.remove();
    },
    { timeout: 120_000 },
  ],
  baseURL: async ({ fresh }, use) => use(fresh.baseUrl),
});

const listForm = (page: Page) => page.getByRole('form', { name: 'Paste many hosts' });

async function submitList(page: Page, lines: string): Promise<void> {
  await listForm(page).getByLabel('Hosts, one per line').fill(lines);
  await listForm(page).getByRole('button', { name: 'Add hosts' }).click();
}

async function countHosts(product: Product): Promise<number> {
  const database = openDatabase(product);
  const count = await database.host.count();
  await database.$disconnect();
  return count;
}

test('the first start leads from an empty page to a list of hosts that are watched', async ({ page, fresh, lab }) => {
  const good = [lab.samba.host, `${lab.samba.host}:389`, lab.openLdap.host];
  const list = [good[0], 'bad name.corp.test', good[1], 'dc02.corp.test:99999', good[2], good[0]].join('\n');

  await page.goto('/');
  await expect(page).toHaveURL(/\/setup$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Which servers shall we watch?');

  await submitList(page, list);
  const faults = listForm(page).getByRole('alert');
  await expect(faults).toContainText('3 lines need mending');
  await expect(faults.getByRole('listitem')).toHaveText([
    /^Line 2: bad name\.corp\.test A space cannot be part of a host name/,
    /^Line 4: dc02\.corp\.test:99999 The port 99999 is not a number from 1 to 65535/,
    /^Line 6: .*is named on line 1 already/,
  ]);
  await expect(listForm(page).getByLabel('Hosts, one per line')).toHaveValue(list);
  expect(await countHosts(fresh)).toBe(0);

  await submitList(page, good.join('\n'));
  await expect(page).toHaveURL(/\/board$/);
  await markDocument(page);
  await expect(hostOnBoard(page, lab.samba.host)).toBeVisible();
  await expect(chip(page, 'Healthy')).toHaveText('Healthy2');
  await expect(hostOnBoard(page, lab.openLdap.host)).toHaveAccessibleName(/, healthy, /);
  await expectSameDocument(page);
  expect(await countHosts(fresh)).toBe(2);

  await page.goto('/');
  await expect(page).toHaveURL(/\/board$/);
});

test('one host is added by name and door', async ({ page, lab }) => {
  await page.goto('/setup');
  const form = page.getByRole('form', { name: 'Add one host' });
  await form.getByLabel('Name or address').fill('no name');
  await form.getByRole('button', { name: 'Add host' }).click();
  await expect(form.getByRole('alert')).toContainText('Nothing was registered yet.');
  await expect(form.getByLabel('Name or address')).toHaveValue('no name');

  await form.getByLabel('Name or address').fill(lab.samba.host);
  await form.getByLabel('Door').selectOption('3269, LDAPS, global catalog');
  await form.getByLabel('Site').fill('SEA-1');
  await form.getByRole('button', { name: 'Add host' }).click();
  await expect(page).toHaveURL(/\/board$/);
  await expect(hostOnBoard(page, lab.samba.host)).toHaveAccessibleName(/, healthy, /);
  await expect(page.getByRole('heading', { level: 2, name: /^SEA-1/ })).toBeVisible();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the list is checked, kept and registered all the same', async ({ page, fresh, lab }) => {
    await page.goto('/setup');
    await submitList(page, `${lab.openLdap.host}\nnot a name`);
    await expect(listForm(page).getByRole('alert')).toContainText('Line 2');
    await expect(listForm(page).getByLabel('Hosts, one per line')).toHaveValue(`${lab.openLdap.host}\nnot a name`);
    expect(await countHosts(fresh)).toBe(0);

    await submitList(page, lab.openLdap.host);
    await expect(page.getByText('1 host registered')).toBeVisible();
    await expect(page.getByRole('link', { name: 'See them on the board' })).toHaveAttribute('href', '/board');
    expect(await countHosts(fresh)).toBe(1);
  });
});
