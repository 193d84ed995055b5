import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { addCalendarFeed } from '#lib/certificates/calendars/add-calendar-feed.ts';
import { removeCalendarFeed } from '#lib/certificates/calendars/remove-calendar-feed.ts';
import { addFreeze } from '#lib/certificates/freezes/add-freeze.ts';
import { removeFreeze } from '#lib/certificates/freezes/remove-freeze.ts';
import { now } from '#lib/clock.ts';
import { addTrustStore } from '#lib/fleet/trust/add-trust-store.ts';
import { removeTrustStore } from '#lib/fleet/trust/remove-trust.ts';
import { DISCOVERY_SCHEMA_VERSION, type DiscoveryRecord } from '#lib/probe/discovery/record.ts';
import { expect, expectAccessible, test } from './fixtures.ts';
import type { Fleet } from './fleet.ts';

type Row = Record<string, unknown>;

async function fileBehind(page: Page, control: Locator): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), control.click()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}

/** Takes a table along both ways: the file's name, the head of the CSV, and the rows. */
async function take(page: Page, of: string, role: 'link' | 'button' = 'link'): Promise<{ name: string; head: string; rows: Row[] }> {
  const control = (format: string) => page.getByRole(role, { name: `${format} of ${of}`, exact: true });
  const csv = await fileBehind(page, control('CSV'));
  expect(csv.name).toMatch(/^[\w.-]+-\d{4}-\d\d-\d\d\.csv$/);
  expect(csv.text.startsWith('\uFEFF')).toBe(true);
  const json = await fileBehind(page, control('JSON'));
  expect(json.name).toBe(csv.name.replace(/csv$/, 'json'));
  const rows: Row[] = JSON.parse(json.text);
  const head = csv.text.slice(1).split('\r\n')[0] ?? '';
  for (const row of rows) expect(Object.keys(row).join()).toBe(head);
  return { name: csv.name.replace(/-\d{4}-\d\d-\d\d\.csv$/, ''), head, rows };
}

const issuerOf = async ({ database }: Fleet, host: string) => {
  const { sha256, certificate } = await database.servedCertificate.findFirstOrThrow({
    where: { isLeaf: true, toAt: null, endpoint: { host: { name: host } } },
    include: { certificate: true },
  });
  return { leaf: sha256, issuer: certificate.issuerSha256 ?? '' };
};

test('domains, change freezes and calendars are taken along, without a secret', async ({ page, fleet }) => {
  const freeze = { name: '=1+1', fromDay: '2031-12-18', toDay: '2032-01-03', timeZone: 'Europe/Berlin' };
  const { id: freezeId } = await addFreeze(fleet.context(), freeze);
  const { id: feedId, secret } = await addCalendarFeed(fleet.context(), { name: 'Everything', scope: 'all', alarmDays: '30, 7' });
  await page.goto('/settings/expiry');
  const domains = await take(page, 'the domains');
  expect(domains.name).toBe('domains');
  expect(domains.rows.find(({ domain }) => domain === 'corp.test')).toMatchObject({
    windowsFrom: 'usual',
    warningDays: 30,
    criticalShare: 0.05,
  });
  const freezes = await take(page, 'the change freezes');
  expect(freezes.rows).toContainEqual({ ...freeze, when: 'ahead' });
  const guarded = await fileBehind(page, page.getByRole('link', { name: 'CSV of the change freezes' }));
  expect(guarded.text).toContain(`\r\n"'=1+1",2031-12-18,`);
  await expectAccessible(page);

  await page.goto('/settings/calendars');
  const { rows } = await take(page, 'the calendars');
  expect(rows).toMatchObject([{ name: 'Everything', scope: 'all', reminderDays: ['30', '7'], fetchedAt: null }]);
  expect(JSON.stringify(rows)).not.toContain(secret);
  expect(JSON.stringify(rows)).not.toContain(feedId);
  await removeFreeze(fleet.context(), { freezeId });
  await removeCalendarFeed(fleet.context(), { feedId });
});

test('all that hangs on an issuer is taken along, and not one page alone', async ({ page, fleet }) => {
  const { issuer } = await issuerOf(fleet, fleet.sound);
  await page.goto(`/certificates/${issuer}`);
  const hanging = page.getByRole('region', { name: 'What hangs on it' });
  const hostCount = Number(/(\d+) hosts by name/.exec(await hanging.innerText())?.[1]);
  const hosts = await take(page, 'all hosts that hang on it');
  expect(hosts.name).toBe(`Corp_Issuing_CA-${issuer.slice(0, 8)}-hosts`);
  expect(hosts.rows).toHaveLength(hostCount);
  const shown = (await hanging.getByRole('rowheader').allInnerTexts()).map((text) => text.trim().split(' ')[0]);
  expect(hosts.rows.slice(0, shown.length).map(({ host }) => host)).toEqual(shown);
  expect(hosts.rows.find(({ host }) => host === fleet.sound)).toMatchObject({ site: 'Berlin', domain: 'corp.test', doors: 1 });

  const doors = await take(page, 'all doors that hang on it');
  expect(doors.rows.length).toBeGreaterThanOrEqual(hostCount);
  expect(doors.rows.every(({ port }) => typeof port === 'number')).toBe(true);
  const certificates = await take(page, 'all certificates below it');
  const ends = certificates.rows.map(({ notAfter }) => String(notAfter));
  expect(ends).toEqual(ends.toSorted());
  expect(certificates.rows.reduce((sum, { doors: ofOne }) => sum + Number(ofOne), 0)).toBe(doors.rows.length);
  const served = await take(page, 'where it is and was served');
  expect(served.rows[0]).toMatchObject({ servedAs: 'issuer', to: null });
  expect((await page.request.get(`/certificates/${'a'.repeat(64)}/export?table=hosts`)).status()).toBe(404);
});

test('a comparison is taken along, what differs first', async ({ page, fleet }) => {
  const [one, other] = await Promise.all([issuerOf(fleet, fleet.sound), issuerOf(fleet, fleet.expired)]);
  await page.goto(`/certificates/compare?one=${one.leaf}&other=${other.leaf}`);
  const { rows } = await take(page, 'every field of both');
  expect(rows.filter(({ differs }) => differs)).toHaveLength(
    Number(/^\d+/.exec((await page.getByRole('heading', { name: /fields? of \d+ differ/ }).innerText()).trim())?.[0]),
  );
  expect(rows[0]?.differs).toBe(true);
  expect(rows.find(({ field }) => field === 'Subject')).toMatchObject({ one: expect.stringContaining(fleet.sound), differs: true });
});

test('the board as a table is taken along as it stands on the screen, as of a later day too', async ({ page, fleet }) => {
  await page.goto('/board?view=table&site=Berlin');
  const region = page.getByRole('region', { name: 'Hosts', exact: true });
  const header = region.getByRole('columnheader', { name: 'Host', exact: true });
  await header.getByRole('button').click();
  await header.getByRole('button').click();
  await expect(page).toHaveURL(/sort=-host/);
  const { name, rows } = await take(page, 'these hosts');
  expect(name).toBe('hosts');
  expect(rows.length).toBeGreaterThan(1);
  expect(rows.map(({ host }) => host)).toEqual(await region.getByRole('rowheader').allInnerTexts());
  expect(rows.every(({ site }) => site === 'Berlin')).toBe(true);
  await expectAccessible(page);

  const day = new Date(now().getTime() + 62 * 86_400_000).toISOString().slice(0, 10);
  await page.goto(`/board?at=${day}&view=table&q=${fleet.sound}`);
  const ahead = await take(page, 'these hosts');
  expect(ahead.name).toBe(`hosts-as-of-${day}`);
  expect(ahead.rows).toMatchObject([{ host: fleet.sound, state: 'critical', causeId: 'certificate-expired' }]);
  const changes = await take(page, 'every door that changes');
  expect(changes.name).toBe(`changes-as-of-${day}`);
  expect(changes.rows).toContainEqual(
    expect.objectContaining({ host: fleet.sound, to: 'critical', certificateName: fleet.sound, certificateIsIssuer: false }),
  );
});

test('the history of a door is taken along, over the stretch that is shown', async ({ page, lab, fleet: _fleet }) => {
  const { host } = lab.openLdap;
  await page.goto(`/hosts/${host}?range=7d`);
  const states = await take(page, 'the states of 7 days');
  expect(states.name).toBe(`${host}-636-states-7d`);
  expect(states.rows[0]).toMatchObject({ to: null });
  const response = await take(page, 'the response times of 7 days');
  expect(response.rows[0]).toMatchObject({ checks: expect.any(Number), p50Ms: expect.any(Number) });
  for (const table of ['changes', 'last-good']) {
    const answer = await page.request.get(`/hosts/${host}/export?table=${table}&format=json`);
    expect(Array.isArray(await answer.json())).toBe(true);
  }
  expect((await page.request.get('/hosts/dc99.corp.test/export')).status()).toBe(404);
});

test('the tables of the report are taken along as one, with its filters', async ({ page, fleet }) => {
  await page.goto('/reports/expiry');
  const all = await take(page, 'the tables by owner');
  expect(all.name).toBe('expiry-by-owner');
  expect(all.rows).toContainEqual(expect.objectContaining({ owner: '', name: fleet.expired, level: 'expired' }));
  expect(all.rows).toHaveLength(await page.getByRole('region', { name: 'By owner' }).getByRole('rowheader').count());
  await page.goto('/reports/expiry?site=Berlin&bucket=31-90');
  const berlin = await take(page, 'the tables by owner');
  expect(berlin.rows.length).toBeGreaterThan(0);
  expect(berlin.rows.every(({ sites }) => Array.isArray(sites) && sites.includes('Berlin'))).toBe(true);
});

test('the hosts of a preflight are written to a file by the browser, as nothing of it is kept', async ({ page, lab, fleet }) => {
  const { certificatePem, issuersPem } = lab.openLdap.certificates.healthy;
  await page.goto('/preflight');
  await page.getByLabel('Host names').fill(`${lab.openLdap.host} ${fleet.sound}`);
  await page.getByLabel('Or paste it').fill(`${certificatePem}${issuersPem}`);
  await page.getByRole('button', { name: 'Judge it' }).click();
  await expect(page.getByRole('heading', { name: 'This certificate does not suit 1 of 2 hosts.' })).toBeVisible();
  const { name, rows } = await take(page, 'these hosts', 'button');
  expect(name).toBe('preflight');
  expect(rows.map(({ host, outcome }) => [host, outcome])).toEqual([
    [fleet.sound, 'Not met'],
    [lab.openLdap.host, 'Met'],
  ]);
});

test('domains, findings of the fleet and trusted certificates are taken along', async ({ page, lab, fleet }) => {
  await page.goto('/domains');
  const domains = await take(page, 'the domains');
  expect(domains.name).toBe('domains');
  expect(domains.rows.find(({ domain }) => domain === 'corp.test')).toMatchObject({ verdictPolicy: 'any', discovery: 'off' });

  await page.goto('/domains/findings');
  const findings = await take(page, 'these findings');
  expect(findings.name).toBe('fleet-findings');
  expect(findings.head).toBe('findingId,no,severity,confidence,domain,subject,summary,hosts,since');

  const { issuersPem } = lab.openLdap.certificates.healthy;
  const store = await addTrustStore(fleet.context(), { name: 'Taken along', domainId: null, certificates: issuersPem });
  await page.goto('/settings/trust');
  const trusted = await take(page, 'the trusted certificates');
  expect(trusted.name).toBe('trusted');
  expect(trusted.rows.filter((row) => row.store === 'Taken along').map(({ domain, kind }) => [domain, kind])).toContainEqual([
    null,
    'authority',
  ]);
  await removeTrustStore(fleet.context(), { storeId: store.id });
});

test('what a discovery found is taken along', async ({ page, fleet }) => {
  const { now: at } = fleet.context();
  const server = {
    name: 'new.corp.test',
    domain: 'corp.test',
    site: '=1+1',
    servesSites: [],
    addresses: ['10.0.0.9'],
    addressFailure: null,
    inDns: true,
    inDirectory: null,
    globalCatalog: true,
    readOnly: null,
    primary: null,
  };
  const question = {
    name: '_ldap._tcp.dc._msdcs.corp.test',
    purpose: 'domain-controllers' as const,
    domain: 'corp.test',
    site: null,
    failure: null,
    recordCount: 1,
    leftOutCount: 0,
  };
  const record: DiscoveryRecord = {
    schemaVersion: DISCOVERY_SCHEMA_VERSION,
    domain: 'corp.test',
    forest: false,
    location: 'here',
    startedAt: at.toISOString(),
    finishedAt: at.toISOString(),
    forestRoot: null,
    resolvers: ['10.0.0.1'],
    questions: [question],
    servers: [server],
    domains: [{ name: 'corp.test', netbiosName: null, parent: null, incompleteBecause: null }],
    oddNames: [],
    directory: { status: 'not-opened', code: 'none', message: 'Nobody answered.', server: null },
  };
  const run = await fleet.database.discoveryRun.create({
    data: { domainName: 'corp.test', state: 'done', requestedBy: 'ada', createdAt: at, finishedAt: at, record },
  });
  await page.goto(`/setup/discover/${run.id}`);
  const servers = await take(page, 'these servers');
  expect(servers.name).toBe('discovery-corp.test-servers');
  expect(servers.rows).toMatchObject([
    { server: server.name, standing: 'new', site: '=1+1', addresses: ['10.0.0.9'], globalCatalog: true },
  ]);
  expect((await take(page, 'the hosts that are gone')).rows.map((row) => row.host)).toContain(fleet.sound);
  await page.getByText('What DNS was asked').click();
  expect((await take(page, 'these questions')).rows).toEqual([{ question: question.name, servers: 1, leftOut: 0, failure: null }]);
  const guarded = await fileBehind(page, page.getByRole('link', { name: 'CSV of these servers' }));
  expect(guarded.text).toContain(`,"'=1+1",`);
  await expectAccessible(page);
  for (const address of ['/setup/discover/nowhere/export', '/domains/export?table=names&domain=nowhere.test'])
    expect((await page.request.get(address)).status()).toBe(404);
  await fleet.database.discoveryRun.delete({ where: { id: run.id } });
});
