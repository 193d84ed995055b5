import { readFile } from 'node:fs/promises';
import { expect, expectAccessible, expectSameDocument, inColours, markDocument, test } from './fixtures.ts';

test('a deep scan is asked for, followed live and shown, without a reload', async ({ page, lab, fleet }) => {
  const { host } = lab.openLdap;
  await fleet.database.deepScan.deleteMany({ where: { endpoint: { host: { name: host } } } });
  await page.goto(`/hosts/${host}`);
  const panel = page.getByRole('region', { name: 'Deep scan' });
  await expect(panel).toContainText('Not scanned yet: a deep scan runs daily');
  await expectAccessible(page);
  await markDocument(page);

  await panel.getByRole('button', { name: 'Scan now' }).click();
  await expect(panel.getByText('Scanned just now.')).toBeVisible();
  await expect(panel.getByRole('heading', { level: 3 })).toHaveText([
    'Protocol versions',
    'Weak ciphers',
    'Key exchange',
    'Certificate under each server name',
    'StartTLS on the plain ports',
    'Revocation',
  ]);
  await expect(panel.getByRole('row', { name: /^TLS 1\.2/ })).toContainText('offered');
  await expect(panel.getByRole('row', { name: new RegExp(`^${host.replaceAll('.', '\\.')}`) })).toContainText(host);
  await expect(panel.getByRole('button', { name: 'Scan now' })).toBeEnabled();
  const [file] = await Promise.all([page.waitForEvent('download'), panel.getByRole('link', { name: 'CSV of this deep scan' }).click()]);
  expect(file.suggestedFilename()).toMatch(new RegExp(`^${host}-636-deep-scan-\\d{4}-\\d\\d-\\d\\d\\.csv$`));
  expect(await readFile(await file.path(), 'utf8')).toMatch(/\r\nprotocol-version,TLS 1\.2,offered,/);
  await expectSameDocument(page);
  await inColours(page, 'light');
  await expectAccessible(page);
  await inColours(page, 'dark');
  await expectAccessible(page, 'colours');
});

test('a scan that was missed twice is said to be stale', async ({ page, lab, fleet }) => {
  const { host } = lab.openLdap;
  const where = { endpoint: { host: { name: host } } };
  await page.goto(`/hosts/${host}`);
  const panel = page.getByRole('region', { name: 'Deep scan' });
  await panel.getByRole('button', { name: 'Scan now' }).click();
  await expect(panel.getByText('Scanned just now.')).toBeVisible();
  const known = await fleet.database.deepScan.findFirstOrThrow({ where, select: { document: true } });
  const startedAt = new Date(fleet.context().now.getTime() - 73 * 3_600_000);
  const document = { ...(known.document as object), startedAt: startedAt.toISOString() };
  await fleet.database.deepScan.updateMany({ where, data: { startedAt, document } });
  await page.reload();
  await expect(panel).toContainText('Stale: this scan is 3 days old, and one is meant to run daily.');
  await expectAccessible(page);
});
