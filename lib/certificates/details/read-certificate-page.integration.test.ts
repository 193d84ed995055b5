import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts';
import { defaultExpiryWindows } from '../../diagnosis/rule.ts';
import { createAuthority, type IssuedCertificate } from '../../simulation/certificate-factory.ts';
import { readComparison } from '../comparison/read-comparison.ts';
import { hangingCertificates, hangingHosts } from './export-columns.ts';
import { readCertificateFile } from './read-certificate-file.ts';
import { isKnownCertificate, readCertificatePage } from './read-certificate-page.ts';
import { readHangingDoors } from './read-hanging-doors.ts';
import { keepCertificate, servePath } from './testing/kept-certificates.ts';

const now = new Date('2026-03-01T12:00:00Z');
const inDays = (days: number): Date => new Date(now.getTime() + days * 86_400_000);

let database: TestDatabase;
let root: IssuedCertificate;
let issuing: IssuedCertificate;
let old: IssuedCertificate;
let renewed: IssuedCertificate;
let shared: IssuedCertificate;

/** Two sites; dc01 renewed its certificate, dc02 and sixty further hosts share one that outlives the issuer. */
beforeAll(async () => {
  database = await startTestDatabase();
  const { db } = database;
  const rootAuthority = await createAuthority({ subject: 'CN=Corp Root CA', notBefore: inDays(-900), notAfter: inDays(3_000) });
  const issuer = await rootAuthority.intermediate({ subject: 'CN=Corp Issuing CA', notBefore: inDays(-800), notAfter: inDays(300) });
  root = rootAuthority.certificate;
  issuing = issuer.certificate;
  old = await issuer.issue({
    dnsNames: ['dc01.corp.example'],
    subject: 'CN=dc01.corp.example',
    notBefore: inDays(-380),
    notAfter: inDays(10),
  });
  renewed = await issuer.issue({
    dnsNames: ['dc01.corp.example'],
    subject: 'CN=dc01.corp.example',
    notBefore: inDays(-2),
    notAfter: inDays(60),
    freshKey: true,
  });
  shared = await issuer.issue({
    dnsNames: ['*.corp.example'],
    subject: 'CN=*.corp.example',
    notBefore: inDays(-30),
    notAfter: inDays(400),
  });
  await keepCertificate(db, root, { firstSeenAt: inDays(-30) });
  await keepCertificate(db, issuing, { firstSeenAt: inDays(-30), issuerSha256: root.sha256 });
  await keepCertificate(db, old, { firstSeenAt: inDays(-30), issuerSha256: issuing.sha256 });
  await keepCertificate(db, renewed, { firstSeenAt: inDays(-1), issuerSha256: issuing.sha256, predecessorSha256: old.sha256 });
  await keepCertificate(db, shared, { firstSeenAt: inDays(-30), issuerSha256: issuing.sha256 });

  const [here, there] = await Promise.all(['here', 'there'].map((name) => db.location.create({ data: { name, createdAt: inDays(-30) } })));
  if (!here || !there) throw new Error('Two locations were made.');
  await db.trustedCertificate.create({ data: { locationId: here.id, sha256: root.sha256, kind: 'bundle', store: 'corp.pem' } });
  const domain = await db.domain.create({ data: { name: 'corp.example', owner: 'Directory team' } });
  const names = ['dc01', 'dc02', ...Array.from({ length: 60 }, (_, number) => `dc${100 + number}`)];
  for (const [index, name] of names.entries()) {
    const host = await db.host.create({
      data: {
        ...{
          name: `${name}.corp.example`,
          domainId: domain.id,
          site: index < 2 ? 'Berlin' : 'London',
          createdAt: inDays(-30),
          updatedAt: inDays(-30),
        },
        owner: index === 1 ? 'Web team' : '',
        endpoints: { create: { port: 636, transport: 'ldaps', intervalSeconds: 300, createdAt: inDays(-30) } },
      },
      include: { endpoints: true },
    });
    const endpointId = host.endpoints[0]?.id ?? '';
    const leaf = index === 0 ? renewed : shared;
    await servePath(db, { endpointId, locationId: here.id }, [leaf.sha256, issuing.sha256, root.sha256], 2, inDays(index === 0 ? -1 : -20));
    if (index !== 0) continue;
    // Seen from two places, and with the certificate before.
    await servePath(db, { endpointId, locationId: there.id }, [leaf.sha256, issuing.sha256, root.sha256], 2, inDays(-1));
    await db.servedCertificate.create({
      data: { endpointId, locationId: here.id, sha256: old.sha256, isLeaf: true, fromAt: inDays(-30), toAt: inDays(-1) },
    });
    const finding = {
      endpointId,
      locationId: here.id,
      severity: 'warning' as const,
      confidence: 'certain' as const,
      summary: '',
      observations: [],
      addresses: [],
    };
    const times = { since: inDays(-1), lastSeenAt: now };
    await db.openFinding.createMany({
      data: [
        { ...finding, ...times, findingId: 'weak-key', no: 430, stage: 'certificate', title: 'Weak key', facts: {}, rank: 0 },
        {
          ...finding,
          ...times,
          findingId: 'chain-invalid',
          no: 420,
          stage: 'certificate',
          title: 'Chain',
          facts: { sha256: [issuing.sha256] },
          rank: 1,
        },
        { ...finding, ...times, findingId: 'slow', no: 500, stage: 'ldap', title: 'Slow', facts: {}, rank: 2 },
      ],
    });
  }
  await db.renewalPlan.create({
    data: {
      sha256: old.sha256,
      successorSha256: renewed.sha256,
      state: 'issued',
      createdBy: 'ada',
      createdAt: now,
      updatedAt: now,
      dueOn: inDays(5),
    },
  });
});
afterAll(() => database.stop());

const read = (certificate: IssuedCertificate, hostPage = 1) =>
  readCertificatePage(database.db, { sha256: certificate.sha256, now, hostPage });

describe('the page of a certificate', () => {
  it('is none for a certificate that was never seen', async () => {
    expect(await readCertificatePage(database.db, { sha256: 'a'.repeat(64), now, hostPage: 1 })).toBeNull();
    expect(await isKnownCertificate(database.db, 'a'.repeat(64))).toBe(false);
    expect(await isKnownCertificate(database.db, root.sha256)).toBe(true);
  });

  it('tells of a server certificate its chain, where it is served, its findings, what it replaced and the renewal', async () => {
    const page = await read(renewed);
    expect(page).toMatchObject({
      name: 'dc01.corp.example',
      kind: 'leaf',
      standing: { state: 'valid', daysLeft: 60, windowsFrom: 'usual', windowsDiffer: false },
      use: { endpoints: 1, hosts: 1 },
      blastRadius: null,
      servedTotal: 2,
      predecessor: { sha256: old.sha256, name: 'dc01.corp.example' },
      successors: [],
      sameKey: [],
      renewals: [{ part: 'new', state: 'issued', dueOn: '2026-03-06' }],
    });
    expect(page?.chain.map(({ name, sent, stores }) => [name, sent, stores])).toEqual([
      ['dc01.corp.example', true, []],
      ['Corp Issuing CA', true, []],
      ['Corp Root CA', false, [{ location: 'here', store: 'corp.pem' }]],
    ]);
    expect(page?.served.map(({ location, isLeaf, to }) => [location, isLeaf, to]).sort()).toEqual([
      ['here', true, null],
      ['there', true, null],
    ]);
    const door = { host: 'dc01.corp.example', port: 636, isAccepted: false };
    expect(page?.findings.map(({ id, endpoints, doors }) => [id, endpoints, doors])).toEqual([
      ['chain-invalid', 1, [door]],
      ['weak-key', 1, [door]],
    ]);
  });

  it('says of each finding at how many of its doors it is accepted', async () => {
    const waiver = await database.db.waiver.create({
      data: { findingId: 'weak-key', tag: 'old', reason: 'x', until: inDays(9), createdBy: 'ada', createdAt: now },
    });
    await database.db.openFinding.updateMany({ where: { findingId: 'weak-key' }, data: { waiverId: waiver.id } });
    const page = await read(renewed);
    expect(
      page?.findings.map(({ id, endpoints, acceptedEndpoints, doors }) => [id, endpoints, acceptedEndpoints, doors[0]?.isAccepted]),
    ).toEqual([
      ['chain-invalid', 1, 0, false],
      ['weak-key', 1, 1, true],
    ]);
    await database.db.waiver.delete({ where: { id: waiver.id } });
  });

  it('tells of a former certificate when it was served last, and its successor', async () => {
    expect(await read(old)).toMatchObject({
      standing: { state: 'warning' },
      use: { endpoints: 0, hosts: 0 },
      served: [{ host: 'dc01.corp.example', port: 636, from: inDays(-30).toISOString(), to: inDays(-1).toISOString() }],
      findings: [],
      successors: [{ sha256: renewed.sha256 }],
      renewals: [{ part: 'old' }],
    });
  });

  it('tells of an issuer everything that hangs on it, each host once however often it is seen', async () => {
    const page = await read(issuing);
    expect(page).toMatchObject({ kind: 'intermediate', use: { endpoints: 62, hosts: 62 }, servedTotal: 63 });
    expect(page?.blastRadius).toMatchObject({
      ...{ certificates: 2, issuers: 0, endpoints: 62, hosts: 62, outliving: 1, page: 1, pages: 2 },
      domains: [{ name: 'corp.example', hosts: 62 }],
      sites: [
        { name: 'London', hosts: 60 },
        { name: 'Berlin', hosts: 2 },
      ],
      owners: [
        { name: 'Directory team', hosts: 61 },
        { name: 'Web team', hosts: 1 },
      ],
    });
    expect(page?.blastRadius?.soonest.map(({ sha256, hosts }) => [sha256, hosts])).toEqual([
      [renewed.sha256, 1],
      [shared.sha256, 61],
    ]);
    expect(page?.blastRadius?.listed).toHaveLength(50);
    expect(page?.blastRadius?.listed[1]).toMatchObject({
      name: 'dc02.corp.example',
      port: 636,
      owner: 'Web team',
      leaf: { sha256: shared.sha256 },
    });
    expect(page?.findings.map(({ id }) => id)).toEqual(['chain-invalid']);

    const doors = await readHangingDoors(database.db, issuing.sha256);
    expect(doors).toHaveLength(62);
    expect(doors[1]).toMatchObject({ host: 'dc02.corp.example', port: 636, site: 'Berlin', domain: 'corp.example', owner: 'Web team' });
    expect(hangingHosts(doors).slice(0, 50)).toMatchObject(page?.blastRadius?.listed.map(({ name: host, leaf }) => ({ host, leaf })) ?? []);
    expect(hangingCertificates(doors)).toMatchObject(page?.blastRadius?.soonest.map(({ hosts, ...leaf }) => ({ hosts, leaf })) ?? []);
    expect(await readHangingDoors(database.db, renewed.sha256)).toEqual([]);
    expect((await read(issuing, 2))?.blastRadius?.listed).toHaveLength(12);
    expect((await read(root))?.blastRadius).toMatchObject({ certificates: 2, issuers: 1, hosts: 62, outliving: 0 });
    expect(await read(root)).toMatchObject({ kind: 'root', served: [], servedTotal: 0 });
  });

  it('judges by the windows in force for the hosts that serve it, the strictest outcome first', async () => {
    const strict = { ...defaultExpiryWindows, warningDays: 500, warningShare: 1 };
    await database.db.host.update({ where: { name: 'dc02.corp.example' }, data: { expiryWindows: strict } });
    expect((await read(shared))?.standing).toMatchObject({ state: 'warning', windowsFrom: 'host', windowsDiffer: true });
    expect((await read(renewed))?.standing).toMatchObject({ state: 'valid', windowsFrom: 'usual', windowsDiffer: false });
    await database.db.domain.update({ where: { name: 'corp.example' }, data: { expiryWindows: strict } });
    expect((await read(renewed))?.standing).toMatchObject({ state: 'warning', windowsFrom: 'domain', windowsDiffer: false });
    // An issuer matters to every host that hangs on it, and is judged by their windows as their findings are.
    const strictest = { ...strict, criticalDays: 400, criticalShare: 1 };
    await database.db.host.update({ where: { name: 'dc101.corp.example' }, data: { expiryWindows: strictest } });
    expect((await read(issuing))?.standing).toMatchObject({ state: 'critical', windowsFrom: 'host', windowsDiffer: true });
  });

  it('takes an authority’s certificate that a server sends as its own for what it serves as', async () => {
    const alone = await createAuthority({ subject: 'CN=Made by hand', notBefore: inDays(-10), notAfter: inDays(10) });
    await keepCertificate(database.db, alone.certificate, { firstSeenAt: now });
    expect((await read(alone.certificate))?.kind).toBe('root');
    const { id: endpointId } = await database.db.endpoint.findFirstOrThrow({ where: { host: { name: 'dc100.corp.example' } } });
    const { id: locationId } = await database.db.location.findFirstOrThrow({ where: { name: 'there' } });
    await servePath(database.db, { endpointId, locationId }, [alone.certificate.sha256], 1, inDays(-1));
    expect(await read(alone.certificate)).toMatchObject({ kind: 'leaf', blastRadius: null, use: { endpoints: 1, hosts: 1 } });
  });

  it('hands out the bytes as they were served, and those of the chain above', async () => {
    const file = await readCertificateFile(database.db, renewed.sha256);
    expect(file?.chain.map(({ der }) => Buffer.compare(der, Buffer.alloc(0)))).toEqual([1, 1, 1]);
    expect(file?.chain.map(({ der }) => der.toString('hex'))).toEqual(
      [renewed, issuing, root].map(({ der }) => Buffer.from(der).toString('hex')),
    );
  });
});

describe('comparing two certificates', () => {
  it('offers the certificate before, the one after, and others of the same hosts', async () => {
    const choices = async (one: IssuedCertificate) => (await readComparison(database.db, { one: one.sha256, other: null })).choices;
    expect(await choices(renewed)).toMatchObject([{ sha256: old.sha256, because: 'predecessor' }]);
    expect(await choices(old)).toMatchObject([{ sha256: renewed.sha256, because: 'successor' }]);
    expect(await choices(shared)).toMatchObject([{ name: 'Made by hand', because: 'same-host' }]);
  });

  it('says which of the two was never seen', async () => {
    const comparison = await readComparison(database.db, { one: old.sha256, other: 'a'.repeat(64) });
    expect(comparison).toMatchObject({ one: { sha256: old.sha256 }, other: null, rows: null });
  });
});
