import { chip, expect, expectSameDocument, hostOnBoard, markDocument, test } from './fixtures.ts';
import { realSite } from './fleet.ts';

/** The real servers are checked every 30 s. */
const withinTwoChecks = { timeout: 60_000 };

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('a certificate expires on a running server, is explained, replaced and seen to be well again', async ({ page, context, lab }) => {
  test.setTimeout(240_000);
  const { server, host, certificates } = lab.samba;
  await page.goto(`/board?site=${realSite}`);
  await expect(hostOnBoard(page, host)).toHaveAccessibleName(/, healthy, /);
  await expect(hostOnBoard(page, lab.openLdap.host)).toHaveAccessibleName(/, healthy, /);
  const hostPage = await context.newPage();
  await hostPage.goto(`/hosts/${host}`);
  await expect(hostPage.getByRole('heading', { level: 1 })).toHaveText(`${host}:636`);
  await expect(hostPage).toHaveTitle(/^Healthy · /);
  await markDocument(page);
  await markDocument(hostPage);

  await server.useCertificate(certificates.expired);
  await expect(hostOnBoard(page, host)).toHaveAccessibleName(/, critical.*the certificate has expired/, withinTwoChecks);
  await expect(hostPage.getByRole('region', { name: /^The certificate has expired/ })).toBeVisible(withinTwoChecks);
  await expect(hostPage).toHaveTitle(/^Critical · /);
  await expectSameDocument(page);
  await expectSameDocument(hostPage);

  await hostPage.getByRole('link', { name: 'Why, and how to fix it' }).click();
  await expect(hostPage.getByRole('heading', { level: 1 })).toContainText('The certificate has expired');
  await expect(hostPage.getByRole('heading', { level: 2 })).toContainText([
    'What happened',
    'Evidence',
    'Event details',
    'Resolve',
    'Verify',
  ]);
  const evidence = hostPage.getByRole('region', { name: /Evidence$/ });
  await expect(evidence.getByRole('columnheader')).toHaveText(['What', 'Seen', 'A healthy server shows']);
  await expect(hostPage.getByRole('region', { name: 'Event details' }).getByRole('rowheader', { name: 'ID', exact: true })).toBeVisible();
  await expect(hostPage.getByRole('region', { name: 'Resolve' }).getByRole('listitem').first()).toBeVisible();

  const verify = hostPage.getByRole('region', { name: 'Verify' });
  await verify.getByRole('tab', { name: 'openssl' }).click();
  const command = verify.getByRole('tabpanel', { name: 'openssl' });
  await expect(command).toContainText(`-connect ${host}:636`);
  await command.getByRole('button', { name: 'Copy' }).first().click();
  await expect(command.getByText('Copied')).toBeVisible();
  expect(await hostPage.evaluate(() => navigator.clipboard.readText())).toContain(`-connect ${host}:636`);

  await server.useCertificate(certificates.healthy);
  await verify.getByRole('button', { name: /^Probe now/ }).click();
  const stages = verify.getByRole('list').filter({ hasText: 'rootDSE' });
  await expect(stages.getByRole('listitem')).toHaveText([
    /^Name completed/,
    /^TCP completed/,
    /^TLS completed/,
    /^Certificate completed/,
    /^rootDSE completed/,
    /^Bind not asked/,
  ]);
  await expect(verify.getByText('Probed just now: healthy.')).toBeVisible();
  await expect(hostPage.getByText('Not found at the last check')).toBeVisible();
  await expect(hostOnBoard(page, host)).toHaveAccessibleName(/, healthy, /);
  await expectSameDocument(page);

  await hostPage.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: host }).click();
  await expect(hostPage).toHaveTitle(/^Healthy · /);
  await expect(hostPage.getByRole('region', { name: 'Changes' })).toContainText('State');
});

test('a domain controller without a certificate is told apart and explained as event 1220', async ({ page, lab }) => {
  const host = lab.withoutCertificate;
  await page.goto('/board?cause=no-certificate-served');
  await expect(chip(page, 'Critical')).toHaveAttribute('aria-pressed', 'false');
  await hostOnBoard(page, host).click();
  await expect(page).toHaveURL(`/hosts/${host}`);
  const lead = page.getByRole('region', { name: /^No certificate is served cause 301/ });
  await expect(lead).toBeVisible();
  const stages = page.getByRole('region', { name: 'Last probe' });
  await expect(stages.getByRole('listitem').filter({ hasText: 'TLS' }).first()).toContainText('Failed');
  await lead.getByRole('link', { name: 'Why, and how to fix it' }).click();

  await expect(page.getByText('Confidence high')).toBeVisible();
  const event = page.getByRole('table', { name: 'Event 1220' });
  await expect(event.getByRole('row', { name: /^ID 1220/ })).toBeVisible();
  await expect(event.getByRole('row', { name: /^Symbolic name DIRLOG_LDAP_SSL_NO_CERT/ })).toBeVisible();
  await expect(page.getByText('it does not claim that these events were logged')).toBeVisible();
  await expect(page.getByRole('region', { name: /Evidence$/ })).toContainText('389');

  await page
    .getByRole('region', { name: 'Verify' })
    .getByRole('button', { name: /^Probe now/ })
    .click();
  await expect(page.getByText('Probed just now: critical.')).toBeVisible();
});
