import type { Page } from '@playwright/test';
import { paths } from '#lib/paths.ts';
import { expect, expectAccessible, expectSameDocument, inColours, markDocument, test } from './fixtures.ts';

const bucket = (page: Page, label: string) =>
  page.getByRole('list', { name: 'Certificates by days left' }).getByRole('link', { name: label });
const table = (page: Page) => page.getByRole('region', { name: /^Certificates/ }).getByRole('table');
const weeks = (page: Page) => page.getByRole('region', { name: 'Expiring per week' });
const dayMs = 86_400_000;

test('buckets count certificates and hosts, and filter', async ({ page, fleet }) => {
  await page.goto(paths.expiry());
  await expect(page.getByText(/certificates? needs? action this week; clients already refuse \d+ hosts?\./)).toBeVisible();
  const expired = bucket(page, 'Expired');
  await expect(expired).toContainText(/\d+\s*certificates?, \d+ hosts?/);
  await markDocument(page);
  await expired.click();
  await expect(page).toHaveURL(/bucket=expired/);
  await expect(expired).toHaveAttribute('aria-current', 'true');
  await expectSameDocument(page);
  await expect(table(page).getByRole('link', { name: fleet.expired }).first()).toBeVisible();
  for (const row of (await table(page).getByRole('row').all()).slice(1)) await expect(row).toContainText(/Expired, .* ago/);
  await page.getByRole('link', { name: 'Clear filters' }).click();
  await expect(page).not.toHaveURL(/bucket/);
});

test('keys on a chart move and zoom it, and the focus stays', async ({ page }) => {
  await page.goto(paths.expiry());
  const chart = page.getByRole('group', { name: /^Certificates per week/ });
  await chart.focus();
  await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/from=11/);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(page).toHaveURL(/from=-15/);
  await page.keyboard.press('+');
  await expect(page).toHaveURL(/span=26/);
  await page.keyboard.press('Home');
  await expect(page).not.toHaveURL(/from=/);
  await page.keyboard.press('-');
  await expect(page).not.toHaveURL(/span=/);
  await expect(chart).toBeFocused();
  await page.getByRole('link', { name: '3 years' }).click();
  await expect(page).toHaveURL(/span=156/);
});

test('the numbers say what the bars say, and lead to the certificates', async ({ page }) => {
  await page.goto(paths.expiry());
  const sentence = await weeks(page)
    .getByRole('img', { name: /weeks from/ })
    .getAttribute('aria-label');
  const total = Number(/^(\d+) certificates? end/.exec(sentence ?? '')?.[1]);
  await weeks(page).getByText('Numbers').click();
  const rows = (await weeks(page).getByRole('row').all()).slice(1);
  const counts = await Promise.all(rows.map(async (row) => Number(await row.getByRole('cell').first().innerText())));
  expect(total).toBeGreaterThan(20);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(total);

  await rows.at(-1)?.getByRole('link').click();
  await expect(page).toHaveURL(/week=\d{4}-\d\d-\d\d/);
  await expect(table(page).getByRole('row')).toHaveCount((counts.at(-1) ?? 0) + 1);
});

test('lanes group by what is asked, and narrow to a group', async ({ page, fleet }) => {
  await page.goto(paths.expiry());
  const lanes = page.getByRole('region', { name: /soonest first$/ });
  await expect(lanes.getByRole('img', { name: /^Seattle: .*expired/ })).toBeVisible();
  await page.getByRole('link', { name: 'By issuer' }).click();
  await expect(lanes.getByRole('img', { name: /^Corp Issuing CA: / })).toBeVisible();
  await page.getByRole('link', { name: 'By site' }).click();
  await lanes.getByRole('link', { name: 'Berlin' }).first().click();
  await expect(page).toHaveURL(/site=Berlin/);
  await expect(table(page).getByRole('link', { name: fleet.expired })).toHaveCount(0);
  await expect(page.getByRole('combobox', { name: 'Site' })).toHaveValue('Berlin');
});

test('a change freeze is drawn and told with what falls into it', async ({ page, fleet }) => {
  const day = (days: number) => new Date(new Date(fleet.context().now.getTime() + days * dayMs).toISOString().slice(0, 10));
  const { id } = await fleet.database.changeFreeze.create({
    data: { name: 'Year-end freeze', fromDay: day(10), toDay: day(100), timeZone: 'Europe/Berlin', createdAt: fleet.context().now },
  });
  try {
    await page.goto(paths.expiry());
    const freezes = page.getByRole('region', { name: 'Change freezes' });
    await expect(freezes).toContainText(/\d+ certificates of \d+ hosts end in or within 7 days after Year-end freeze\./);
    await expect(weeks(page).getByText('Year-end freeze')).toBeVisible();
    const told = Number(/(\d+) certificates of/.exec(await freezes.innerText())?.[1]);
    await freezes.getByRole('link', { name: 'Show them in the table' }).click();
    await expect(table(page).getByRole('row')).toHaveCount(told + 1);
  } finally {
    await fleet.database.changeFreeze.delete({ where: { id } });
  }
});

test('files have the rows of the table, whatever page it shows', async ({ page }) => {
  await page.goto(paths.expiry({ bucket: 'over-90' }));
  const total = Number(
    /^\d+/.exec(
      await page
        .getByRole('region', { name: 'Certificates', exact: true })
        .getByText(/^\d+ certificates?$/)
        .innerText(),
    )?.[0],
  );
  const json = await (
    await page.request.get((await page.getByRole('link', { name: 'JSON', exact: true }).getAttribute('href')) ?? '')
  ).json();
  expect(json).toHaveLength(total);
  expect(json[0].daysLeft).toBeGreaterThan(90);
  const csv = await page.request.get((await page.getByRole('link', { name: 'CSV', exact: true }).getAttribute('href')) ?? '');
  expect(csv.headers()['content-disposition']).toContain('expiry.csv');
  expect((await csv.text()).trim().split('\r\n')).toHaveLength(total + 1);
  expect((await page.request.get(paths.expiryExport({ format: 'xls' }))).status()).toBe(400);
  const lanes = await (await page.request.get(paths.expiryExport({ bucket: 'over-90', table: 'lanes', format: 'json' }))).json();
  expect(Math.max(...lanes.map(({ certificateCount }: { certificateCount: number }) => certificateCount))).toBeLessThanOrEqual(total);
  expect((await page.request.get(paths.expiryExport({ table: 'all' }))).status()).toBe(400);
});

test('a later day is judged as it would be', async ({ page, fleet }) => {
  const day = new Date(fleet.context().now.getTime() + 200 * dayMs).toISOString().slice(0, 10);
  await page.goto(paths.expiry({ at: day }));
  await expect(page.getByRole('status').filter({ hasText: 'if nothing is renewed' })).toBeVisible();
  await expect(
    page.getByText(/if nothing is renewed, \d+ certificates would need action that week; clients would refuse \d+ hosts/),
  ).toBeVisible();
  await page.getByRole('link', { name: 'Back to now' }).first().click();
  await expect(page).not.toHaveURL(/at=/);
});

test('the planner is accessible, in light and dark', async ({ page, fleet: _fleet }) => {
  await page.goto(paths.expiry());
  for (const summary of await page.getByText('Numbers', { exact: true }).all()) await summary.click();
  await expectAccessible(page);
  await inColours(page, 'dark');
  await expectAccessible(page, 'colours');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the planner is there, and looks ahead and narrows all the same', async ({ page, fleet }) => {
    await page.goto('/expiry');
    await expect(page.getByRole('link', { name: fleet.expired }).first()).toBeVisible();
    await page.getByText('Look ahead: how it stands on a later day').click();
    await page.getByRole('button', { name: 'In 90 days' }).click();
    await expect(page.getByRole('status').filter({ hasText: /^As of \d+ \w+ \d{4}, if nothing is renewed$/ })).toBeVisible();
    await page.getByRole('combobox', { name: 'Site' }).selectOption('Seattle');
    await page.getByRole('button', { name: 'Show' }).click();
    await expect(page).toHaveURL(/\/expiry\?.*at=.*site=Seattle|\/expiry\?.*site=Seattle.*at=/);
  });
});
