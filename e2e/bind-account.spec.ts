import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from './fixtures.ts';

/** The real servers are checked every 30 s, and at once when their account changes. */
const withinTwoChecks = { timeout: 60_000 };

const openEdit = async (page: Page, host: string) => {
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: `Edit ${host}` });
  await expect(dialog).toBeVisible();
  return dialog;
};

const openAccount = async (page: Page, host: string) =>
  (await openEdit(page, host)).getByRole('region', { name: 'Account for sign-in checks' });

test('a wrong password puts the account on hold until a person confirms or replaces it', async ({ page, lab }) => {
  test.setTimeout(240_000);
  const { host, server } = lab.openLdap;
  const onHold = page.getByRole('main').getByText(/^The account for sign-in checks is on hold since/);
  await page.goto(`/hosts/${host}`);
  const account = await openAccount(page, host);
  await expect(account).toContainText('None: checks look at TLS and the rootDSE without signing in.');
  await account.getByLabel('Account', { exact: true }).fill('   ');
  await account.getByLabel('Password').fill('not-the-password');
  await account.getByRole('button', { name: 'Set account' }).click();
  await expect(account.getByText('An account needs a name')).toBeVisible();
  await expect(account.getByText('The password has to be typed again.')).toBeVisible();
  await expect(account.getByLabel('Password')).toHaveValue('');

  await account.getByLabel('Account', { exact: true }).fill(server.account.dn);
  await account.getByLabel('Password').fill('not-the-password');
  await account.getByRole('button', { name: 'Set account' }).click();
  await expect(account.getByText('On hold', { exact: true })).toBeVisible(withinTwoChecks);
  await expect(account).toContainText('no check signs in with it, so that it is not locked out');
  await expect(account.getByLabel('New password (one is set)')).toHaveValue('');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(onHold).toBeVisible();
  await expectAccessible(page);
  const since = await onHold.locator('time').first().getAttribute('datetime');

  const held = await openAccount(page, host);
  await expect(held).toContainText('its lock-out policy may lock the account');
  await held.getByRole('button', { name: 'Try it once more' }).click();
  await expect(onHold.locator('time').first()).not.toHaveAttribute('datetime', since ?? '', withinTwoChecks);
  await expect(held.getByText('On hold', { exact: true })).toBeVisible(withinTwoChecks);

  await held.getByLabel('New password (one is set)').fill(server.account.password);
  await held.getByRole('button', { name: 'Replace account' }).click();
  await expect(held.getByText('Accepted', { exact: true })).toBeVisible(withinTwoChecks);
  await expect(
    page.getByRole('region', { name: 'Last probe', includeHidden: true }).locator('summary').filter({ hasText: 'Bind' }),
  ).toContainText('OK', withinTwoChecks);
  await expect(onHold).toHaveCount(0);

  await held.getByRole('button', { name: 'Remove the account' }).click();
  await expect(held).toContainText('The account and its password are forgotten for this host.');
  await expectAccessible(page);
  await held.getByRole('button', { name: 'Remove it for good' }).click();
  await expect(held).toContainText('None: checks look at TLS');
  await expect(page.locator('body')).not.toContainText(server.account.password);
});

test('bad expected addresses and slow limits are named and keep what was typed', async ({ page, lab }) => {
  const host = lab.fleet[5]?.name ?? '';
  await page.goto(`/hosts/${host}`);
  const dialog = await openEdit(page, host);
  await dialog.getByLabel('Expected addresses').fill('192.0.2.10, dc01');
  await dialog.getByLabel('Clients come from outside').check();
  await dialog.getByRole('button', { name: 'Save host' }).click();
  await expect(dialog.getByRole('alert')).toContainText('"dc01" is not an IPv4 or IPv6 address');
  await expect(dialog.getByLabel('Expected addresses')).toHaveValue('192.0.2.10, dc01');
  await expect(dialog.getByLabel('Clients come from outside')).toBeChecked();
  await dialog.getByLabel('Expected addresses').fill('');
  await dialog.getByLabel('Clients come from outside').uncheck();
  await dialog.getByRole('button', { name: 'Save host' }).click();
  await expect(dialog.getByText('Saved.')).toBeVisible();

  const limit = dialog.getByLabel('Milliseconds from which 636 (LDAPS) is slow');
  await limit.fill('0');
  await dialog.getByRole('button', { name: 'Set limit' }).click();
  await expect(dialog.getByRole('alert')).toHaveText('A probe can count as slow from 1 to 120000 milliseconds on.');
  await expect(limit).toHaveValue('0');
  await limit.fill('5000');
  await dialog.getByRole('button', { name: 'Set limit' }).click();
  await expect(dialog.getByText('Limit set.')).toBeVisible();
  await page.reload();
  await expect((await openEdit(page, host)).getByLabel('Milliseconds from which 636 (LDAPS) is slow')).toHaveValue('5000');
});

test('a host that is not meant to offer LDAPS is left alone, and says so', async ({ page, lab }) => {
  const host = lab.fleet[9]?.name ?? '';
  await page.goto(`/hosts/${host}`);
  const dialog = await openEdit(page, host);
  const notIntended = dialog.getByLabel('LDAPS is not intended on this host');
  await expect(notIntended).not.toBeChecked();
  await notIntended.check();
  await dialog.getByRole('button', { name: 'Save host' }).click();
  await expect(dialog.getByText('Saved.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText(/^LDAPS is not intended on this host: it is not probed on TLS ports/)).toBeVisible();
  const scan = page.getByRole('region', { name: 'Deep scan' });
  await expect(scan.getByRole('button', { name: 'Scan now' })).toHaveCount(0);
  await expectAccessible(page);

  const again = await openEdit(page, host);
  await again.getByLabel('LDAPS is not intended on this host').uncheck();
  await again.getByRole('button', { name: 'Save host' }).click();
  await expect(again.getByText('Saved.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(scan.getByRole('button', { name: 'Scan now' })).toBeVisible();
});
