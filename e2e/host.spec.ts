import { createHash, X509Certificate } from 'node:crypto';
import type { Page } from '@playwright/test';
import { registerHosts } from '#lib/fleet/register-hosts.ts';
import { expect, hostOnBoard, test } from './fixtures.ts';

const openEdit = async (page: Page, host: string) => {
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: `Edit ${host}` });
  await expect(dialog).toBeVisible();
  return dialog;
};

test('each stage opens its evidence, and the chain shows what was served', async ({ page, lab }) => {
  const { host, certificates } = lab.samba;
  await page.goto(`/hosts/${host}`);
  const probe = page.getByRole('region', { name: 'Last probe' });
  await expect(probe.locator('summary')).toContainText(['Name', 'TCP', 'TLS', 'Certificate', 'rootDSE', 'Bind']);
  await probe.locator('summary').filter({ hasText: 'TLS' }).first().click();
  await expect(probe.getByText('Cipher', { exact: false }).first()).toBeVisible();
  await probe.locator('summary').filter({ hasText: 'rootDSE' }).click();
  await expect(probe.getByText('dnsHostName', { exact: false }).first()).toBeVisible();

  const leaf = new X509Certificate(certificates.healthy.certificatePem);
  const sha256 = createHash('sha256').update(leaf.raw).digest('hex');
  const chain = page.getByRole('region', { name: 'Certificate chain as served' });
  await expect(chain.locator('summary').filter({ hasText: 'Corp Issuing CA' })).toBeVisible();
  await expect(chain.locator('summary').filter({ hasText: 'Corp Root CA' })).toContainText('trust anchor');
  await expect(chain.getByRole('definition').filter({ hasText: host }).first()).toBeVisible();
  await expect(chain.locator('time').first()).toHaveAttribute('datetime', new Date(leaf.validFrom).toISOString());
  const shown = (await chain.locator('dd').filter({ hasText: 'Copy SHA-256' }).first().innerText())
    .toLowerCase()
    .replaceAll(/[^0-9a-f]/g, '');
  expect(shown).toContain(sha256);
  await chain.locator('summary').filter({ hasText: 'PEM' }).first().click();
  await expect(chain.getByText('-----BEGIN CERTIFICATE-----').first()).toBeVisible();
});

test('the state strip has a sentence, numbers and stretches in the address', async ({ page, fleet }) => {
  await page.goto(`/hosts/${fleet.sound}`);
  const history = page.getByRole('region', { name: 'State', exact: true });
  await expect(history.getByRole('img', { name: /^In the last 24 hours: .* healthy\.$/ })).toBeVisible();
  await history.getByText('Numbers').click();
  await expect(history.getByRole('columnheader')).toHaveText(['State', 'From', 'To', 'Length', 'Cause']);
  await expect(history.getByRole('row').nth(1)).toContainText('Healthy');
  await history.getByRole('link', { name: '7 days' }).click();
  await expect(page).toHaveURL(/range=7d/);
  await expect(history.getByRole('img', { name: /^In the last 7 days/ })).toBeVisible();
});

test.describe('with the clipboard', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

  test('a ticket is copied as Markdown', async ({ page, fleet, baseURL }) => {
    await page.goto(`/hosts/${fleet.expired}`);
    await page.getByRole('button', { name: /^Copy for ticket/ }).click();
    await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
    const ticket = await page.evaluate(() => navigator.clipboard.readText());
    expect(ticket).toContain(`## Critical: ${fleet.expired}:636, The certificate has expired`);
    expect(ticket).toContain('| What | Seen | A healthy server shows |');
    expect(ticket).toContain('### Stages');
    expect(ticket).toContain(`-connect ${fleet.expired}:636`);
    expect(ticket.trim().endsWith(`${baseURL}/hosts/${fleet.expired}~636`)).toBe(true);
  });
});

test('a faulty address keeps what was typed, and a sound site is saved', async ({ page, lab }) => {
  const host = lab.fleet[5]?.name ?? '';
  await page.goto(`/hosts/${host}`);
  const dialog = await openEdit(page, host);
  await dialog.getByLabel('Site or group').fill('Reading');
  await dialog.getByLabel('Address override').fill('10.0.0.999');
  await dialog.getByRole('button', { name: 'Save host' }).click();
  await expect(dialog.getByRole('alert')).toContainText('The address is an IPv4 or IPv6 address');
  await expect(dialog.getByLabel('Address override')).toHaveValue('10.0.0.999');
  await expect(dialog.getByLabel('Site or group')).toHaveValue('Reading');

  await dialog.getByLabel('Address override').fill('');
  await dialog.getByRole('button', { name: 'Save host' }).click();
  await expect(dialog.getByText('Saved.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('navigation', { name: 'Breadcrumb' })).toContainText('Reading');
});

test('the interval has bounds', async ({ page, lab }) => {
  const host = lab.fleet[5]?.name ?? '';
  await page.goto(`/hosts/${host}`);
  const dialog = await openEdit(page, host);
  const field = dialog.getByLabel('Seconds between checks of 636 (LDAPS)');
  const save = dialog
    .getByRole('listitem')
    .filter({ has: page.getByLabel('Seconds between checks of 636 (LDAPS)') })
    .getByRole('button', { name: 'Save' });
  for (const wrong of ['29', '86401', 'often']) {
    await field.fill(wrong);
    await save.click();
    await expect(dialog.getByRole('alert')).toHaveText('Checks can be 30 seconds to 24 hours (86400 seconds) apart.');
    await expect(field).toHaveValue(wrong);
  }
  await field.fill('86400');
  await save.click();
  await expect(dialog.getByText('Saved.')).toBeVisible();
  await page.reload();
  await expect((await openEdit(page, host)).getByLabel('Seconds between checks of 636 (LDAPS)')).toHaveValue('86400');
});

test('a paused host is under maintenance and not checked until it is resumed', async ({ page, fleet, lab }) => {
  const { host } = lab.openLdap;
  const states = () =>
    fleet.database.endpointState.findMany({ where: { endpoint: { host: { name: host } } }, select: { nextDueAt: true } });
  await page.goto(`/hosts/${host}`);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: `Pause ${host}` });
  await dialog.getByLabel('Reason (optional)').fill('Moves to another rack');
  await dialog.getByRole('button', { name: 'Pause checks' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText('Moves to another rack')).toBeVisible();
  await expect(page).toHaveTitle(/^Maintenance · /);
  await expect(page.getByRole('button', { name: /^Probe now/ })).toHaveCount(0);
  expect(await states()).toEqual([{ nextDueAt: null }]);

  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByRole('button', { name: /^Probe now/ })).toBeVisible();
  await expect(page).toHaveTitle(/^Healthy · /);
  await expect.poll(async () => (await states())[0]?.nextDueAt).not.toBeNull();
});

test('doors are added, seen as tabs, and removed', async ({ page, lab }) => {
  const { host } = lab.samba;
  await page.goto(`/hosts/${host}`);
  const dialog = await openEdit(page, host);
  await dialog.getByLabel('Port').fill('636');
  await dialog.getByRole('button', { name: 'Add door' }).click();
  await expect(dialog.getByText(`Port 636 of ${host} is watched already.`)).toBeVisible();
  for (const port of ['3269', '389']) {
    await dialog.getByLabel('Port').fill(port);
    await dialog.getByRole('button', { name: 'Add door' }).click();
    await expect(dialog.getByLabel(new RegExp(`^Seconds between checks of ${port} `))).toBeVisible();
  }
  await page.keyboard.press('Escape');

  const doors = page.getByRole('navigation', { name: 'Doors' });
  await expect(doors.getByRole('link')).toHaveText([/^636.*Healthy$/, /^3269.*Healthy$/, /^389.*Healthy$/]);
  await doors.getByRole('link', { name: /389/ }).click();
  await expect(page).toHaveURL(`/hosts/${host}~389`);
  await expect(page.getByRole('region', { name: 'Last probe' }).locator('summary')).toContainText(['Name', 'TCP', 'StartTLS', 'TLS']);

  for (const port of ['3269', '389']) {
    const edit = await openEdit(page, host);
    const remove = edit.getByRole('button', { name: `Remove door ${port} and its history` });
    await remove.click();
    // The dialog hides the tabs from roles, so they would be missing at once; the button goes when the door is gone.
    await expect(remove).toHaveCount(0);
    await expect(page).toHaveURL(`/hosts/${host}`);
    await expect(doors.getByRole('link', { name: new RegExp(`\\b${port}\\b`) })).toHaveCount(0);
    await page.goto(`/hosts/${host}`);
  }
  await expect(doors.getByRole('link')).toHaveCount(1);
});

test('a host is deleted once its name was typed', async ({ page, fleet }) => {
  // One of its own: other tests count the hosts of the landscape.
  const host = 'leaver.corp.test';
  await registerHosts(fleet.context(), { lines: host, site: 'Berlin', intervalSeconds: 3_600 });
  await page.goto(`/hosts/${host}`);
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: `Delete ${host}?` });
  await dialog.getByLabel(`Type ${host} to confirm`).fill('dc1');
  await dialog.getByRole('button', { name: 'Delete this host' }).click();
  await expect(dialog.getByRole('alert')).toContainText(`Type ${host} to delete it.`);
  await dialog.getByLabel(`Type ${host} to confirm`).fill(host);
  await dialog.getByRole('button', { name: 'Delete this host' }).click();
  await expect(page).toHaveURL(/\/board$/);
  await page.goto(`/board?q=${host}`);
  await expect(page.getByText(/^0 of \d+ hosts match\.$/)).toBeVisible();
  await expect(hostOnBoard(page, host)).toHaveCount(0);
});

test.describe('a host that is not watched', () => {
  // The browser's console reports the status of the page itself.
  test.use({ expectedFaults: /status of 404.*\/hosts\/dc99\.corp\.test/ });

  test('is not found, and the page says what can be done', async ({ page }) => {
    const response = await page.goto('/hosts/dc99.corp.test');
    expect(response?.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('This host is not watched here');
    await expect(page.getByRole('link', { name: 'Look for it on the board' })).toHaveAttribute('href', '/board');
    await page.getByRole('link', { name: 'Register it' }).click();
    await expect(page).toHaveURL(/\/setup$/);
  });
});
