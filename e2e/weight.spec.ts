import type { CDPSession, Page } from '@playwright/test';
import { chip, expect, test } from './fixtures.ts';
import type { Fleet } from './fleet.ts';

const boardScriptBytesMax = 170_000;
const anyScriptBytesMax = 240_000;

/** `bytes` of the body as it came over the wire, without the headers. */
type Loaded = { url: string; type: string; bytes: number; encoding: string };

/** Everything that a page fetches on its first load. */
async function recordLoads(session: CDPSession): Promise<() => Loaded[]> {
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  const loads = new Map<string, Loaded>();
  session.on('Network.responseReceived', ({ requestId, type, response }) => {
    const encoding = Object.entries(response.headers).find(([name]) => name.toLowerCase() === 'content-encoding')?.[1] ?? '';
    loads.set(requestId, { url: response.url, type, bytes: -response.encodedDataLength, encoding });
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const load = loads.get(requestId);
    if (load) load.bytes += encodedDataLength;
  });
  return () => [...loads.values()];
}

/** Opens a page in an empty cache and waits until its scripts have come. */
async function firstLoad(page: Page, address: string): Promise<Loaded[]> {
  const loads = await recordLoads(await page.context().newCDPSession(page));
  await page.goto(address, { waitUntil: 'load' });
  await expect
    .poll(() => page.evaluate(() => Object.keys(document.body.firstElementChild ?? {}).some((key) => key.startsWith('__react'))))
    .toBe(true);
  await expect.poll(() => loads().filter(({ type, bytes }) => type === 'Script' && bytes <= 0)).toEqual([]);
  return loads();
}

const scriptBytes = (loads: readonly Loaded[]) => loads.filter(({ type }) => type === 'Script').reduce((sum, { bytes }) => sum + bytes, 0);

const pages: { what: string; address: (fleet: Fleet) => string; bytesMax: number }[] = [
  { what: 'the board', address: () => '/board', bytesMax: boardScriptBytesMax },
  { what: 'set-up', address: () => '/setup', bytesMax: anyScriptBytesMax },
  { what: 'a host', address: ({ expired }) => `/hosts/${expired}`, bytesMax: anyScriptBytesMax },
  { what: 'why', address: ({ expired }) => `/hosts/${expired}~636/why/certificate-expired`, bytesMax: anyScriptBytesMax },
  { what: 'the causes', address: () => '/causes', bytesMax: anyScriptBytesMax },
  { what: 'the expiry planner', address: () => '/expiry', bytesMax: anyScriptBytesMax },
  { what: 'the expiry report', address: () => '/reports/expiry', bytesMax: anyScriptBytesMax },
  { what: 'the certificates', address: () => '/certificates', bytesMax: anyScriptBytesMax },
  { what: 'the hosts', address: () => '/hosts', bytesMax: anyScriptBytesMax },
  { what: 'the renewals', address: () => '/renewals', bytesMax: anyScriptBytesMax },
  { what: 'preflight', address: () => '/preflight', bytesMax: anyScriptBytesMax },
  { what: 'the settings of expiry', address: () => '/settings/expiry', bytesMax: anyScriptBytesMax },
  { what: 'a cause', address: () => '/causes/certificate-expired', bytesMax: anyScriptBytesMax },
];

for (const { what, address, bytesMax } of pages) {
  test(`${what} brings little JavaScript, compressed, and nothing from elsewhere`, async ({ page, fleet, baseURL }, { annotations }) => {
    const loads = await firstLoad(page, address(fleet));
    const bytes = scriptBytes(loads);
    annotations.push({ type: 'JavaScript', description: `${bytes} bytes` });
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(bytesMax);
    const large = loads.filter((load) => /^(Script|Stylesheet|Document)$/.test(load.type) && load.bytes > 2_000);
    expect(large.filter(({ encoding }) => encoding !== 'gzip' && encoding !== 'br').map(({ url }) => url)).toEqual([]);
    expect(loads.filter(({ url }) => !url.startsWith(`${baseURL}/`) && !url.startsWith('data:')).map(({ url }) => url)).toEqual([]);
  });
}

test('a board of some hundred tiles does not ask for their pages ahead', async ({ page }) => {
  const loads = await firstLoad(page, '/board?all=1');
  await expect(chip(page, 'Healthy')).toBeVisible();
  expect(loads.filter(({ url }) => url.includes('/hosts/')).map(({ url }) => url)).toEqual([]);
});

test('every page carries the security headers and a policy with a nonce of its own', async ({ request, fleet }) => {
  const nonces = new Set<string>();
  const addresses = [...pages.map(({ address }) => address(fleet)), '/nowhere', '/hosts/nowhere.corp.test'];
  for (const address of addresses) {
    const response = await request.get(address);
    const headers = response.headers();
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
    });
    expect(headers['referrer-policy']).toMatch(/^(no-referrer|same-origin)$/);
    expect(headers['x-powered-by']).toBeUndefined();
    const policy = headers['content-security-policy'] ?? '';
    const nonce = /script-src [^;]*'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    expect(nonce.length, `the nonce of ${address}`).toBeGreaterThanOrEqual(22);
    nonces.add(nonce);
    expect(policy).not.toMatch(/script-src[^;]*'unsafe-/);
    expect(policy).toContain("object-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");

    const scripts = [...(await response.text()).matchAll(/<script\b([^>]*)>/g)].map((match) => match[1] ?? '');
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((attributes) => !attributes.includes(`nonce="${nonce}"`))).toEqual([]);
  }
  expect(nonces.size).toBe(addresses.length);
});

test.describe('a script that we did not send', () => {
  // The browser's console reports the refusal.
  test.use({ expectedFaults: /Content Security Policy/ });

  test('does not run', async ({ page }) => {
    await page.goto('/board');
    const ran = await page.evaluate(async () => {
      const refused = new Promise((resolve) =>
        document.addEventListener('securitypolicyviolation', () => resolve('refused'), { once: true }),
      );
      document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="document.title = 1">');
      return refused;
    });
    expect(ran).toBe('refused');
  });
});
