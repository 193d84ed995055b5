import type { Page } from '@playwright/test';
import { now } from '#lib/clock.ts';
import { type Authority, createAuthority } from '#lib/simulation/certificate-factory.ts';
import { expect, expectAccessible, inColours, test } from './fixtures.ts';

const dayMs = 86_400_000;
const inDays = (days: number): Date => new Date(now().getTime() + days * dayMs);

/** Certificates that are given, not served: any authority's will do. */
let authority: Authority;
test.beforeAll(async () => {
  authority = await createAuthority({ subject: 'CN=Corp Issuing CA,O=Corp' });
});
const issue = (name: string, days = 900) =>
  authority.issue({ subject: `CN=${name}`, dnsNames: [name], freshKey: true, notBefore: inDays(-0.5), notAfter: inDays(days) });
const file = (name: string, bytes: Uint8Array) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });

async function giveFile(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  const form = page.getByRole('region', { name: 'The new certificate' });
  await form.getByLabel('File').setInputFiles(file(name, bytes));
  await form.getByRole('button', { name: 'Give the new certificate' }).click();
}

test('a renewal is planned on the page of a host, ordered, issued by an upload, and cancelled', async ({ page, lab }) => {
  const host = lab.fleet[12]?.name ?? '';
  await page.goto(`/hosts/${host}`);
  await page.getByRole('region', { name: 'Renewal' }).getByRole('link', { name: 'Plan a renewal' }).click();
  await expect(page.getByLabel('Certificate or host')).toHaveValue(host);
  await page.getByLabel('Owner', { exact: true }).first().fill('Directory team');
  await page.getByLabel('Due').fill(inDays(7).toISOString().slice(0, 10));
  await page.getByLabel('Note (optional)').fill('Ask the CA team first');
  await page.getByRole('button', { name: 'Plan this renewal' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Renewal of ${host}`);
  const steps = page.getByRole('list', { name: 'Steps' });
  await expect(steps.locator('[aria-current=step]')).toContainText('Open');
  await page.getByRole('button', { name: 'Mark as ordered' }).click();
  await expect(steps.locator('[aria-current=step]')).toContainText('Ordered');
  const planPage = page.url();
  const doors = page.getByRole('link', { name: 'JSON of the doors of this plan' });
  const file = await page.request.get((await doors.getAttribute('href')) ?? '');
  expect(await file.json()).toMatchObject([{ host, port: 636, serves: 'old' }]);

  await giveFile(page, 'wrong.cer', (await issue('other.corp.test')).der);
  const given = page.getByRole('region', { name: 'The new certificate' });
  await expect(given.getByRole('alert')).toHaveText(`It lacks the name ${host}; clients that use it would refuse it.`);
  await giveFile(page, 'notes.txt', new TextEncoder().encode('not a certificate'));
  await expect(given.getByRole('alert')).toContainText('can be checked');
  await expectAccessible(page);

  await giveFile(page, 'new.cer', (await issue(host)).der);
  await expect(steps.locator('[aria-current=step]')).toContainText('Issued');
  await expect(page.getByRole('region', { name: 'Doors' })).toContainText('a door still serves the old one');
  await expect(page.getByRole('link', { name: /^Why it may keep it/ })).toHaveAttribute(
    'href',
    `/hosts/${host}~636/why/renewed-but-not-served`,
  );
  await expect(page.getByRole('region', { name: 'History' }).getByRole('listitem').first()).toContainText('The new certificate was given');
  await given.getByText('Give another one').click();
  await giveFile(page, 'short.cer', (await issue(host, 20)).der);
  await expect(given.getByRole('alert')).toContainText('no later than the old one');
  await inColours(page, 'light');
  await expectAccessible(page);
  await inColours(page, 'dark');
  await expectAccessible(page, 'colours');

  await page.goto(`/hosts/${host}`);
  await expect(page.getByRole('region', { name: 'Renewal' })).toContainText('none of 1 door serves it yet');
  await page.getByRole('link', { name: 'Open the plan' }).click();
  await expect(page).toHaveURL(planPage);
  await page.getByRole('button', { name: 'Cancel the plan' }).click();
  await expect(page.getByText('The plan was given up.')).toBeVisible();
});

test('a second plan is refused with the way to the first, and the list filters and is taken along', async ({
  page,
  request,
  lab,
  baseURL,
}) => {
  const host = lab.fleet[13]?.name ?? '';
  await page.goto(`/renewals?host=${host}`);
  await page.getByLabel('Owner', { exact: true }).first().fill('Branch office');
  await page.getByLabel('Due').fill(inDays(-3).toISOString().slice(0, 10));
  await page.getByRole('button', { name: 'Plan this renewal' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Renewal of ${host}`);
  const first = page.url();

  await page.goto(`/renewals?host=${host}`);
  await page.getByRole('button', { name: 'Plan this renewal' }).click();
  await expect(page.getByText(`There is an open plan for ${host} already.`)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Open that plan' })).toHaveAttribute('href', new URL(first).pathname);

  await page.goto('/renewals');
  await page
    .getByRole('navigation', { name: 'State of the plans' })
    .getByRole('link', { name: /^Overdue/ })
    .click();
  await expect(page).toHaveURL(/state=overdue/);
  const row = page.getByRole('row').filter({ hasText: host });
  await expect(row).toContainText('Overdue, open');
  await page.getByRole('combobox', { name: 'Owner' }).selectOption('Branch office');
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(page).toHaveURL(/owner=Branch\+office/);
  await expect(row).toBeVisible();
  await inColours(page, 'light');
  await expectAccessible(page);
  await inColours(page, 'dark');
  await expectAccessible(page, 'colours');

  const json = await request.get(`${baseURL}/renewals/export?state=overdue&owner=Branch+office&format=json`);
  expect(await json.json()).toMatchObject([{ host, owner: 'Branch office', concern: 'overdue', doorsTotal: 1, doorsServed: 0 }]);
  const csv = await request.get(`${baseURL}/renewals/export?owner=Branch+office`);
  expect(csv.headers()['content-type']).toContain('text/csv');
  await page.goto(first);
  await page.getByRole('button', { name: 'Cancel the plan' }).click();
  await expect(page.getByText('The plan was given up.')).toBeVisible();
});

test('what is neither a certificate nor a host is told, and stays in the form', async ({ page }) => {
  await page.goto('/renewals?host=dc99.corp.test');
  await page.getByLabel('Due').fill(inDays(30).toISOString().slice(0, 10));
  await page.getByRole('button', { name: 'Plan this renewal' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'neither the SHA-256' })).toBeVisible();
  await expect(page.getByLabel('Due')).toHaveValue(inDays(30).toISOString().slice(0, 10));
});

test.describe('an address that names no plan', () => {
  test.use({ expectedFaults: /status of 404 .*\/renewals\// });

  test('says so and leads to the list', async ({ page }) => {
    await page.goto('/renewals/00000000-0000-4000-8000-000000000000');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no such plan');
    await expect(page.getByRole('link', { name: 'All renewals' })).toHaveAttribute('href', '/renewals');
  });
});
