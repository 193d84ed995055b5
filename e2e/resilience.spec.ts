import { readFileSync } from 'node:fs';
import path from 'node:path';
import { editHost } from '#lib/fleet/edit-host.ts';
import { expect, expectSameDocument, hostOnBoard, markDocument, test } from './fixtures.ts';
import type { Fleet } from './fleet.ts';

// The browser's console reports what is cut off here.
test.use({ expectedFaults: /Failed to load resource|React error #441/ });

/** Changes something that the board shows. */
async function moveToSite(fleet: Fleet, name: string, site: string): Promise<void> {
  const { id: hostId } = await fleet.database.host.findUniqueOrThrow({ where: { name }, select: { id: true } });
  await editHost(fleet.context(), { hostId, site });
}

test('without the event stream the board is kept fresh by asking, and says so', async ({ page, fleet }) => {
  await page.route('**/api/stream**', (route) => route.abort());
  await page.goto('/board?view=table');
  await expect(page.getByText('every 15 s', { exact: true })).toBeVisible();
  await markDocument(page);
  await moveToSite(fleet, fleet.sound, 'Marseille');
  const row = page.getByRole('row').filter({ has: page.getByRole('link', { name: fleet.sound, exact: true }) });
  await expect(row).toContainText('Marseille', { timeout: 30_000 });
  await expectSameDocument(page);
});

test('a server that does not answer leaves the last board with a notice, and Retry brings it back', async ({ page, fleet }) => {
  await page.goto('/board');
  await expect(page.getByText('live', { exact: true })).toBeVisible();
  await page.route('**/api/**', (route) => route.abort());
  await page.reload();
  const notice = page.getByRole('alert').filter({ hasText: 'Could not refresh since' });
  await expect(notice).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('offline', { exact: true })).toBeVisible();
  await expect(hostOnBoard(page, fleet.expired)).toBeVisible();
  await page.unroute('**/api/**');
  await notice.getByRole('button', { name: 'Retry' }).click();
  await expect(page.getByText('live', { exact: true })).toBeVisible();
  await expect(notice).toHaveCount(0);
});

test('a killed database comes back by itself, and the open board with it', async ({ page, product, fleet, request }) => {
  await page.goto('/board');
  await expect(page.getByText('live', { exact: true })).toBeVisible();
  await markDocument(page);
  const pidFile = path.join(product.dataFolder, 'postgres', 'postmaster.pid');
  const postmaster = () => Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  const killed = postmaster();
  process.kill(killed, 'SIGKILL');
  // A page asked for meanwhile is either made or says what is wrong; it is never empty.
  const meanwhile = await page.context().newPage();
  await meanwhile.goto('/board');
  await expect(meanwhile.getByRole('heading', { level: 1 })).toHaveText(/^(Board|This page could not be shown)$/);
  await expect(
    meanwhile
      .getByRole('heading', { level: 1, name: 'Board' })
      .or(meanwhile.getByRole('button', { name: 'Try again' }))
      .first(),
  ).toBeVisible();

  await expect.poll(async () => (await request.get('/readyz')).status(), { timeout: 30_000 }).toBe(200);
  expect(postmaster()).not.toBe(killed);
  await expect(meanwhile.getByRole('heading', { level: 1 })).toHaveText('Board', { timeout: 30_000 });

  await expect(async () => moveToSite(fleet, fleet.sound, 'Lyon')).toPass({ timeout: 30_000 });
  await expect(page.getByText('live', { exact: true })).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Site' }).getByRole('option', { name: 'Lyon' })).toBeAttached({ timeout: 40_000 });
  await expectSameDocument(page);
});
