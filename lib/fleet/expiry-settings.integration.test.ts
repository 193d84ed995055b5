import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { VerbContext } from '../access/verb-context.ts';
import { claimEndpoint } from '../checks/claim.ts';
import { readHost } from '../checks/read/read-host.ts';
import { startTestDatabase, type TestDatabase } from '../db/testing/test-database.ts';
import { judgeExpiry } from '../diagnosis/expiry.ts';
import { defaultExpiryWindows } from '../diagnosis/rule.ts';
import { InvalidInputError } from '../errors.ts';
import { editHost } from './edit-host.ts';
import { registerHosts } from './register-hosts.ts';
import { setDomainExpiryWindows } from './set-domain-expiry-windows.ts';
import { setDomainOwner } from './set-domain-owner.ts';
import { setHostExpiryWindows } from './set-host-expiry-windows.ts';
import { setInstallationExpiryWindows } from './set-installation-expiry-windows.ts';
import { setInstallationOrganisation } from './set-installation-organisation.ts';

const now = new Date('2026-03-01T12:00:00Z');
const later = new Date('2026-03-01T13:00:00Z');
const form = (warningDays: number) => ({ warningDays, warningShare: 20, criticalDays: 7, criticalShare: 5 });
const windows = (warningDays: number) => ({ ...defaultExpiryWindows, warningDays });
const nothing = { warningDays: '', warningShare: '', criticalDays: '', criticalShare: '' };

let test: TestDatabase;
let context: VerbContext;
beforeAll(async () => {
  test = await startTestDatabase();
  context = { db: test.db, now, actor: 'ada' };
});
afterAll(() => test.stop());
beforeEach(async () => {
  await test.db.$executeRaw`TRUNCATE hosts, domains, locations, audit_entries CASCADE`;
  await test.db.$executeRaw`UPDATE installation SET organisation = '', expiry_windows = NULL`;
  await test.db.location.create({ data: { name: 'here', createdAt: now } });
  await registerHosts(context, { lines: 'dc01.corp.example\ndc02.corp.example\nldap.other.example', site: '', intervalSeconds: 600 });
});

const hostNamed = (name: string) =>
  test.db.host.findUniqueOrThrow({ where: { name }, include: { domain: true, endpoints: { include: { states: true } } } });
const domainIdOf = async (name: string) => (await hostNamed(name)).domainId ?? 0;
const dueOf = async (name: string) => (await hostNamed(name)).endpoints[0]?.states[0]?.nextDueAt;
const changes = async (name: string) =>
  test.db.change.findMany({ where: { hostId: (await hostNamed(name)).id }, select: { before: true, after: true } });
const lastAudit = () =>
  test.db.auditEntry.findFirst({ orderBy: { id: 'desc' }, select: { action: true, subject: true, before: true, after: true } });
/** What a check and what the page of a host judge with. */
const inForce = async (name: string) => {
  const endpoint = (await hostNamed(name)).endpoints[0];
  const claim = await claimEndpoint(test.db, {
    endpointId: endpoint?.id ?? '',
    locationId: endpoint?.states[0]?.locationId ?? 0,
    holdMs: 0,
  });
  const view = await readHost(test.db, { name, port: null, now });
  const claimed = claim.status === 'claimed' ? claim.endpoint.registered.expiryWindows : null;
  expect(view?.subject.expiryWindows).toEqual(claimed);
  return [claimed?.warningDays, view?.expiryWindowsFrom];
};

describe('windows of expiry', () => {
  it('are taken from the host, its domain, the installation or the usual ones, by checks and pages alike', async () => {
    expect(await inForce('dc01.corp.example')).toEqual([30, 'usual']);
    await setInstallationExpiryWindows(context, form(40));
    expect(await inForce('dc01.corp.example')).toEqual([40, 'installation']);
    await setDomainExpiryWindows(context, { domainId: await domainIdOf('dc01.corp.example'), ...form(50) });
    await setHostExpiryWindows(context, { hostId: (await hostNamed('dc01.corp.example')).id, ...form(60) });
    expect(await inForce('dc01.corp.example')).toEqual([60, 'host']);
    expect(await inForce('dc02.corp.example')).toEqual([50, 'domain']);
    expect(await inForce('ldap.other.example')).toEqual([40, 'installation']);
    await setHostExpiryWindows(context, { hostId: (await hostNamed('dc01.corp.example')).id, ...nothing });
    expect(await inForce('dc01.corp.example')).toEqual([50, 'domain']);
  });

  it('of the installation leave the checks where they were, and a record', async () => {
    expect(await setInstallationExpiryWindows({ ...context, now: later }, form(40))).toEqual({ windows: windows(40) });
    expect(await dueOf('dc01.corp.example')).toEqual(now);
    expect(await lastAudit()).toMatchObject({ action: 'installation.set-expiry-windows', before: null, after: windows(40) });
    await setInstallationExpiryWindows(context, form(40));
    expect(await test.db.auditEntry.count({ where: { action: 'installation.set-expiry-windows' } })).toBe(1);
    await setInstallationExpiryWindows(context, nothing);
    expect(await inForce('dc01.corp.example')).toEqual([30, 'usual']);
  });

  it('of a domain have those of its hosts that follow them checked at once', async () => {
    await setHostExpiryWindows(context, { hostId: (await hostNamed('dc02.corp.example')).id, ...form(60) });
    const domainId = String(await domainIdOf('dc01.corp.example'));
    expect(await setDomainExpiryWindows({ ...context, now: later }, { domainId, ...form(50) })).toEqual({ windows: windows(50) });
    expect(await Promise.all(['dc01.corp.example', 'dc02.corp.example', 'ldap.other.example'].map(dueOf))).toEqual([later, now, now]);
    expect(await changes('dc01.corp.example')).toEqual([
      {
        before: 'Expiry windows of the domain: as inherited',
        after: 'Expiry windows of the domain: warning 50 days or 20 %, critical 7 days or 5 %, whichever is shorter',
      },
    ]);
    expect(await changes('ldap.other.example')).toEqual([]);
    expect(await lastAudit()).toMatchObject({ action: 'domain.set-expiry-windows', subject: 'corp.example', after: windows(50) });
  });

  it('of a host have its doors checked at once, unless it is paused', async () => {
    const { id: hostId } = await hostNamed('dc01.corp.example');
    await setHostExpiryWindows({ ...context, now: later }, { hostId, ...form(60) });
    expect(await dueOf('dc01.corp.example')).toEqual(later);
    expect(await lastAudit()).toMatchObject({
      action: 'host.set-expiry-windows',
      subject: 'dc01.corp.example',
      before: null,
      after: windows(60),
    });
    expect(await changes('dc01.corp.example')).toHaveLength(1);
    await test.db.host.update({ where: { id: hostId }, data: { pausedAt: now } });
    await test.db.endpointState.updateMany({ data: { nextDueAt: null } });
    await setHostExpiryWindows(context, { hostId, ...nothing });
    expect(await dueOf('dc01.corp.example')).toBeNull();
  });

  it('name the field at fault, and what does not exist', async () => {
    const error = await setInstallationExpiryWindows(context, { ...form(5), criticalShare: '' }).catch((thrown: unknown) => thrown);
    expect(error instanceof InvalidInputError ? error.faults.map(({ field }) => field) : error).toEqual(['criticalShare', 'criticalDays']);
    await expect(setDomainExpiryWindows(context, { domainId: 2_000_000_000, ...nothing })).rejects.toThrow('The domain does not exist.');
    await expect(setHostExpiryWindows(context, { hostId: '019560a0-0000-7000-8000-000000000000', ...nothing })).rejects.toThrow(
      'The host does',
    );
  });

  it('are judged by the database as by the product, for 47 days as for 5 years', async () => {
    const notBefore = new Date('2026-01-01T00:00:00Z');
    for (const lifetimeDays of [0, 1, 47, 90, 398, 730, 1_826])
      for (const share of [-0.01, 0, 0.5, 0.79, 0.8, 0.801, 0.94, 0.95, 0.951, 0.99, 1, 1.001]) {
        const notAfter = new Date(notBefore.getTime() + lifetimeDays * 86_400_000);
        const at = new Date(Math.round(notBefore.getTime() + share * lifetimeDays * 86_400_000));
        const rows = await test.db.$queryRaw<{ level: string }[]>`
          SELECT expiry_level(${notBefore}, ${notAfter}, ${JSON.stringify(windows(45))}::jsonb, ${at}) AS level`;
        expect([lifetimeDays, share, rows[0]?.level]).toEqual([
          lifetimeDays,
          share,
          judgeExpiry({ notBefore, notAfter }, windows(45), at).level,
        ]);
      }
  });
});

describe('owners', () => {
  const ownerOf = async (name: string) => (await readHost(test.db, { name, port: null, now }))?.owner;

  it("are the host's, else its domain's, else nobody", async () => {
    expect(await ownerOf('dc01.corp.example')).toBeNull();
    await setDomainOwner(context, { domainId: await domainIdOf('dc01.corp.example'), owner: ' Identity team ' });
    expect(await ownerOf('dc01.corp.example')).toEqual({ name: 'Identity team', from: 'domain' });
    expect(await lastAudit()).toMatchObject({ action: 'domain.set-owner', before: { owner: '' }, after: { owner: 'Identity team' } });
    const { id: hostId } = await hostNamed('dc01.corp.example');
    await editHost({ ...context, now: later }, { hostId, owner: 'Grace Hopper' });
    expect(await ownerOf('dc01.corp.example')).toEqual({ name: 'Grace Hopper', from: 'host' });
    expect(await dueOf('dc01.corp.example')).toEqual(now);
    expect(await changes('dc01.corp.example')).toEqual([{ before: 'Owner: as the domain', after: 'Owner: Grace Hopper' }]);
  });

  it('refuse what is too long', async () => {
    const error = await setDomainOwner(context, { domainId: 1, owner: 'x'.repeat(121) }).catch((thrown: unknown) => thrown);
    expect(error instanceof InvalidInputError ? error.faults : error).toEqual([
      { field: 'owner', message: 'An owner can be 120 characters long at most.' },
    ]);
  });
});

describe('the organisation', () => {
  it('is named once, with a record, and can be taken away', async () => {
    expect(await setInstallationOrganisation(context, { organisation: ' Example AG ' })).toEqual({ organisation: 'Example AG' });
    await setInstallationOrganisation(context, { organisation: 'Example AG' });
    expect(await test.db.auditEntry.count({ where: { action: 'installation.set-organisation' } })).toBe(1);
    await setInstallationOrganisation(context, { organisation: '' });
    expect(await test.db.installation.findMany({ select: { organisation: true } })).toEqual([{ organisation: '' }]);
  });
});
