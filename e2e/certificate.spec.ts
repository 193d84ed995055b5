import { createHash, X509Certificate } from 'node:crypto';
import { expect, expectAccessible, inColours, test } from './fixtures.ts';
import type { Fleet } from './fleet.ts';

const sha256Of = (der: Uint8Array): string => createHash('sha256').update(der).digest('hex');
const withColons = (sha256: string): string => (sha256.toUpperCase().match(/../g) ?? []).join(':');

/** The certificate that an emulated domain controller serves. */
async function servedBy({ database }: Fleet, host: string): Promise<{ sha256: string; issuerSha256: string }> {
  const { sha256, certificate } = await database.servedCertificate.findFirstOrThrow({
    where: { isLeaf: true, toAt: null, endpoint: { host: { name: host } } },
    include: { certificate: true },
  });
  return { sha256, issuerSha256: certificate.issuerSha256 ?? '' };
}

test('leads from a host to its certificate, and on to everything that hangs on its issuer', async ({ page, fleet }) => {
  await page.goto(`/hosts/${fleet.sound}`);
  const chain = page.getByRole('region', { name: 'Certificate chain as served' });
  await chain.getByRole('link', { name: `All about this certificate: ${fleet.sound}` }).click();
  const { sha256 } = await servedBy(fleet, fleet.sound);
  await expect(page).toHaveURL(`/certificates/${sha256}`);
  await expect(page).toHaveTitle(new RegExp(`^(Valid|Warning|Critical) · ${fleet.sound}`));
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`${fleet.sound} server certificate`);
  await expect(page.getByText('Served now by 1 door of 1 host.')).toBeVisible();
  const served = page.getByRole('region', { name: 'Where it is and was served' });
  await expect(served.getByRole('img', { name: new RegExp(`^${fleet.sound}:636 from .*: served now, 1 stretch\\.$`) })).toBeVisible();
  await served.getByText('Numbers').click();
  await expect(served.getByRole('row').nth(1)).toContainText(`${fleet.sound}:636`);

  await page.getByRole('region', { name: 'Chain' }).getByRole('link', { name: 'Corp Issuing CA' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Corp Issuing CA intermediate authority');
  const hanging = page.getByRole('region', { name: 'What hangs on it' });
  await expect(hanging).toContainText(/This issuer ends on .*\d+ certificates of \d+ hosts hang on it/);
  const table = hanging.getByRole('group', { name: 'Hosts that hang on it' });
  await expect(table.getByRole('row')).toHaveCount(51);
  await expect(hanging.getByText('Seattle: ')).toBeVisible();
  await hanging.getByRole('link', { name: 'Next hosts' }).click();
  await expect(page).toHaveURL(/hosts=2/);
  await expect(hanging.getByText('page 2 of 2')).toBeVisible();
  await hanging.getByRole('link', { name: 'dc83.corp.test' }).first().click();
  await expect(page).toHaveURL(/\/hosts\/dc83\.corp\.test/);
});

test('says what is wrong with a certificate, with the way to why', async ({ page, fleet }) => {
  const { sha256 } = await servedBy(fleet, fleet.expired);
  await page.goto(`/certificates/${sha256}`);
  await expect(page).toHaveTitle(/^Expired · /);
  const findings = page.getByRole('region', { name: 'Findings that stand now' });
  await expect(findings).toContainText('Critical: The certificate has expired');
  await findings.getByRole('link', { name: `Why: The certificate has expired, at ${fleet.expired}:636` }).click();
  await expect(page).toHaveURL(/\/why\/certificate-expired$/);
});

test('hands out the bytes that were served, alone and with the chain', async ({ page, lab, fleet: _fleet }) => {
  const leaf = new X509Certificate(lab.openLdap.certificates.healthy.certificatePem);
  const sha256 = sha256Of(leaf.raw);
  await page.goto(`/certificates/${sha256}`);
  const fetched = async (label: string) => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: label, exact: true }).click()]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
    return { name: download.suggestedFilename(), body: Buffer.concat(chunks) };
  };
  const der = await fetched('DER');
  expect(der.name).toBe(`${lab.openLdap.host}-${sha256.slice(0, 8)}.cer`);
  expect(sha256Of(der.body)).toBe(sha256);
  expect(sha256Of(new X509Certificate((await fetched('PEM')).body).raw)).toBe(sha256);
  expect((await fetched('Text')).body.toString()).toContain(`SHA-256:                ${sha256}`);
  const chain = (await fetched('PEM with its chain')).body.toString().match(/-----BEGIN[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  const subjects = chain.map((pem) => new X509Certificate(pem).subject.split('\n').find((part) => part.startsWith('CN=')));
  expect(subjects.at(0)).toBe(`CN=${lab.openLdap.host}`);
  expect(subjects.at(-1)).toBe('CN=Corp Root CA');

  const answer = await page.request.get(`/certificates/${sha256}/file?format=pem`);
  expect(answer.headers()).toMatchObject({ 'x-content-type-options': 'nosniff', 'content-type': 'application/x-pem-file' });
  expect((await page.request.get(`/certificates/${sha256}/file?format=exe`)).status()).toBe(400);
});

test('takes a fingerprint in any spelling', async ({ page, fleet }) => {
  const { sha256 } = await servedBy(fleet, fleet.sound);
  await page.goto(`/certificates/${withColons(sha256)}`);
  await expect(page).toHaveURL(`/certificates/${sha256}`);
});

test('compares two certificates field by field, the differences first', async ({ page, fleet }) => {
  const [one, other] = await Promise.all([servedBy(fleet, fleet.sound), servedBy(fleet, fleet.expired)]);
  await page.goto(`/certificates/${one.sha256}`);
  await page.getByRole('link', { name: 'Compare with another' }).click();
  const second = page.getByLabel('Second certificate');
  await second.fill('dc01');
  await page.getByRole('button', { name: 'Compare' }).click();
  await expect(page.getByRole('alert').filter({ hasText: '64 hexadecimal digits' })).toBeVisible();
  await expect(second).toHaveValue('dc01');
  await second.fill(withColons(other.sha256));
  await page.getByRole('button', { name: 'Compare' }).click();
  const differing = page.getByRole('group', { name: 'Fields that differ' });
  await expect(differing.getByRole('row', { name: /^Subject differs/ })).toContainText(`CN=${fleet.expired}`);
  await expect(differing.getByRole('row', { name: /^Issuer/ })).toHaveCount(0);
  await expect(differing.getByRole('row', { name: /^Subject alternative name/ })).toContainText('only here');
  await page.getByText(/\d+ fields the same in both/).click();
  await expect(page.getByRole('group', { name: 'Fields that are the same' }).getByRole('row', { name: /^Issuer same/ })).toBeVisible();
  await page.getByRole('link', { name: 'Swap the two' }).click();
  await expect(page).toHaveURL(new RegExp(`one=${other.sha256}`));
  await expectAccessible(page);
});

test.describe('with the clipboard', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

  test('copies the thumbprint as Windows takes it, and the serial number as certutil does', async ({ page, lab, fleet: _fleet }) => {
    const leaf = new X509Certificate(lab.samba.certificates.healthy.certificatePem);
    await page.goto(`/certificates/${sha256Of(leaf.raw)}`);
    await page.getByRole('button', { name: 'Copy thumbprint' }).click();
    await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(leaf.fingerprint.replaceAll(':', ''));
    await page.getByRole('button', { name: 'Copy serial number' }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(leaf.serialNumber.toLowerCase());
  });
});

for (const scheme of ['light', 'dark'] as const) {
  test(`certificate and issuer are accessible and fit the screen in ${scheme} colours`, async ({ page, fleet }) => {
    const { sha256, issuerSha256 } = await servedBy(fleet, fleet.expired);
    for (const address of [sha256, issuerSha256]) {
      await page.goto(`/certificates/${address}`);
      await inColours(page, scheme);
      await expect(page.getByRole('region', { name: 'Extensions' })).toContainText('key identifier');
      await expectAccessible(page);
    }
  });
}

test.describe('a certificate that was never seen', () => {
  // The browser's console reports the status of the page itself.
  test.use({ expectedFaults: /status of 404.*\/certificates\// });

  test('is not found, and the page says what can be done', async ({ page, fleet: _fleet }) => {
    for (const address of ['a'.repeat(64), 'dc01']) {
      const response = await page.goto(`/certificates/${address}`);
      expect(response?.status()).toBe(404);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('This certificate has not been seen here');
    }
    await expect(page.getByRole('link', { name: 'Look for it among all certificates' })).toHaveAttribute('href', '/certificates');
  });
});
