import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { expect, expectAccessible, inColours, test } from './fixtures.ts';

test('the fleet is taken along as a file, with the schema that editors check it by', async ({ page, fleet }) => {
  await page.goto('/setup');
  await page.getByRole('link', { name: 'Fleet file' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The fleet as a file');
  await expect(page.getByText('Nothing here is managed by a file.')).toBeVisible();
  await inColours(page, 'dark');
  await expectAccessible(page);
  await inColours(page, 'light');
  await expectAccessible(page, 'colours');

  const whole = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download the fleet as it is' }).click();
  const file = await whole;
  expect(file.suggestedFilename()).toMatch(/^fleet-\d{4}-\d\d-\d\d\.yaml$/);
  const written = parse(readFileSync(await file.path(), 'utf8'));
  expect(written.version).toBe(1);
  expect(written.hosts.map(({ name }: { name: string }) => name)).toContain(fleet.sound);

  const schema = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download the schema' }).click();
  expect(JSON.parse(readFileSync(await (await schema).path(), 'utf8'))).toMatchObject({ title: 'Port636 fleet file' });
});
