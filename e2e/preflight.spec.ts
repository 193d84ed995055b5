import type { Page } from '@playwright/test';
import { makePfx, openssl, protections } from '#lib/certificates/preflight/testing/openssl.ts';
import { opensslConfig, opensslSwitches } from '#lib/certificates/request-files/openssl-config.ts';
import { planRequest } from '#lib/certificates/request-files/request-plan.ts';
import { certificatePem, createAuthority } from '#lib/simulation/certificate-factory.ts';
import { expect, expectAccessible, inColours, test } from './fixtures.ts';
import type { Lab } from './lab.ts';

const healthyChain = ({ certificates }: Lab['openLdap']) => `${certificates.healthy.certificatePem}${certificates.healthy.issuersPem}`;

const judge = async (page: Page, upload: { pasted?: string; file?: { name: string; bytes: Uint8Array }; password?: string }) => {
  const { pasted, file, password } = upload;
  if (pasted !== undefined) await page.getByLabel('Or paste it').fill(pasted);
  if (file !== undefined)
    await page
      .getByLabel('File', { exact: true })
      .setInputFiles({ name: file.name, mimeType: 'application/octet-stream', buffer: Buffer.from(file.bytes) });
  if (password !== undefined) await page.getByLabel(/^Password of the PFX file/).fill(password);
  await page.getByRole('button', { name: 'Judge it' }).click();
};
const requestPem = async (host: string): Promise<string> => {
  const plan = planRequest({ host, profile: 'ldap', standsForDomain: false, key: 'ecdsa-p256', usages: 'server', withDomain: false });
  if (!plan.ok) throw new Error(plan.message);
  const switches = opensslSwitches(plan.plan).split(' ').filter(Boolean);
  const args = ['req', '-new', '-config', 'request.cnf', ...switches, '-keyout', 'server.key', '-out', 'made.csr'];
  return (await openssl(args, { 'request.cnf': opensslConfig(plan.plan) }, 'made.csr')).toString();
};
const result = (page: Page) => page.getByRole('region', { name: /suit|meets every requirement/ });

test('a certificate is judged for a host that it suits and for one that it does not', async ({ page, lab, fleet }) => {
  const { host } = lab.openLdap;
  await page.goto('/preflight');
  await page.getByLabel('Find a registered host').fill(host.slice(0, 5));
  await page.getByRole('button', { name: `Add ${host}` }).click();
  await judge(page, { pasted: healthyChain(lab.openLdap) });
  await expect(
    page.getByRole('heading', { name: `This certificate meets every requirement that can be judged beforehand, for ${host}.` }),
  ).toBeFocused();
  const row = page.getByRole('row').filter({ hasText: host });
  await expect(row).toContainText('serves this very certificate already');
  await expect(page.getByLabel('Host names')).toHaveValue(host);
  await expect(page.getByLabel('Or paste it')).toHaveValue('');

  await page.getByLabel('Host names').fill(`${host} ${fleet.sound}`);
  await judge(page, { pasted: healthyChain(lab.openLdap) });
  await expect(page.getByRole('heading', { name: 'This certificate does not suit 1 of 2 hosts.' })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: fleet.sound })).toContainText('Name, by the rule current clients follow');
  const detail = page.getByRole('region', { name: `Requirements of ${fleet.sound}` });
  await expect(detail.getByRole('link', { name: 'The name clients use is not in the certificate' })).toBeVisible();
  await inColours(page, 'dark');
  await expectAccessible(page);
  await inColours(page, 'light');
  await expectAccessible(page, 'colours');
});

test('a PFX file is opened by its password alone, which is found nowhere afterwards', async ({ page, lab, product, fleet: _fleet }) => {
  const password = 'Correct Horse 4711';
  const { certificates, host } = lab.openLdap;
  const { certificatePem: pem, keyPem, issuersPem } = certificates.healthy;
  const pfx = (protection: readonly string[]) => makePfx({ pem, keyPem }, { password, protection, issuers: issuersPem });
  await page.goto(`/preflight?host=${host}&host=ldaps.managed.test`);
  await page.getByLabel('Kind of server, for names that are not registered').selectOption('Microsoft Entra Domain Services');
  await judge(page, { file: { name: 'server.pfx', bytes: await pfx(protections.aes) }, password: 'Wrong Horse 4711' });
  await expect(page.getByText('The password does not open the PFX file.', { exact: false })).toBeVisible();
  await expect(page.getByLabel(/^Password of the PFX file/)).toHaveValue('');

  // The file is still chosen: only the password is typed again.
  await judge(page, { password });
  const upload = page.getByRole('region', { name: 'Upload: PFX file (PKCS #12)' });
  await expect(upload).toContainText('Key under AES-256 with HMAC-SHA-256');
  await expect(upload.getByText('The file encrypted with TripleDES-SHA1', { exact: false })).toBeVisible();
  await expect(upload.locator('summary').filter({ hasText: 'Encryption of the file' })).toContainText('Not met');
  await expect(upload.locator('summary').filter({ hasText: 'Key belongs to the certificate' })).toContainText('Met');
  await expect(page.getByLabel(/^Password of the PFX file/)).toHaveValue('');
  await expect(page.getByLabel('File', { exact: true })).toHaveValue('');
  await expectAccessible(page);

  await judge(page, { file: { name: 'server.pem', bytes: await pfx(protections.tripleDes) }, password });
  await expect(upload.locator('summary').filter({ hasText: 'Encryption of the file' })).toContainText('Met');
  for (const secret of [password, 'Wrong Horse 4711']) {
    expect(await page.content()).not.toContain(secret);
    expect(page.url()).not.toContain(encodeURIComponent(secret));
    expect(product.output()).not.toContain(secret);
  }
});

test('a request is made, and judged before anybody issues it', async ({ page, fleet }) => {
  await page.goto('/preflight');
  await page.getByLabel('Host', { exact: true }).fill(fleet.sound);
  await page.getByLabel('Key', { exact: true }).selectOption('ECDSA, P-256');
  await page.getByRole('button', { name: 'Make the files' }).click();
  const inf = page.getByRole('region', { name: 'Windows, by certreq' });
  await expect(inf).toContainText(`Subject = "CN=${fleet.sound}"`);
  const download = page.waitForEvent('download');
  await inf.getByRole('link', { name: `Save ${fleet.sound}.inf` }).click();
  expect((await download).suggestedFilename()).toBe(`${fleet.sound}.inf`);
  await expectAccessible(page);

  await page.goto(`/preflight?host=${fleet.sound}`);
  await judge(page, { pasted: await requestPem(fleet.sound) });
  await expect(page.getByRole('heading', { name: /^What this request asks for meets every requirement/ })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Upload: Certificate request (PKCS #10)' })).toContainText('Made with the key it is for');
});

test('what is no certificate is named, and the hosts stay', async ({ page, fleet }) => {
  await page.goto(`/preflight?host=${fleet.sound}`);
  await judge(page, { file: { name: 'server.pfx', bytes: Buffer.from('feedfeed0000000200000000', 'hex') } });
  await expect(page.getByText('This is a JKS key store of Java', { exact: false })).toBeVisible();
  await expect(page.getByLabel('Host names')).toHaveValue(fleet.sound);
  await expect(result(page)).toHaveCount(0);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a certificate is judged all the same', async ({ page, lab }) => {
    await page.goto(`/preflight?host=${lab.openLdap.host}`);
    const stranger = await (await createAuthority()).issue({ dnsNames: [lab.openLdap.host] });
    await judge(page, { file: { name: 'server.crt', bytes: Buffer.from(certificatePem(stranger.der)) } });
    await expect(page.getByRole('heading', { name: `This certificate does not suit ${lab.openLdap.host}` })).toBeVisible();
    await expect(page.getByLabel('Host names')).toHaveValue(lab.openLdap.host);
  });
});
