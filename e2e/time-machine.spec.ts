import type { Page } from '@playwright/test';
import { now } from '#lib/clock.ts';
import { chip, expect, expectAccessible, hostOnBoard, inColours, test } from './fixtures.ts';

const dayMs = 86_400_000;
/** The certificate of the sound host ends in 60 days; nothing else of the landscape ends in the days between. */
const dayAfterItsEnd = () => new Date(now().getTime() + 62 * dayMs).toISOString().slice(0, 10);
const changes = (page: Page) => page.getByRole('region', { name: 'What changes until then' });
const countOf = async (page: Page, state: string) => Number(/\d+$/.exec((await chip(page, state).innerText()).replaceAll(/\s/g, ''))?.[0]);

test('a host turns critical on a later day, by the certificate that has ended until then', async ({ page, fleet }) => {
  await page.goto('/board');
  await expect(page.getByText('live', { exact: true })).toBeVisible();
  const criticalNow = await countOf(page, 'Critical');
  await page.getByText('Look ahead: which hosts fail by a later day?').click();
  await page.getByLabel(/As of the end of the day/).fill(dayAfterItsEnd());
  await page.getByRole('button', { name: 'Look ahead' }).click();

  await expect(page).toHaveURL(new RegExp(`/board\\?at=${dayAfterItsEnd()}$`));
  await expect(page.getByRole('status').filter({ hasText: /^As of \d+ \w+ \d{4}, if nothing is renewed$/ })).toBeVisible();
  await expect(page).toHaveTitle(/critical · Board as of .+ · Port636/);
  const entry = changes(page)
    .getByRole('listitem')
    .filter({ has: page.getByRole('link', { name: fleet.sound }), hasText: 'Critical' })
    .first();
  await expect(entry).toContainText(`The certificate of ${fleet.sound} ends`);
  await expect(entry).toContainText('1 host turns critical');
  const { leafSha256 } = await fleet.database.endpointState.findFirstOrThrow({ where: { endpoint: { host: { name: fleet.sound } } } });
  await expect(entry.locator(`a[href="/certificates/${leafSha256}"]`)).toHaveText(fleet.sound);

  expect(await countOf(page, 'Critical')).toBeGreaterThan(criticalNow);
  await expect(hostOnBoard(page, fleet.sound)).toHaveAccessibleName(/, critical, the certificate has expired, .*expired \d day/);
  await expect(hostOnBoard(page, fleet.stale)).toHaveAccessibleName(/, stale, was healthy/);
  await expect(hostOnBoard(page, fleet.paused)).toHaveAccessibleName(/, maintenance/);
  await expect(page.getByText('live', { exact: true })).toHaveCount(0);

  await entry.getByRole('link', { name: fleet.sound }).last().click();
  await expect(page.getByText(/^Judged as of/)).toBeVisible();
  await expect(page.getByText(/has expired/).first()).toBeVisible();
  await page.goBack();
  await page.getByRole('link', { name: 'Back to now' }).click();
  await expect(page).toHaveURL(/\/board$/);
  await expect(page.getByText('live', { exact: true })).toBeVisible();
  expect(await countOf(page, 'Critical')).toBe(criticalNow);
});

test('an offered day keeps the filters chosen on the page', async ({ page, fleet }) => {
  await page.goto('/board');
  await expect(page.getByText('live', { exact: true })).toBeVisible();
  await page.keyboard.press('/');
  await page.getByRole('searchbox', { name: 'Search hosts' }).fill(fleet.sound);
  await expect(page).toHaveURL(new RegExp(`q=${fleet.sound}`));
  await page.getByText('Look ahead: which hosts fail by a later day?').click();
  await page.getByRole('button', { name: 'In 90 days' }).click();
  await expect(page).toHaveURL(new RegExp(`q=${fleet.sound}.*&at=\\d{4}-\\d\\d-\\d\\d$`));
  await expect(hostOnBoard(page, fleet.sound)).toHaveAccessibleName(/, critical/);
  await expect(page.getByRole('region', { name: 'Hosts', exact: true }).getByRole('link')).toHaveCount(1);
});

test('a day that is past or none shows now, and says why', async ({ page }) => {
  for (const [at, words] of [
    ['2020-01-01', 'this page only looks ahead'],
    ['soon', 'is not a date'],
  ] as const) {
    await page.goto(`/board?at=${at}`);
    await expect(page.getByRole('alert').filter({ hasText: words })).toContainText('This page shows now.');
    await expect(page.getByText('live', { exact: true })).toBeVisible();
  }
});

test('everybody can use the board as of a later day', async ({ page }) => {
  for (const address of [`/board?at=${dayAfterItsEnd()}`, `/board?at=${dayAfterItsEnd()}&view=table`, '/board?at=soon']) {
    await page.goto(address);
    await inColours(page, 'light');
    await expectAccessible(page);
    await inColours(page, 'dark');
    await expectAccessible(page, 'colours');
  }
});
