import { readFileSync } from 'node:fs';
import { extractText, getDocumentProxy } from 'unpdf';
import { expect, expectAccessible, inColours, test } from './fixtures.ts';

/** A4 in points. */
const a4 = { width: 595, height: 842 };

test('the expiry report prints on A4: one page to decide by, the tables by owner behind it', async ({ page, fleet }, testInfo) => {
  await page.goto('/reports/expiry');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Expiry report');
  const sentence = (
    await page
      .getByText(/needs? action this week|No certificate needs action/)
      .first()
      .innerText()
  ).trim();
  await inColours(page, 'dark');
  const colours = await page.locator('.paper').evaluate((paper) => {
    const style = getComputedStyle(paper);
    return { ground: style.backgroundColor, ink: style.color };
  });
  expect(colours).toEqual({ ground: 'rgb(255, 255, 255)', ink: 'rgb(22, 25, 29)' });
  await expectAccessible(page);

  const file = testInfo.outputPath('report.pdf');
  await page.pdf({ path: file, preferCSSPageSize: true, printBackground: true });
  const pdf = await getDocumentProxy(new Uint8Array(readFileSync(file)));
  const { totalPages, text } = await extractText(pdf);
  expect(totalPages).toBeGreaterThanOrEqual(2);
  expect(totalPages).toBeLessThan(8);
  const first = (await pdf.getPage(1)).getViewport({ scale: 1 });
  expect([Math.round(first.width), Math.round(first.height)]).toEqual([a4.width, a4.height]);

  const [decide = '', ...tables] = text.map((one) => one.replaceAll(/\s+/g, ' '));
  expect(decide).toContain('Expiry report');
  expect(decide).toContain(sentence.replaceAll(/\s+/g, ' '));
  for (const words of ['Expired', '0 to 7 days', 'Over 90 days', 'Expiring per week', 'Decisions needed']) expect(decide).toContain(words);
  expect(decide).toMatch(/Checked between .* and .*UTC/);
  expect(decide).not.toContain('Add hosts');
  expect(tables.join(' ')).toContain('By owner');
  expect(tables.join(' ')).toContain(fleet.expired);
  expect(tables.join(' ')).toContain('none planned');
});

test('the report has the filters of the planner, and says so', async ({ page }) => {
  await page.goto('/expiry?site=Seattle&by=owner');
  await page.getByRole('navigation', { name: 'Take along' }).getByRole('link', { name: 'Print' }).click();
  await expect(page).toHaveURL(/\/reports\/expiry\?by=owner&site=Seattle$/);
  await expect(page.getByText('Only: site Seattle.')).toBeVisible();
  await page.getByRole('link', { name: 'Back to the planner' }).click();
  await expect(page).toHaveURL(/\/expiry\?by=owner&site=Seattle$/);
});
