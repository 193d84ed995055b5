import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GivenFile } from '#lib/access/given-file.ts';
import { monotonicMs } from '#lib/clock.ts';
import { startTestDatabase, type TestDatabase } from '#lib/db/testing/test-database.ts';
import { InvalidInputError } from '#lib/errors.ts';
import { registerHosts } from '#lib/fleet/register-hosts.ts';
import { type Authority, certificatePem, createAuthority, type IssuedCertificate } from '#lib/simulation/certificate-factory.ts';
import { keepCertificate, servePath } from '../details/testing/kept-certificates.ts';
import { readDomainChoices, searchHostNames } from './read-hosts.ts';
import { runPreflight } from './run-preflight.ts';
import { makePfx, protections } from './testing/openssl.ts';
import type { PreflightView } from './views.ts';

const now = new Date('2026-03-01T12:00:00Z');
const inDays = (days: number): Date => new Date(now.getTime() + days * 86_400_000);
const validity = { notBefore: inDays(-1), notAfter: inDays(365) };
const host = 'dc01.corp.example';

let database: TestDatabase;
let issuing: Authority;
let served: IssuedCertificate;
let renewed: IssuedCertificate;
let elsewhere: IssuedCertificate;

beforeAll(async () => {
  database = await startTestDatabase();
  const { db } = database;
  const root = await createAuthority({ subject: 'CN=Corp Root CA', notBefore: inDays(-900), notAfter: inDays(3_000) });
  issuing = await root.intermediate({ subject: 'CN=Corp Issuing CA', notBefore: inDays(-800), notAfter: inDays(1_500) });
  const usual = { subject: `CN=${host}`, key: 'RSA-2048', freshKey: true } as const;
  served = await issuing.issue({ ...usual, dnsNames: [host, 'corp.example'], notBefore: inDays(-300), notAfter: inDays(65) });
  renewed = await issuing.issue({ ...usual, ...validity, dnsNames: [host] });
  elsewhere = await (await createAuthority({ subject: 'CN=Elsewhere', notBefore: inDays(-9), notAfter: inDays(900) })).issue({
    ...usual,
    ...validity,
    dnsNames: [host],
  });
  const lines = [host, ...Array.from({ length: 39 }, (_, number) => `dc${number + 100}.corp.example`)].join('\n');
  await registerHosts({ db, now, actor: 'test' }, { lines });
  await registerHosts({ db, now, actor: 'test' }, { lines: Array.from({ length: 501 }, (_, n) => `ldap${n}.many.example`).join('\n') });
  await db.host.updateMany({ where: { domain: { name: 'corp.example' } }, data: { profile: 'ad-ds' } });
  const [here] = await Promise.all(['here', 'there'].map((name) => db.location.create({ data: { name, createdAt: now } })));
  const there = await db.location.findUniqueOrThrow({ where: { name: 'there' } });
  await keepCertificate(db, root.certificate, { firstSeenAt: now });
  await keepCertificate(db, elsewhere, { firstSeenAt: now });
  await keepCertificate(db, served, { firstSeenAt: inDays(-300) });
  if (here === undefined) throw new Error('A location was made.');
  await db.trustedCertificate.create({ data: { locationId: here.id, sha256: root.certificate.sha256, kind: 'bundle', store: 'corp.pem' } });
  await db.trustedCertificate.create({ data: { locationId: there.id, sha256: elsewhere.sha256, kind: 'bundle', store: 'other.pem' } });
  const door = await db.endpoint.findFirstOrThrow({ where: { host: { name: host } } });
  await servePath(db, { endpointId: door.id, locationId: here.id }, [served.sha256], 1, inDays(-300));
});
afterAll(() => database.stop());

const fileOf = (content: string | Uint8Array): GivenFile => ({ name: 'upload.bin', bytes: Buffer.from(content) });
const run = (content: string | Uint8Array, input: Parameters<typeof runPreflight>[1]): Promise<PreflightView> =>
  runPreflight({ db: database.db, now, actor: 'test', files: { file: fileOf(content) } }, input);
const faultsOf = async (running: Promise<unknown>) => {
  const error = await running.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof InvalidInputError)) throw new Error('It was taken.');
  return error.faults;
};
const rowOf = (view: PreflightView, id: string, detail = 0) => view.details[detail]?.matrix.rows.find((row) => row.id === id);
const fileRow = (view: PreflightView, id: string) => view.upload.rows.find((row) => row.id === id);

describe('a preflight of a chain', () => {
  it('finds what a probe would, by what the locations trust, and says nothing of what it did not look at', async () => {
    const view = await run(renewed.chainPem, { hosts: host });
    expect(view.hosts).toMatchObject([{ name: host, isRegistered: true, profile: 'ad-ds', worst: null, counts: { fail: 0, differs: 0 } }]);
    expect(rowOf(view, 'trust')).toMatchObject({ outcome: 'pass', seen: 'Trusted through Corp Root CA (corp.pem)' });
    expect(rowOf(view, 'private-key')?.outcome).toBe('unknown');
    expect(rowOf(view, 'revocation')?.outcome).toBe('unknown');
    expect(view.trust).toEqual({ anchorCount: 2, locations: ['here', 'there'], notTrustedAt: ['there'] });
  });

  it('compares it with what the host serves now', async () => {
    const [result] = (await run(renewed.chainPem, { hosts: host })).hosts;
    expect(result?.served).toEqual([
      {
        ...{ port: 636, sha256: served.sha256, name: host, notAfter: inDays(65).toISOString() },
        ...{ sameCertificate: false, sameKey: false, endsLater: true, lostNames: ['corp.example'] },
      },
    ]);
    const [same] = (await run(served.chainPem, { hosts: host })).hosts;
    expect(same?.served[0]).toMatchObject({ sameCertificate: true, sameKey: true, lostNames: [] });
  });

  it('puts hosts that it does not suit first, and keeps one matrix for each kind of outcome', async () => {
    const view = await run(renewed.chainPem, { domain: 'corp.example', hosts: 'ldap.other.example', profile: 'ldap' });
    expect(view.hosts).toHaveLength(41);
    expect(view.hosts.at(-1)).toMatchObject({ name: host, counts: { fail: 0 } });
    expect(view.hosts[0]).toMatchObject({
      worst: 'critical',
      notMet: expect.arrayContaining(['Name, by the rule current clients follow']),
    });
    expect(view.details.map(({ hosts }) => hosts.length).sort((a, b) => a - b)).toEqual([1, 1, 39]);
    const typed = view.hosts.find(({ isRegistered }) => !isRegistered);
    expect(typed).toMatchObject({ name: 'ldap.other.example', profile: 'ldap', served: [] });
    const detail = view.details[typed?.detail ?? -1];
    expect(detail?.hosts).toEqual(['ldap.other.example']);
    expect(detail?.findings.map(({ id }) => id)).toEqual(['host-name-not-in-certificate']);
  });

  it('is over in seconds for the most hosts, and tells how many were left out', { timeout: 30_000 }, async () => {
    const startedMs = monotonicMs();
    const view = await run(renewed.chainPem, { domain: 'many.example' });
    expect(monotonicMs() - startedMs).toBeLessThan(10_000);
    expect(view.hosts).toHaveLength(500);
    expect(view.leftOutCount).toBe(1);
    expect(JSON.stringify(view).length).toBeLessThan(500_000);
  });

  it('tells a leaf without its issuer, and a leaf that is not the first', async () => {
    const alone = await run(renewed.pem, { hosts: host });
    expect(rowOf(alone, 'intermediates-sent')?.outcome).not.toBe('pass');
    expect(alone.details[0]?.findings.map(({ id }) => id)).toContain('intermediate-missing');
    const turned = await run([...renewed.chain].reverse().map(certificatePem).join(''), { hosts: host });
    expect(turned.upload.notes).toEqual([expect.stringContaining('not the first in the file')]);
    expect(turned.hosts[0]?.worst).toBeNull();
  });

  it('knows a key that belongs to another certificate', async () => {
    const right = await run(`${renewed.chainPem}${renewed.keyPem}`, { hosts: host });
    expect(fileRow(right, 'file-key-match')?.outcome).toBe('pass');
    const wrong = await run(`${renewed.chainPem}${served.keyPem}`, { hosts: host });
    expect(fileRow(wrong, 'file-key-match')).toMatchObject({ outcome: 'fail', seen: 'The key is that of another certificate' });
  });
});

describe('a preflight of a PFX file', () => {
  const password = 'Correct Horse 4711';
  const managed = { hosts: 'ldaps.managed.example', profile: 'entra-ds' } as const;
  const pfx = (protection: keyof typeof protections, leaf = renewed) =>
    makePfx(leaf, { password, protection: protections[protection], issuers: issuing.certificate.pem });

  it.each([
    ['tripleDes', 'pass'],
    ['rc2', 'unknown'],
    ['aes', 'fail'],
    ['plain', 'fail'],
  ] as const)('tells whether Entra takes its encryption: %s', async (protection, outcome) => {
    const view = await run(await pfx(protection), { ...managed, password });
    expect(fileRow(view, 'file-encryption')?.outcome).toBe(outcome);
    expect(fileRow(view, 'file-private-key')?.outcome).toBe('pass');
    expect(fileRow(view, 'file-key-match')?.outcome).toBe('pass');
    expect(fileRow(view, 'file-chain')?.outcome).toBe('pass');
  });

  it('asks nothing of Entra where the host is a domain controller', async () => {
    const view = await run(await pfx('tripleDes'), { hosts: host, password });
    expect(fileRow(view, 'file-encryption')?.demands.map(({ by }) => by.name)).toEqual(['Microsoft, PKCS12_PBES2_EXPORT_PARAMS structure']);
    expect(view.hosts[0]).toMatchObject({ worst: null });
  });

  it('tells a missing key and a missing issuer', async () => {
    const keyless = await makePfx(renewed, { password, protection: protections.tripleDes, keyPem: null });
    const view = await run(keyless, { ...managed, password });
    expect(fileRow(view, 'file-private-key')?.outcome).toBe('fail');
    expect(fileRow(view, 'file-chain')?.outcome).toBe('fail');
  });

  it('keeps the password out of its answer, and out of the answer to a wrong one', async () => {
    const bytes = await pfx('tripleDes');
    expect(JSON.stringify(await run(bytes, { ...managed, password }))).not.toContain(password);
    const faults = await faultsOf(run(bytes, { ...managed, password: 'Wrong Horse 4711' }));
    expect(faults).toEqual([{ field: 'password', message: expect.stringContaining('does not open') }]);
    expect(JSON.stringify(faults)).not.toContain('Horse');
  });

  it('leaves nothing in the database', async () => {
    const before = await database.db.certificate.count();
    await run(await pfx('aes'), { ...managed, password });
    expect(await database.db.certificate.count()).toBe(before);
    expect(await database.db.auditEntry.count({ where: { action: { startsWith: 'preflight' } } })).toBe(0);
  });
});

describe('what cannot be judged', () => {
  it('is told at its field', async () => {
    const fields = async (...given: Parameters<typeof run>) => (await faultsOf(run(...given))).map(({ field }) => field);
    expect(await fields('nonsense', { hosts: host })).toEqual(['file']);
    expect(await fields(renewed.pem, {})).toEqual(['hosts']);
    expect(await fields(renewed.pem, { hosts: 'dc01 $(reboot)' })).toEqual(['hosts']);
    expect(await fields(renewed.pem, { domain: 'nowhere.example' })).toEqual(['domain']);
    expect(await fields(renewed.pem, { hosts: host, pasted: renewed.pem })).toEqual(['pasted']);
    const context = { db: database.db, now, actor: 'test', files: {} };
    expect((await faultsOf(runPreflight(context, { hosts: host })))[0]?.field).toBe('file');
    // Browsers send an empty file where none was chosen.
    const empty = { ...context, files: { file: { name: 'blob', bytes: new Uint8Array() } } };
    expect((await faultsOf(runPreflight(empty, { hosts: host })))[0]?.message).toMatch(/^Choose a file that is not empty/);
    expect((await runPreflight(empty, { hosts: host, pasted: renewed.chainPem })).hosts).toHaveLength(1);
    const spoilt = certificatePem(renewed.der.subarray(0, 400));
    expect((await faultsOf(runPreflight(context, { hosts: host, pasted: spoilt })))[0]).toMatchObject({
      field: 'pasted',
      message: expect.stringContaining('cannot be read'),
    });
  });
});

describe('the host chooser', () => {
  it('finds names by any part, those that begin with it first, and counts the hosts of domains', async () => {
    expect(await searchHostNames(database.db, ' DC01 ')).toEqual([host]);
    expect((await searchHostNames(database.db, 'example')).length).toBe(20);
    expect(await searchHostNames(database.db, '')).toEqual([]);
    expect(await searchHostNames(database.db, '%')).toEqual([]);
    expect(await readDomainChoices(database.db)).toEqual([
      { name: 'corp.example', hostCount: 40 },
      { name: 'many.example', hostCount: 501 },
    ]);
  });
});
