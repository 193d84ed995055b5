import { X509Certificate } from 'node:crypto';
import type { Page } from '@playwright/test';
import ICAL from 'ical.js';
import { addCalendarFeed } from '#lib/certificates/calendars/add-calendar-feed.ts';
import { now } from '#lib/clock.ts';
import type { Database } from '#lib/db/client.ts';
import { registerHosts } from '#lib/fleet/register-hosts.ts';
import { paths } from '#lib/paths.ts';
import type { ServerCertificate } from '#lib/probe/testing/real/program.ts';
import { certificatePem } from '#lib/simulation/certificate-factory.ts';
import { type Product, startProduct } from '../bin/start/testing/product.ts';
import { expect, test as shared } from './fixtures.ts';
import { openDatabase } from './fleet.ts';
import { type Lab, startLab } from './lab.ts';

const dayMs = 86_400_000;
const withinACheck = { timeout: 60_000 };

/** A landscape and a product of its own: what is renewed here stays renewed. */
const test = shared.extend<{ ownLab: Lab; ownProduct: Product }>({
  ownLab: [
    async ({ browserName: _browserName }, use) => {
      const lab = await startLab();
      await use(lab);
      await lab.stop();
    },
    { timeout: 120_000 },
  ],
  ownProduct: [
    async ({ ownLab }, use) => {
      const product = await startProduct({ environment: ownLab.environment });
      await use(product);
      await product.stop();
      product.remove();
    },
    { timeout: 300_000 },
  ],
  baseURL: async ({ ownProduct }, use) => use(ownProduct.baseUrl),
});

/** A renewal of what the server serves: the same name, later, from another issuing authority under the same root. */
async function renew(lab: Lab): Promise<ServerCertificate & { der: Uint8Array; notAfter: Date }> {
  const { host, certificates } = lab.openLdap;
  const old = new X509Certificate(certificates.healthy.certificatePem);
  const notAfter = new Date(Date.parse(old.validTo) + 30 * dayMs);
  const issuing = await lab.root.intermediate({ subject: 'CN=Corp Issuing CA 2,O=Corp', pathLength: 0 });
  const leaf = await issuing.issue({
    ...{ subject: `CN=${host}`, dnsNames: [host], freshKey: true, notAfter },
    notBefore: new Date(Date.parse(old.validFrom) + 60_000),
  });
  return {
    certificatePem: leaf.pem,
    keyPem: leaf.keyPem,
    issuersPem: leaf.chain.slice(1).map(certificatePem).join(''),
    der: leaf.der,
    notAfter,
  };
}

/** Both doors of the server are checked when somebody asks, and else once a day. */
async function register(database: Database, host: string): Promise<string> {
  const context = { db: database, now: now(), actor: 'end-to-end tests' };
  await registerHosts(context, { lines: `${host}\n${host}:389`, site: 'Frankfurt', intervalSeconds: 86_400 });
  await expect.poll(() => soundDoors(database), withinACheck).toEqual(['healthy', 'healthy']);
  const { secret } = await addCalendarFeed(context, { name: 'All of it', scope: 'all', alarmDays: '30' });
  return paths.calendar(secret);
}

/** What was seen at each door. A busy machine may have made the first look slow, which is a warning: then it is looked again. */
async function soundDoors(database: Database): Promise<string[]> {
  await database.endpointState.updateMany({ where: { verdict: { not: 'healthy' } }, data: { nextDueAt: now() } });
  const states = await database.endpointState.findMany({ select: { verdict: true, rootCauseId: true } });
  return states.map(({ verdict, rootCauseId }) => (verdict === 'healthy' ? verdict : `${verdict}: ${rootCauseId}`));
}

async function eventOf(page: Page, calendar: string): Promise<{ uid: string; start: number }> {
  const answer = await page.request.get(calendar);
  const [event] = new ICAL.Component(ICAL.parse(await answer.text())).getAllSubcomponents('vevent');
  const start = event?.getFirstPropertyValue('dtstart');
  if (!(start instanceof ICAL.Time)) throw new Error('The calendar has no event with a start.');
  return { uid: String(event?.getFirstPropertyValue('uid')), start: start.toJSDate().getTime() };
}

async function probe(page: Page, host: string, port: number): Promise<void> {
  await page.goto(paths.host(host, port));
  await page.getByRole('button', { name: /^Probe now/ }).click();
}

const certificateRow = (page: Page, host: string) => page.getByRole('main').getByRole('row').filter({ hasText: host });

test('a certificate is renewed on a running OpenLDAP, and plan, planner, calendar and host page follow', async ({
  page,
  ownLab,
  ownProduct,
}) => {
  test.setTimeout(300_000);
  const { host, server, certificates } = ownLab.openLdap;
  const oldEnd = Date.parse(new X509Certificate(certificates.healthy.certificatePem).validTo);
  const renewed = await renew(ownLab);
  const database = openDatabase(ownProduct);
  const calendar = await register(database, host);
  const before = await eventOf(page, calendar);
  expect(Math.abs(before.start - oldEnd)).toBeLessThanOrEqual(dayMs);

  await page.goto(paths.host(host));
  await page.getByRole('region', { name: 'Renewal' }).getByRole('link', { name: 'Plan a renewal' }).click();
  await page.getByLabel('Owner', { exact: true }).first().fill('Directory team');
  await page.getByRole('button', { name: 'Plan this renewal' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Renewal of ${host}`);
  const plan = page.url();
  const step = page.getByRole('list', { name: 'Steps' }).locator('[aria-current=step]');
  await expect(step).toContainText('Open');
  await page.goto(paths.expiry());
  await expect(certificateRow(page, host).first()).toContainText(/planned/i);

  await page.goto(plan);
  const given = page.getByRole('region', { name: 'The new certificate' });
  await given.getByLabel('Or paste it').fill(renewed.certificatePem + renewed.issuersPem);
  await given.getByRole('button', { name: 'Give the new certificate' }).click();
  await expect(step).toContainText('Issued');
  await page.goto(paths.expiry());
  await expect(certificateRow(page, host).first()).toContainText('the new one is served at 0 of 2 doors');

  await server.useCertificate(renewed);
  await probe(page, host, 636);
  const renewal = page.getByRole('region', { name: 'Renewal' });
  await expect(renewal).toContainText('served on 1 of 2 doors', withinACheck);
  await page.goto(plan);
  await expect(step).toContainText('Served on 1 of 2 doors');
  const doors = page.getByRole('region', { name: 'Doors' });
  await expect(doors.getByRole('row').filter({ hasText: ':389' })).toContainText('the old one');
  await expect(doors.getByRole('row').filter({ hasText: ':636' })).toContainText('the new one');

  await probe(page, host, 389);
  await expect(renewal).toContainText('No renewal is planned.', withinACheck);
  await page.goto(plan);
  await expect(step).toContainText('Done');
  await expect(page.getByRole('region', { name: 'History' }).getByRole('listitem').first()).toContainText('Done: all 2 doors');
  await page.goto(paths.expiry());
  await expect(certificateRow(page, host)).toHaveCount(1);
  await expect(certificateRow(page, host)).toContainText('Corp Issuing CA 2');
  const after = await eventOf(page, calendar);
  expect(after.uid).toBe(before.uid);
  expect(Math.abs(after.start - renewed.notAfter.getTime())).toBeLessThanOrEqual(dayMs);
  await page.goto(paths.host(host));
  await expect(page.getByRole('region', { name: 'Certificate chain as served' })).toContainText('Corp Issuing CA 2');
  await expect(page).toHaveTitle(/^Healthy · /);
  await database.$disconnect();
});
