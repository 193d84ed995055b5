import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { now } from '#lib/clock.ts';
import { type Authority, createAuthority } from '#lib/simulation/certificate-factory.ts';
import { startLdapServer } from '#lib/simulation/ldap-server.ts';
import { expect, expectAccessible, inColours, test } from './fixtures.ts';
import type { Fleet } from './fleet.ts';

/** A change of trust has its doors checked within some seconds. */
const withinACheck = { timeout: 60_000 };

/** A server of a private authority in a domain of its own. */
async function privateServer({ database }: Fleet, domainName: string, authority: Authority) {
  const name = `ldap.${domainName}`;
  const issuing = await authority.intermediate({ subject: `CN=Issuing CA of ${domainName}` });
  const leaf = await issuing.issue({ subject: `CN=${name}`, dnsNames: [name], freshKey: true });
  const tls = { cert: leaf.chainPem + authority.certificate.pem, key: leaf.keyPem };
  const server = await startLdapServer({ hostName: name, tls });
  const at = { createdAt: now(), updatedAt: now() };
  const { id } = await database.domain.create({ data: { name: domainName }, select: { id: true } });
  const host = await database.host.create({
    data: {
      ...{ name, domainId: id, address: server.address, ...at },
      endpoints: { create: { port: server.port, transport: 'ldaps', intervalSeconds: 3_600, createdAt: now() } },
    },
    select: { id: true },
  });
  return {
    name,
    stop: async () => {
      await database.host.delete({ where: { id: host.id } });
      await database.domain.delete({ where: { id } });
      await server.stop();
    },
  };
}

const header = (page: Page) => page.getByRole('main').locator('header').first();
const isState = async (page: Page, host: string, word: string) => {
  await expect(async () => {
    await page.goto(`/hosts/${host}`);
    await expect(header(page).getByText(word, { exact: false }).first()).toBeVisible({ timeout: 2_000 });
  }).toPass(withinACheck);
};
const openssl = (args: readonly string[]): string => execFileSync('openssl', [...args], { encoding: 'utf8' });

test('a file is listed before it is trusted, heals the doors of its domain alone, and is taken along for clients', async ({
  page,
  fleet,
}) => {
  test.setTimeout(240_000);
  const root = await createAuthority({ subject: "CN=Private Root CA (test's),O=Private" });
  const other = await createAuthority({ subject: 'CN=Stranger' });
  const [own, stranger] = [await privateServer(fleet, 'private.test', root), await privateServer(fleet, 'elsewhere.test', root)];
  try {
    await isState(page, own.name, 'Critical');
    await expect(page.getByRole('main')).toContainText('The issuer is not trusted');
    await isState(page, stranger.name, 'Critical');
    await page.goto('/settings');
    await page.getByRole('main').getByRole('link', { name: 'Trust', exact: true }).click();
    const give = page.getByRole('region', { name: 'Trust certificates from a file' });
    const fileOf = (content: string) => ({ name: 'roots.pem', mimeType: 'text/plain', buffer: Buffer.from(content) });
    await give.getByLabel('File with certificates').setInputFiles(fileOf('no certificate at all'));
    await give.getByRole('button', { name: 'Show what is in it' }).click();
    await expect(give.getByRole('alert')).toContainText('No certificate was found in it.');

    const garbage = '-----BEGIN CERTIFICATE-----\n****\n-----END CERTIFICATE-----\n';
    const content = `Some words\n${garbage}${root.certificate.pem}${other.certificate.pem}${root.certificate.pem}`;
    await give.getByLabel('File with certificates').setInputFiles(fileOf(content));
    await give.getByRole('button', { name: 'Show what is in it' }).click();
    await expect(give.getByRole('heading', { name: '2 certificates found, none of them trusted yet' })).toBeFocused();
    await expect(give.getByRole('region', { name: 'Not readable' })).toContainText('block 1, line 2');
    await expectAccessible(page);
    await give.getByLabel('Trust Stranger').uncheck();
    await expect(give.getByLabel("Trust Private Root CA (test's)")).toBeChecked();
    await give.getByLabel('Name of the trust store').fill('Private roots');
    await give.getByLabel('Counts for').selectOption('private.test');
    await give.getByRole('button', { name: 'Trust the ticked certificates' }).click();
    await expect(give.getByRole('status')).toContainText('1 certificate of Private roots is trusted. 1 door is checked again within');

    await isState(page, own.name, 'Healthy');
    const lenses = page.getByRole('list', { name: 'Lenses' }).getByRole('listitem');
    await expect(lenses.filter({ hasText: 'all configured' })).toContainText('(decides the verdict)');
    await expect(lenses.filter({ hasText: 'all configured' })).toContainText(
      "Trusted It ends at Private Root CA (test's), in the store Private roots.",
    );
    await expect(lenses.filter({ hasText: 'system' })).toContainText("Not trusted It ends at the root Private Root CA (test's)");
    await isState(page, stranger.name, 'Critical');

    await page.goto('/settings/trust?domain=private.test');
    await page.getByRole('link', { name: 'Private roots' }).click();
    await expect(page.getByRole('row').filter({ hasText: "Private Root CA (test's)" })).toContainText('1 door of 1 host');
    await expectAccessible(page);
    await inColours(page, 'dark');
    await expectAccessible(page, 'colours');
    await inColours(page, 'light');
    const download = async (name: string) => {
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()]);
      return { name: file.suggestedFilename(), path: await file.path() };
    };
    const bundle = await download('All as PKCS #7 (.p7b)');
    expect(bundle.name).toBe('Private-roots.p7b');
    expect(openssl(['pkcs7', '-inform', 'DER', '-in', bundle.path, '-print_certs', '-noout'])).toContain('Private');
    const der = await download("DER file (.cer) of Private Root CA (test's)");
    expect(der.name).toMatch(/^Private-Root-CA-test-s-[0-9a-f]{8}\.cer$/);
    expect(readFileSync(der.path).equals(Buffer.from(root.certificate.der))).toBe(true);
    const pem = await download('All as one PEM file');
    expect(openssl(['x509', '-in', pem.path, '-noout', '-subject'])).toContain('Private');

    await page
      .locator('summary')
      .filter({ hasText: /^Remove$/ })
      .last()
      .click();
    await expect(page.getByRole('region', { name: 'Trust it no longer' })).toContainText(
      `1 door would not be trusted any more: ${own.name}.`,
    );
    await page.getByRole('button', { name: 'Remove Private roots' }).click();
    await expect(page).toHaveURL(/\/settings\/trust$/);
    await isState(page, own.name, 'Critical');
  } finally {
    await own.stop();
    await stranger.stop();
  }
});

test('an issuer is trusted from a chain after its fingerprint was compared, and a lens decides by it', async ({ page, fleet }) => {
  test.setTimeout(240_000);
  const root = await createAuthority({ subject: 'CN=Chain Root CA' });
  const server = await privateServer(fleet, 'chain.test', root);
  try {
    await isState(page, server.name, 'Critical');
    const chain = page.getByRole('region', { name: 'Certificate chain as served' });
    await chain.locator('summary').filter({ hasText: 'Chain Root CA' }).click();
    await chain.getByRole('link', { name: 'Trust this issuer: Chain Root CA' }).click();
    await expect(page.getByRole('heading', { name: 'Trust Chain Root CA?' })).toBeVisible();
    const groups = root.certificate.sha256.toUpperCase().match(/.{4}/g) ?? [];
    await expect(
      page
        .getByRole('definition')
        .filter({ hasText: groups[0] ?? '' })
        .first(),
    ).toHaveText(new RegExp(groups.join('\\s*')));
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Trust it' }).click();
    await expect(page.getByRole('main').getByRole('alert')).toContainText('Compare the fingerprint');
    await page.getByLabel('I compared the fingerprint').check();
    await page.getByRole('button', { name: 'Trust it' }).click();
    await expect(page.getByRole('status')).toContainText('It is trusted now. 1 door is checked again within');
    await isState(page, server.name, 'Healthy');

    await page.goto('/settings/trust?domain=chain.test');
    const lenses = page.getByRole('region', { name: 'Lenses: what counts for which domain' });
    await lenses.locator('summary').filter({ hasText: 'judged by all configured' }).click();
    await lenses.locator('summary').filter({ hasText: 'New lens for chain.test' }).click();
    await lenses.getByLabel('Name of the lens').fill('bundle only');
    await lenses.getByLabel('The file of PORT636_TRUST_BUNDLE').check();
    await lenses.getByRole('button', { name: 'Make lens' }).click();
    await lenses.getByRole('button', { name: 'Judge chain.test by bundle only' }).click();
    await expect(lenses.getByRole('listitem').filter({ hasText: 'bundle only' })).toContainText('(decides the verdicts)');
    await expectAccessible(page);
    await isState(page, server.name, 'Critical');
    await expect(page.getByRole('list', { name: 'Lenses' }).getByRole('listitem').first()).toContainText(
      'bundle only (decides the verdict)',
    );
    await expect(page.getByRole('list', { name: 'Lenses' }).getByRole('listitem').filter({ hasText: 'all configured' })).toContainText(
      'Trusted',
    );
    await expectAccessible(page);
  } finally {
    await fleet.database.trustStore.deleteMany({ where: { domain: { name: 'chain.test' } } });
    await server.stop();
  }
});
