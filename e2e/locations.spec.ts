import type { Page } from '@playwright/test';
import { expect, expectAccessible, inColours, test } from './fixtures.ts';
import { beat, lookFromOutside } from './second-location.ts';

test.describe.configure({ mode: 'serial' });

const outside = 'internet';
const places = (page: Page) => page.getByRole('region', { name: 'From each location' });
const header = (page: Page) => page.getByRole('main').locator('header');

/** A sound host of London, which no other test changes. */
const hostOf = (lab: { fleet: { name: string; site: string }[] }): string => {
  const host = lab.fleet.filter(({ site }) => site === 'London').at(-1)?.name;
  if (host === undefined) throw new Error('There is no host at London.');
  return host;
};

test('two locations that see a host differently stand side by side, with what that means', async ({ page, fleet, lab }) => {
  const host = hostOf(lab);
  await lookFromOutside(fleet.database, outside, host);
  await page.goto(`/hosts/${host}`);
  await expect(header(page)).toContainText('Critical');
  await expect(places(page)).toContainText(
    `Open from main, filtered from ${outside}: a network security group or firewall between is likely.`,
  );
  await expect(places(page).getByRole('columnheader')).toHaveText(['From', 'main (inside)', `${outside} (outside)`]);
  const connection = places(page).getByRole('row').filter({ hasText: 'TCP 636' });
  await expect(connection.getByRole('cell')).toHaveText([/^OK/, /^Failed.*no answer in time/]);
  await expectAccessible(page);
  await inColours(page, 'dark');
  await expectAccessible(page, 'colours');

  await page.goto(`/hosts/${host}/why/port-filtered`);
  await expect(page.getByRole('main')).toContainText('while main reaches it: a firewall or network security group between');
  await expect(page.getByRole('main')).toContainText('main (inside): accepted');
});

test('a domain decides how its locations are joined', async ({ page, fleet, lab }) => {
  const host = hostOf(lab);
  await beat(fleet.database, outside, true);
  const { domain } = await fleet.database.host.findUniqueOrThrow({ where: { name: host }, select: { domain: { select: { name: true } } } });
  const choose = async (policy: string) => {
    await page.goto(`/domains/${domain?.name}`);
    const form = page.getByRole('region', { name: 'Several locations' });
    await form.getByLabel('When locations see a door differently').selectOption(policy);
    await form.getByRole('button', { name: 'Save policy' }).click();
    await expect(form.getByText('Saved.', { exact: true })).toBeVisible();
    await page.goto(`/hosts/${host}`);
  };
  await choose('all');
  await expect(header(page)).toContainText('Healthy');
  await expect(places(page)).toContainText('Critical');
  await choose('any');
  await expect(header(page)).toContainText('Critical');
});

test('a door is probed from the locations chosen, and what others saw counts no more', async ({ page, fleet, lab }) => {
  const host = hostOf(lab);
  await beat(fleet.database, outside, true);
  await page.goto(`/hosts/${host}`);
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: `Edit ${host}` });
  await dialog.getByRole('group', { name: 'Locations that probe 636 (LDAPS)' }).getByRole('checkbox', { name: 'main (inside)' }).check();
  await expect(dialog.getByText('From main alone.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Set locations' }).click();
  await expect(dialog.getByText('Locations set.')).toBeVisible();
  await expectAccessible(page);
  await page.reload();
  await expect(header(page)).toContainText('Healthy');
  await expect(places(page)).toHaveCount(0);
});

test('a silent location is named, and is removed after a question', async ({ page, fleet }) => {
  await beat(fleet.database, outside, false);
  await page.goto('/board');
  await expect(page.getByText(`The worker at ${outside} has been silent for 1 h`)).toBeVisible();
  await page.goto('/settings');
  await page.getByRole('main').getByRole('link', { name: 'Locations', exact: true }).click();
  const main = page.getByRole('region', { name: 'main', exact: true });
  await expect(main).toContainText('Looking');
  await expect(main).toContainText(/Last sign of life.*(now|s ago)/);
  await expect(main.getByRole('button')).toHaveCount(0);
  const silent = page.getByRole('region', { name: outside, exact: true });
  await expect(silent).toContainText('Silent');
  await expect(silent).toContainText('outside: it sees the servers as clients beyond their network do');
  await expectAccessible(page);
  await inColours(page, 'dark');
  await expectAccessible(page, 'colours');
  await silent.getByRole('button', { name: `Remove the location ${outside}` }).click();
  await silent.getByRole('button', { name: `Remove ${outside}`, exact: true }).click();
  await expect(silent).toHaveCount(0);
  await page.goto('/board');
  await expect(page.getByText(/has been silent/)).toHaveCount(0);
});

test.afterAll(async ({ fleet }) => {
  await fleet.database.location.deleteMany({ where: { name: outside } });
  await fleet.database.endpoint.updateMany({ data: { probedFrom: [] } });
});
