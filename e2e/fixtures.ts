import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Locator, type Page } from '@playwright/test';
import { type Product, startProduct } from '../bin/start/testing/product.ts';
import { type Fleet, registerFleet, setAside } from './fleet.ts';
import { type Lab, startLab } from './lab.ts';

type WorkerFixtures = { lab: Lab; product: Product; fleet: Fleet };
type TestFixtures = { consoleIsQuiet: undefined; hostsAreSetAside: undefined };
type Options = { expectedFaults: RegExp | null };

/** How many emulated domain controllers stand beside the real servers: more than the board shows unfolded. */
const fleetSize = 64;

/**
 * One landscape and one running product for each project (desktop, phone). A test fails on any error that a page throws or that the
 * browser's console shows, other than `expectedFaults`.
 */
export const test = base.extend<TestFixtures & Options, WorkerFixtures>({
  expectedFaults: [null, { option: true }],
  lab: [
    async ({ browserName: _browserName }, use) => {
      const lab = await startLab({ fleetSize });
      await use(lab);
      await lab.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  product: [
    async ({ lab }, use) => {
      const product = await startProduct({ environment: lab.environment });
      await use(product);
      await product.stop();
      product.remove();
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  fleet: [
    async ({ product, lab }, use) => {
      const fleet = await registerFleet(product, lab);
      await use(fleet);
      await fleet.database.$disconnect();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  hostsAreSetAside: [
    async ({ fleet }, use) => {
      await setAside(fleet.database, fleet);
      await use(undefined);
    },
    { auto: true },
  ],
  baseURL: async ({ product, fleet: _fleet }, use) => use(product.baseUrl),
  consoleIsQuiet: [
    async ({ context, expectedFaults }, use) => {
      const faults: string[] = [];
      const note = (fault: string) => {
        if (!expectedFaults?.test(fault)) faults.push(fault);
      };
      context.on('weberror', (error) => note(`page error: ${error.error().message}`));
      context.on('console', (message) => {
        if (message.type() === 'error') note(`console: ${message.text()} (${message.location().url})`);
      });
      await use(undefined);
      expect(faults).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** No violation of WCAG 2.2 A and AA that axe can find, or of its rules about colours alone, and nothing wider than the screen. */
export async function expectAccessible(page: Page, rules: 'all' | 'colours' = 'all'): Promise<void> {
  // While a live page takes in new data its title is replaced; a fault that stays is found by every look.
  await expect(async () => expect(await accessibilityFaults(page, rules)).toEqual([])).toPass({ timeout: 20_000 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
}

async function accessibilityFaults(page: Page, rules: 'all' | 'colours') {
  const axe = new AxeBuilder({ page });
  const chosen =
    rules === 'all'
      ? axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      : axe.withRules(['color-contrast', 'link-in-text-block']);
  const { violations } = await chosen.analyze();
  return violations.map(({ id, nodes }) => ({ id, where: nodes.slice(0, 3).map(({ target }) => target.join(' ')) }));
}

/** Shows the page in dark or light colours, as the system's setting would. */
export async function inColours(page: Page, scheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme });
  await expect(page.locator('html')).toHaveAttribute('data-theme', scheme);
}

/** The chip of the board that counts and filters the hosts in a state. */
export const chip = (page: Page, state: string): Locator =>
  page.getByRole('group', { name: 'Filter by state' }).getByRole('button', { name: new RegExp(`^${state}`) });

/** Opens the filters of the board, which phones fold. */
export async function openFilters(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Filters and view' });
  if (await button.isVisible()) await button.click();
}

/** A host on the board: its tile, or its name in the table. */
export const hostOnBoard = (page: Page, name: string): Locator =>
  page.getByRole('region', { name: 'Hosts' }).getByRole('link', { name: new RegExp(`^${name.replaceAll('.', '\\.')}\\b`) });

/** Marks the document, so that `expectSameDocument` can tell whether the page was loaded anew since. */
export const markDocument = (page: Page): Promise<void> => page.evaluate(() => document.documentElement.setAttribute('data-marked', ''));

/** The page changed, if it did, without a reload. */
export const expectSameDocument = (page: Page): Promise<void> => expect(page.locator('html')).toHaveAttribute('data-marked', '');
