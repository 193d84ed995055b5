import type { Page } from '@playwright/test';
import type { Answer } from 'dns-packet';
import { deleteHost } from '#lib/fleet/delete-host.ts';
import { startDnsServer, type Zone } from '#lib/simulation/dns-server.ts';
import { startLdapServer } from '#lib/simulation/ldap-server.ts';
import { expect, expectAccessible, inColours, test } from './fixtures.ts';
import type { Fleet } from './fleet.ts';
import type { Lab } from './lab.ts';

const domain = 'found.test';
const controllers = `_ldap._tcp.dc._msdcs.${domain}`;
const names = ['dc1', 'dc2', 'dc3'].map((name) => `${name}.${domain}`);

const services = (name: string, targets: readonly string[]) => ({
  [name]: {
    records: targets.map((target): Answer => ({ type: 'SRV', name, ttl: 5, data: { port: 389, priority: 0, weight: 100, target } })),
  },
});

/** DNS that names three domain controllers, of which one has no address; the other two are emulated. */
async function startDomain(lab: Lab): Promise<{ resolver: string; stop: () => Promise<void> }> {
  const stops: (() => Promise<void>)[] = [];
  const records: Zone = {};
  for (const [index, hostName] of names.slice(0, 2).entries()) {
    const address = lab.samba.server.address.replace(/\d+\.\d+$/, `3.${index + 1}`);
    const leaf = await lab.root.issue({ dnsNames: [hostName], subject: `CN=${hostName}`, freshKey: true });
    const server = await startLdapServer({ address, port: 636, hostName, tls: { cert: leaf.chainPem, key: leaf.keyPem } });
    stops.push(server.stop);
    records[hostName] = { A: [address] };
  }
  const dns = await startDnsServer({
    ...services(controllers, names),
    ...services(`_ldap._tcp.pdc._msdcs.${domain}`, names.slice(0, 1)),
    ...services(`_gc._tcp.${domain}`, names.slice(0, 1)),
    ...records,
  });
  stops.push(dns.stop);
  return {
    resolver: dns.resolver,
    stop: async () => {
      await Promise.all(stops.map((stop) => stop()));
    },
  };
}

/** Other tests count the hosts. */
async function removeFound(fleet: Fleet): Promise<void> {
  const hosts = await fleet.database.host.findMany({ where: { name: { endsWith: domain } }, select: { id: true, name: true } });
  for (const { id, name } of hosts) await deleteHost(fleet.context(), { hostId: id, confirmation: name });
  await fleet.database.discoveryRun.deleteMany();
}

const main = (page: Page) => page.getByRole('main');
const box = (page: Page, name: string) => main(page).getByRole('checkbox', { name });
const counted = (page: Page, label: string) =>
  main(page)
    .locator('dl > div')
    .filter({ has: page.getByText(label, { exact: true }) })
    .locator('dd');

test('a domain is discovered, and what is ticked is registered', async ({ page, lab, fleet }) => {
  const dns = await startDomain(lab);
  try {
    await page.goto('/setup');
    await page.getByRole('link', { name: 'Discover a domain' }).click();
    await expect(page.getByRole('heading', { name: 'Discover a domain', level: 1 })).toBeVisible();
    await page.getByLabel('Domain', { exact: true }).fill('not a domain');
    await page.getByLabel('DNS servers (optional)').fill('nowhere');
    await page.getByLabel(/^An account for this discovery alone/).check();
    await page.getByLabel('Account', { exact: true }).fill('reader@found.test');
    await page.getByLabel('Password').fill('Hunter2!');
    await page.getByRole('button', { name: 'Discover', exact: true }).click();
    await expect(page.getByText('A space cannot be part of a domain name')).toBeVisible();
    await expect(page.getByText('"nowhere" is not a DNS server')).toBeVisible();
    await expect(page.getByLabel('Domain', { exact: true })).toHaveValue('not a domain');
    await expect(page.getByLabel('Account', { exact: true })).toHaveValue('reader@found.test');
    await expect(page.getByLabel('Password')).toHaveValue('');
    await expectAccessible(page);

    await page.getByLabel(/^None/).check();
    await page.getByLabel('Domain', { exact: true }).fill('Found.Test.');
    await page.getByLabel('DNS servers (optional)').fill(dns.resolver);
    await page.getByRole('button', { name: 'Discover', exact: true }).click();
    await expect(page).toHaveURL(/\/setup\/discover\/[0-9a-f-]{36}$/);
    await expect(page.getByRole('heading', { name: 'What was found' })).toBeVisible({ timeout: 60_000 });
    for (const [label, number] of [
      ['New', '3'],
      ['Known', '0'],
      ['Gone', '0'],
      ['Conflicting', '1'],
    ] as const)
      await expect(counted(page, label)).toHaveText(number);
    await expect(box(page, 'dc1.found.test')).toBeChecked();
    await expect(box(page, 'dc3.found.test')).not.toBeChecked();
    await expect(main(page).getByText('Its name leads to no address: no such name (NXDOMAIN).')).toBeVisible();
    await expect(box(page, '636, LDAPS')).toBeChecked();
    await expect(box(page, '389, StartTLS')).not.toBeChecked();
    await inColours(page, 'light');
    await expectAccessible(page);
    await inColours(page, 'dark');
    await expectAccessible(page);

    await page.getByRole('button', { name: 'Untick all new' }).click();
    await page.getByRole('button', { name: 'Register what is ticked' }).click();
    await expect(main(page).getByText('Tick at least one server.')).toBeVisible();
    await expect(box(page, 'dc1.found.test')).not.toBeChecked();
    await box(page, 'dc1.found.test').check();
    await page.getByRole('button', { name: 'Register what is ticked' }).click();
    await expect(main(page).getByText('1 host registered (2 doors).')).toBeVisible();
    await expect(counted(page, 'Known')).toHaveText('1');
    await expect(main(page).getByText('with 636, 3269')).toBeVisible();
    const host = await fleet.database.host.findUniqueOrThrow({ where: { name: 'dc1.found.test' } });
    expect(host.siteDetected).toBe('Berlin');

    await page.getByLabel(/^Report/).check();
    await page.getByLabel('How often').selectOption({ label: 'every 6 hours' });
    await page.getByRole('button', { name: 'Save schedule' }).click();
    await expect(main(page).getByText('Saved.')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'See them on the board' }).click();
    await expect(page).toHaveURL(/\/board/);
  } finally {
    await removeFound(fleet);
    await dns.stop();
  }
});

test('a domain is discovered without JavaScript', async ({ browser, baseURL, lab, fleet }) => {
  const dns = await startDomain(lab);
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL === undefined ? {} : { baseURL }) });
  try {
    const page = await context.newPage();
    await page.goto(`/setup/discover?domain=${domain}`);
    await expect(page.getByLabel('Domain', { exact: true })).toHaveValue(domain);
    await page.getByLabel('DNS servers (optional)').fill(dns.resolver);
    await page.getByRole('button', { name: 'Discover', exact: true }).click();
    await page.getByRole('link', { name: 'See how far it is' }).click();
    // The page comes anew by itself until there is something to show.
    await expect(page.getByRole('heading', { name: 'What was found' })).toBeVisible({ timeout: 60_000 });
    await box(page, 'dc1.found.test').uncheck();
    await page.getByRole('button', { name: 'Register what is ticked' }).click();
    await expect(main(page).getByText('1 host registered (1 door).')).toBeVisible();
    expect(await fleet.database.host.count({ where: { name: 'dc2.found.test' } })).toBe(1);
  } finally {
    await context.close();
    await removeFound(fleet);
    await dns.stop();
  }
});

test('a DNS server that refuses is named, and nothing is called gone', async ({ page, fleet }) => {
  const dns = await startDnsServer({ '*': 'REFUSED' });
  try {
    await page.goto('/setup/discover');
    await page.getByLabel('Domain', { exact: true }).fill('corp.test');
    await page.getByLabel('DNS servers (optional)').fill(dns.resolver);
    await page.getByRole('button', { name: 'Discover', exact: true }).click();
    await expect(main(page).getByText('The look at corp.test is partial:')).toBeVisible({ timeout: 60_000 });
    await expect(counted(page, 'Gone')).toHaveText('0');
    await page.getByText(/^What DNS was asked/).click();
    await expect(main(page).getByText('the DNS server refused to answer (REFUSED)').first()).toBeVisible();
    await expectAccessible(page);
  } finally {
    await fleet.database.discoveryRun.deleteMany();
    await dns.stop();
  }
});
