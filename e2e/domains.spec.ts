import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { now } from '#lib/clock.ts';
import { deleteHost } from '#lib/fleet/delete-host.ts';
import { editHost } from '#lib/fleet/edit-host.ts';
import { registerHosts } from '#lib/fleet/register-hosts.ts';
import { startDnsServer } from '#lib/simulation/dns-server.ts';
import { startLdapServer } from '#lib/simulation/ldap-server.ts';
import { expect, expectAccessible, inColours, test } from './fixtures.ts';
import type { Fleet } from './fleet.ts';
import type { Lab } from './lab.ts';

const domain = 'second.test';
const withinChecks = { timeout: 90_000 };
const dayMs = 86_400_000;

/** Two servers of a domain that the lab does not know: one is sound, the other's certificate has expired; and DNS inside and outside. */
async function startSecond(lab: Lab) {
  const [sound, expired] = await Promise.all(
    [2, -2].map(async (days, index) => {
      const hostName = `dc0${index + 1}.${domain}`;
      const notAfter = new Date(now().getTime() + (days > 0 ? 300 : days) * dayMs);
      const notBefore = new Date(now().getTime() - 60 * dayMs);
      const leaf = await lab.root.issue({ subject: `CN=${hostName}`, dnsNames: [hostName], freshKey: true, notBefore, notAfter });
      return { hostName, server: await startLdapServer({ tls: { cert: leaf.chainPem, key: leaf.keyPem }, hostName }) };
    }),
  );
  if (!sound || !expired) throw new Error('Two servers were asked for.');
  const inside = await startDnsServer({
    [sound.hostName]: { A: [sound.server.address] },
    [expired.hostName]: { A: [expired.server.address] },
  });
  const outside = await startDnsServer({ [sound.hostName]: { A: ['10.9.8.7'] }, [expired.hostName]: { A: ['203.0.113.8'] } });
  const stop = async () => void (await Promise.all([sound.server.stop(), expired.server.stop(), inside.stop(), outside.stop()]));
  return { sound, expired, inside, outside, stop };
}
type Second = Awaited<ReturnType<typeof startSecond>>;

async function register({ database, context }: Fleet, { sound, expired }: Second): Promise<void> {
  const lines = [sound, expired].map(({ hostName, server }) => `ldaps://${hostName}:${server.port}`).join('\n');
  await registerHosts(context(), { lines, site: 'Hamburg', intervalSeconds: 30 });
  const { id: hostId } = await database.host.findUniqueOrThrow({ where: { name: sound.hostName }, select: { id: true } });
  await editHost(context(), { hostId, site: 'Hamburg', reachedFromOutside: true });
}

async function forget({ database, context }: Fleet): Promise<void> {
  const hosts = await database.host.findMany({ where: { domain: { name: domain } }, select: { id: true, name: true } });
  for (const { id: hostId, name } of hosts) await deleteHost(context(), { hostId, confirmation: name });
  await database.domain.deleteMany({ where: { name: domain } });
}

async function inBothColours(page: Page): Promise<void> {
  await inColours(page, 'dark');
  await expectAccessible(page);
  await inColours(page, 'light');
  await expectAccessible(page);
}

test('a domain is added, told its resolvers, and shows what is left of it and what DNS says', async ({ page, lab, fleet }) => {
  test.setTimeout(300_000);
  const second = await startSecond(lab);
  const { sound, expired, inside, outside } = second;
  const region = (name: string | RegExp) => page.getByRole('region', { name });
  try {
    await page.goto('/domains');
    await expect(page.getByRole('heading', { level: 1, name: 'Domains' })).toBeVisible();
    await expect(page.getByRole('row').filter({ hasText: 'corp.test' })).toContainText(/\d+ of \d+/);
    await page.getByLabel('Name of the domain').fill('not a name');
    await page.getByRole('button', { name: 'Add domain' }).click();
    await expect(page.getByText('A space cannot be part of a domain name')).toBeVisible();
    await expect(page.getByLabel('Name of the domain')).toHaveValue('not a name');
    await page.getByLabel('Name of the domain').fill('Second.Test.');
    await page.getByRole('button', { name: 'Add domain' }).click();
    await inBothColours(page);
    await page.getByRole('status').getByRole('link', { name: domain }).click();
    await expect(page.getByText('No host is in this domain yet.')).toBeVisible();

    const resolvers = region('Resolvers');
    await resolvers.getByLabel('Resolvers inside').fill(inside.resolver);
    await resolvers.getByLabel('Resolvers outside').fill('dns.second.test');
    await resolvers.getByRole('button', { name: 'Save resolvers' }).click();
    await expect(resolvers.getByText('"dns.second.test" is not a DNS server')).toBeVisible();
    await expect(resolvers.getByLabel('Resolvers inside')).toHaveValue(inside.resolver);
    await resolvers.getByLabel('Resolvers outside').fill(outside.resolver);
    await resolvers.getByRole('button', { name: 'Save resolvers' }).click();
    await expect(resolvers.getByLabel('Resolvers outside')).toHaveValue(outside.resolver);

    const notes = region('Edit notes');
    await notes.getByLabel('Notes').fill('# Second\n\n- ask **Ada** <img src=x onerror=alert(1)>');
    await notes.getByRole('button', { name: 'Save notes' }).click();
    await expect(region('Notes').getByRole('heading', { name: 'Second' })).toBeVisible();
    await expect(region('Notes').getByRole('listitem')).toContainText('ask Ada <img src=x onerror=alert(1)>');

    await register(fleet, second);
    const sites = region('Sites and their doors');
    await expect(sites).toContainText('1 of 2 doors serves LDAPS; 1 fails.', withinChecks);
    await expect(sites).toContainText('One is left.');
    const finding = region('1 fleet finding');
    await expect(finding).toContainText(
      `Only ${sound.hostName}:${sound.server.port} still serves LDAPS in the domain ${domain}`,
      withinChecks,
    );
    const names = region('What DNS says, inside and outside');
    await expect(names).toContainText('1 of 2 names misleads clients.', withinChecks);
    await expect(names).toContainText('Leads clients outside to 10.9.8.7 (private), which they cannot reach.');
    const download = page.waitForEvent('download');
    await names.getByRole('link', { name: 'JSON of the answers of DNS' }).click();
    const answers: Record<string, unknown>[] = JSON.parse(readFileSync(await (await download).path(), 'utf8'));
    expect(answers).toHaveLength(4);
    expect(answers).toContainEqual(
      expect.objectContaining({
        host: sound.hostName,
        side: 'outside',
        addresses: ['10.9.8.7'],
        misleading: [expect.stringContaining('Leads clients')],
      }),
    );
    await expect(region('Found by comparing hosts')).toContainText('104 The name leads to an internal address', withinChecks);
    await expect(region('Who serves which certificate')).toContainText('2 hosts serve a certificate with a key of their own.');
    await inBothColours(page);

    await page.goto(`/hosts/${expired.hostName}`);
    await expect(region('1 fleet finding names this host')).toContainText('One healthy door is left');
    await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: domain }).click();
    await expect(page.getByRole('heading', { level: 1, name: domain })).toBeVisible();
    await page.goto(`/hosts/${sound.hostName}`);
    await expect(page.getByRole('main')).toContainText('there DNS leads them to 10.9.8.7 (private)');
    await page.goto('/board');
    await expect(region(/fleet findings?$/)).toContainText(`Only ${sound.hostName}`);
    await region(/fleet findings?$/)
      .getByRole('link', { name: /fleet findings?$/ })
      .click();
    await expect(page.getByRole('heading', { level: 1, name: 'Fleet findings' })).toBeVisible();
    await page.getByLabel('Domain').selectOption(domain);
    await page.getByRole('button', { name: 'Show' }).click();
    await expect(page.getByText(`1 finding of ${domain}.`)).toBeVisible();
    await expect(page).toHaveURL(new RegExp(`domain=${domain}`));
    await inBothColours(page);

    await fleet.database.host.deleteMany({ where: { domain: { name: domain } } });
    await page.goto(`/domains/${domain}`);
    await page.getByRole('button', { name: `Remove ${domain}` }).click();
    await page.getByRole('button', { name: 'Remove it for good' }).click();
    await expect(page).toHaveURL(/\/domains$/);
    await expect(page.getByRole('row').filter({ hasText: domain })).toHaveCount(0);
  } finally {
    await forget(fleet);
    await second.stop();
  }
});

test.describe('an address of a domain that nobody knows', () => {
  test.use({ expectedFaults: /404/ });
  test('says so and leads back to the domains', async ({ page }) => {
    const answer = await page.goto('/domains/nowhere.example');
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1, name: 'This domain is not known here' })).toBeVisible();
    await expectAccessible(page);
  });
});
