import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { servePath } from '../../certificates/details/testing/kept-certificates.ts';
import { startTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts';
import { InvalidInputError } from '../../errors.ts';
import { type Authority, createAuthority, type IssuedCertificate } from '../../simulation/certificate-factory.ts';
import { registerHosts } from '../register-hosts.ts';
import { addTrustAnchors, addTrustStore } from './add-trust-store.ts';
import { editTrustStore } from './edit-trust-store.ts';
import { giveTrustFile } from './give-trust-file.ts';
import { addTrustLens, chooseTrustLens, removeTrustLens } from './lenses.ts';
import { readInstallation, readStoreFile } from './read-store-file.ts';
import { readDomainLenses, readTrustSettings } from './read-trust-settings.ts';
import { removeTrustAnchor, removeTrustStore } from './remove-trust.ts';
import { trustDirectoryAnchors } from './trust-directory-anchors.ts';
import { readIssuer, trustIssuer } from './trust-issuer.ts';

const now = new Date('2026-03-01T12:00:00Z');
const inDays = (days: number): Date => new Date(now.getTime() + days * 86_400_000);
/** Where no schedule puts a check: by the database's clock, which is not the tests'. */
const later = new Date('2099-01-01T00:00:00Z');
let test: TestDatabase;
let root: Authority;
let issuing: Authority;
let leaf: IssuedCertificate;
let expired: IssuedCertificate;
let corp: number;
let locationId: number;
let doors: Map<string, string>;

beforeAll(async () => {
  test = await startTestDatabase();
  root = await createAuthority({ subject: 'CN=Corp Root CA', notBefore: inDays(-900), notAfter: inDays(3_000) });
  issuing = await root.intermediate({ subject: 'CN=Corp Issuing CA', notBefore: inDays(-800), notAfter: inDays(20) });
  leaf = await issuing.issue({ dnsNames: ['dc01.corp.example'], notBefore: inDays(-9), notAfter: inDays(300) });
  expired = (await createAuthority({ subject: 'CN=Old Root', notBefore: inDays(-900), notAfter: inDays(-1) })).certificate;
});
afterAll(() => test.stop());
beforeEach(async () => {
  const { db } = test;
  await db.discoveryRun.deleteMany();
  await db.trustStore.deleteMany();
  await db.pathCertificate.deleteMany();
  await db.host.deleteMany();
  await db.domain.deleteMany();
  await db.location.deleteMany();
  await db.auditEntry.deleteMany();
  locationId = (await db.location.create({ data: { name: 'here', createdAt: now } })).id;
  await registerHosts(by(), { lines: 'dc01.corp.example\ndc02.corp.example\ndc01.other.example' });
  corp = (await db.domain.findUniqueOrThrow({ where: { name: 'corp.example' } })).id;
  const endpoints = await db.endpoint.findMany({ where: { port: 636 }, select: { id: true, host: { select: { name: true } } } });
  doors = new Map(endpoints.map(({ id, host }) => [host.name, id]));
  await db.endpointState.updateMany({ data: { nextDueAt: later } });
});

const by = () => ({ db: test.db, now, actor: 'ada', files: {} });
const faultOf = async (running: Promise<unknown>) => {
  const error = await running.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof InvalidInputError)) throw new Error(`It was taken, or failed otherwise: ${String(error)}`);
  return error.faults[0];
};
const settings = async (domain: string | null = null) => readTrustSettings(test.db, { domain, now });
const storeNamed = async (name: string) => (await settings()).stores.find((store) => store.name === name);
const due = async () => (await test.db.endpointState.count({ where: { nextDueAt: { lt: later } } })) as number;
/** The chains that checks of these hosts saw. */
const serve = async (...names: string[]) => {
  await addTrustStore(by(), { name: 'for the rows', domainId: '', certificates: leaf.pem, chosen: leaf.sha256 });
  await addTrustStore(by(), { name: 'for the rows too', domainId: '', certificates: issuing.certificate.pem + root.certificate.pem });
  await test.db.trustStore.deleteMany();
  await test.db.endpointState.updateMany({ data: { nextDueAt: later } });
  for (const name of names)
    await servePath(
      test.db,
      { endpointId: doors.get(name) ?? '', locationId },
      [leaf.sha256, issuing.certificate.sha256, root.certificate.sha256],
      2,
      now,
    );
};

describe('a trust store', () => {
  it('takes authorities by itself, a single certificate by its own tick, and has the doors it is for checked soon', async () => {
    const certificates = root.certificate.pem + leaf.pem;
    const change = await addTrustStore(by(), { name: 'Corporate roots', domainId: String(corp), certificates });
    expect(change).toMatchObject({ name: 'Corporate roots', added: 1, doors: await due() });
    expect(change.doors).toBeGreaterThan(0);
    expect(
      await test.db.endpointState.count({ where: { nextDueAt: { lt: later }, endpoint: { host: { domainId: { not: corp } } } } }),
    ).toBe(0);
    expect((await addTrustAnchors(by(), { storeId: change.id, certificates, chosen: [leaf.sha256, root.certificate.sha256] })).added).toBe(
      1,
    );
    const store = await storeNamed('Corporate roots');
    expect(store?.anchors.map(({ name, kind }) => [name, kind])).toEqual([
      ['dc01.corp.example', 'single'],
      ['Corp Root CA', 'root'],
    ]);
    expect(await test.db.certificate.count({ where: { sha256: root.certificate.sha256 } })).toBe(1);
    expect(await test.db.auditEntry.findFirst({ where: { action: 'trust.add' } })).toMatchObject({
      actor: 'ada',
      subject: 'Corporate roots',
    });
  });

  it('refuses names that are taken, keys, nothing ticked, and certificates that were not given', async () => {
    const certificates = root.certificate.pem;
    await addTrustStore(by(), { name: 'Roots', domainId: '', certificates });
    expect(await faultOf(addTrustStore(by(), { name: 'ROOTS', domainId: '', certificates }))).toMatchObject({ field: 'name' });
    expect(await faultOf(addTrustStore(by(), { name: 'System', domainId: '', certificates }))).toMatchObject({ field: 'name' });
    expect(await faultOf(addTrustStore(by(), { name: 'Leaf', domainId: '', certificates: leaf.pem }))).toMatchObject({ field: 'chosen' });
    expect(await faultOf(addTrustStore(by(), { name: 'Keys', domainId: '', certificates: certificates + leaf.keyPem }))).toMatchObject({
      message: expect.stringContaining('There is a private key in this file.'),
    });
    expect(await faultOf(addTrustStore(by(), { name: 'Other', domainId: '', certificates, chosen: [leaf.sha256] }))).toMatchObject({
      field: 'chosen',
    });
    await expect(addTrustStore(by(), { name: 'Nowhere', domainId: 4_711, certificates })).rejects.toThrow('The domain does not exist.');
    expect(JSON.stringify(await test.db.auditEntry.findMany({ select: { before: true, after: true } }))).not.toContain('PRIVATE KEY');
  });

  it('tells what hangs on it, what else holds its certificates, and what would break without it', async () => {
    await serve('dc01.corp.example', 'dc01.other.example');
    await addTrustStore(by(), { name: 'For corp', domainId: corp, certificates: root.certificate.pem });
    expect(await storeNamed('For corp')).toMatchObject({ doors: 1, doorsAtRisk: 1, hostsAtRisk: ['dc01.corp.example'] });
    const { id } = await addTrustStore(by(), {
      name: 'For all',
      domainId: '',
      certificates: root.certificate.pem + expired.pem,
      chosen: [root.certificate.sha256, expired.sha256],
    });
    expect(await storeNamed('For corp')).toMatchObject({ doors: 1, doorsAtRisk: 0, anchors: [{ alsoIn: ['For all'], state: 'valid' }] });
    const all = await storeNamed('For all');
    expect(all).toMatchObject({ doors: 2, doorsAtRisk: 1, hostsAtRisk: ['dc01.other.example'] });
    expect(all?.anchors.map(({ name, state, doors: count }) => [name, state, count])).toEqual([
      ['Old Root', 'expired', 0],
      ['Corp Root CA', 'valid', 2],
    ]);
    expect((await settings('other.example')).stores.map(({ name }) => name)).toEqual(['For all']);
    expect((await settings('nowhere.example')).domain).toBeNull();
    await removeTrustAnchor(by(), { storeId: id, sha256: root.certificate.sha256 });
    expect(await storeNamed('For corp')).toMatchObject({ doorsAtRisk: 1 });
    await editTrustStore(by(), { storeId: id, name: 'For other', domainId: '' });
    await removeTrustStore(by(), { storeId: id });
    expect((await settings()).stores.map(({ name }) => name)).toEqual(['For corp']);
  });

  it('is given to clients as files that they read', async () => {
    const { id } = await addTrustStore(by(), {
      name: 'Corp "roots"',
      domainId: '',
      certificates: issuing.certificate.pem + root.certificate.pem,
    });
    const fileOf = (format: 'pem' | 'p7b' | 'cer', sha256: string | null = null) => readStoreFile(test.db, { storeId: id, format, sha256 });
    expect(await fileOf('pem')).toMatchObject({ name: 'Corp-roots.pem' });
    expect((await fileOf('p7b'))?.name).toBe('Corp-roots.p7b');
    expect(Buffer.from((await fileOf('cer', root.certificate.sha256))?.body ?? '')).toEqual(Buffer.from(root.certificate.der));
    expect(await fileOf('cer')).toBeNull();
    expect(await fileOf('cer', leaf.sha256)).toBeNull();
    expect((await readInstallation(test.db, id)).map(({ name }) => name).sort()).toEqual(['Corp Issuing CA', 'Corp Root CA']);
  });
});

describe('a file of certificates', () => {
  it('is listed first, and trusted only when that is confirmed', async () => {
    const content = `garbage\n${root.certificate.pem}${expired.pem}${leaf.pem}`;
    const listed = await giveTrustFile({ ...by(), files: { file: { name: 'x', bytes: Buffer.from(content) } } }, {});
    if (listed.step !== 'review') throw new Error('It was trusted at once.');
    expect(listed.review.certificates.map(({ kind, dates }) => [kind, dates])).toEqual([
      ['root', 'valid'],
      ['root', 'expired'],
      ['single', 'valid'],
    ]);
    expect(listed.typed.chosen).toEqual([root.certificate.sha256]);
    expect(await test.db.trustStore.count()).toBe(0);
    const confirmed = { confirmed: 'on', certificates: listed.review.pem, name: '', domainId: '', [`anchor:${expired.sha256}`]: 'on' };
    expect(await giveTrustFile(by(), confirmed)).toMatchObject({
      step: 'review',
      faults: [{ field: 'name' }],
      typed: { chosen: [expired.sha256] },
    });
    expect(await giveTrustFile(by(), { ...confirmed, name: 'Old' })).toMatchObject({ step: 'done', change: { added: 1, name: 'Old' } });
    expect(await faultOf(giveTrustFile(by(), { pasted: 'nothing' }))).toMatchObject({ field: 'pasted' });
    expect(await faultOf(giveTrustFile(by(), {}))).toMatchObject({ field: 'file' });
  });
});

describe('an issuer of a chain', () => {
  it('is trusted for a domain once its fingerprint was compared, and only if it is in the chain', async () => {
    await serve('dc01.corp.example');
    const place = { endpointId: doors.get('dc01.corp.example') ?? '', sha256: root.certificate.sha256 };
    expect(await readIssuer(test.db, place, now)).toMatchObject({ host: 'dc01.corp.example', sent: false, certificate: { kind: 'root' } });
    expect(await readIssuer(test.db, { ...place, sha256: expired.sha256 }, now)).toBeNull();
    expect(await readIssuer(test.db, { endpointId: 'x', sha256: 'y' }, now)).toBeNull();
    expect(await faultOf(trustIssuer(by(), { ...place, domainId: corp, compared: false }))).toMatchObject({ field: 'compared' });
    expect(await trustIssuer(by(), { ...place, domainId: corp, compared: 'on' })).toMatchObject({
      name: 'Trusted from chains (corp.example)',
      added: 1,
    });
    const again = await trustIssuer(by(), { ...place, sha256: issuing.certificate.sha256, domainId: corp, compared: true });
    expect(again.name).toBe('Trusted from chains (corp.example)');
    expect((await storeNamed(again.name))?.anchors).toHaveLength(2);
    await expect(trustIssuer(by(), { ...place, sha256: expired.sha256, domainId: '', compared: true })).rejects.toThrow('does not exist');
  });
});

describe('what a directory publishes', () => {
  it('is offered, and trusted only as far as it is ticked', async () => {
    const published = (der: Uint8Array, ...containers: string[]) => ({ der: Buffer.from(der).toString('base64'), containers });
    const certificates = [
      published(root.certificate.der, 'root', 'nt-auth'),
      published(issuing.certificate.der, 'aia'),
      { der: 'AAAA', containers: ['aia'] },
    ];
    const runOf = (finishedAt: Date, anchors: unknown) =>
      test.db.discoveryRun.create({
        data: {
          ...{ id: randomUUID(), domainName: 'corp.example', state: 'done', requestedBy: 'ada', createdAt: finishedAt, finishedAt },
          record: { anchors } as object,
        },
      });
    await runOf(inDays(-3), { certificates: [published(expired.der, 'root')], incompleteBecause: null });
    const { id: runId } = await runOf(inDays(-2), { certificates, incompleteBecause: null });
    await runOf(inDays(-1), null);
    const { offers, stores } = await settings('corp.example');
    expect(stores).toEqual([]);
    expect(offers).toMatchObject([
      {
        runId,
        domain: 'corp.example',
        unreadable: 1,
        certificates: [{ name: 'Corp Root CA', containers: ['root', 'nt-auth'] }, { containers: ['aia'] }],
      },
    ]);
    expect(await settings('other.example')).toMatchObject({ offers: [], unread: [] });
    expect(await faultOf(trustDirectoryAnchors(by(), { runId, domainId: corp, chosen: [] }))).toMatchObject({ field: 'chosen' });
    await expect(trustDirectoryAnchors(by(), { runId, domainId: corp, chosen: [expired.sha256] })).rejects.toThrow('does not exist');
    expect(await trustDirectoryAnchors(by(), { runId, domainId: corp, chosen: [root.certificate.sha256] })).toMatchObject({
      name: 'From the directory of corp.example (corp.example)',
      added: 1,
    });
    expect((await settings()).offers[0]?.certificates[0]?.inStores).toEqual(['From the directory of corp.example (corp.example)']);
  });
});

describe('a lens', () => {
  it('names stores of its domain, decides when it is chosen, and gives way to all when it is gone', async () => {
    const { id: storeId } = await addTrustStore(by(), { name: 'Corporate', domainId: corp, certificates: root.certificate.pem });
    const other = (await test.db.domain.findUniqueOrThrow({ where: { name: 'other.example' } })).id;
    const only = { domainId: corp, name: 'corporate root only', storeIds: [storeId] };
    expect(await faultOf(addTrustLens(by(), { ...only, storeIds: [] }))).toMatchObject({ field: 'storeIds' });
    expect(await faultOf(addTrustLens(by(), { ...only, name: 'System' }))).toMatchObject({ field: 'name' });
    await expect(addTrustLens(by(), { ...only, domainId: other })).rejects.toThrow('does not exist');
    const { id } = await addTrustLens(by(), only);
    expect(await faultOf(addTrustLens(by(), only))).toMatchObject({ field: 'name' });
    await expect(chooseTrustLens(by(), { domainId: other, lens: id })).rejects.toThrow('The lens does not exist.');
    await test.db.endpointState.updateMany({ data: { nextDueAt: later } });
    expect((await chooseTrustLens(by(), { domainId: corp, lens: id })).doors).toBe(await due());
    const lenses = async () =>
      (await settings('corp.example')).domains[0]?.lenses.map(({ name, inForce, stores }) => [name, inForce, stores.length]);
    expect(await lenses()).toEqual([
      ['all configured', false, 1],
      ['system', false, 0],
      ['corporate root only', true, 1],
    ]);
    expect(await readDomainLenses(test.db, corp)).toEqual((await settings('corp.example')).domains[0]?.lenses);
    await chooseTrustLens(by(), { domainId: corp, lens: 'system' });
    expect((await lenses())?.[1]).toEqual(['system', true, 0]);
    await chooseTrustLens(by(), { domainId: corp, lens: id });
    await removeTrustLens(by(), { lensId: id });
    expect(await lenses()).toEqual([
      ['all configured', true, 1],
      ['system', false, 0],
    ]);
  });
});
