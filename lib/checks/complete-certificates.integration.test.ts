import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { READ_VERSION } from '../certificates/certificate-columns.ts';
import { startTestDatabase, type TestDatabase } from '../db/testing/test-database.ts';
import { createAuthority } from '../simulation/certificate-factory.ts';
import { completeCertificates } from './complete-certificates.ts';

const at = new Date('2026-03-01T12:00:00.000Z');
let test: TestDatabase;
beforeAll(async () => {
  test = await startTestDatabase();
});
afterAll(() => test.stop());
beforeEach(() => test.db.certificate.deleteMany());

/** A row as versions before the inventory wrote it. */
const oldRow = (sha256: string, der: Uint8Array) => ({
  sha256,
  der: Uint8Array.from(der),
  subject: 'CN=dc01.corp.test',
  issuer: '',
  serialNumber: '',
  keyAlgorithm: 'EC',
  selfSigned: false,
  firstSeenAt: at,
});

describe('certificates that an earlier version kept', () => {
  it('get what lists show and search, from their bytes', async () => {
    const root = await createAuthority({ subject: 'CN=Corp Root, O=Corp' });
    const leaf = await root.issue({ dnsNames: ['dc01.corp.test'], ipAddresses: ['192.0.2.10'] });
    await test.db.certificate.createMany({
      data: [
        oldRow(root.certificate.sha256, root.certificate.der),
        oldRow(leaf.sha256, leaf.der),
        oldRow('f'.repeat(64), Buffer.from('x')),
      ],
    });
    expect(await completeCertificates(test.db)).toBe(3);
    const certificateOf = (sha256: string) => test.db.certificate.findUniqueOrThrow({ where: { sha256 } });
    expect(await certificateOf(leaf.sha256)).toMatchObject({
      readVersion: READ_VERSION,
      sha1: expect.stringMatching(/^[0-9a-f]{40}$/),
      name: 'dc01.corp.test',
      issuerName: 'Corp Root',
      ipAddresses: ['192.0.2.10'],
      keyCurve: 'P-256',
      signature: 'ECDSA SHA-256',
      template: null,
      isCa: false,
      searchText: expect.stringContaining('192.0.2.10'),
    });
    expect(await certificateOf(root.certificate.sha256)).toMatchObject({ name: 'Corp Root', isCa: true });
    expect(await certificateOf('f'.repeat(64))).toMatchObject({
      readVersion: READ_VERSION,
      name: createHash('sha256').update('x').digest('hex').slice(0, 16),
    });
  });

  it('are done in lots, by several workers at once, each of them once, and never again', async () => {
    const data = Array.from({ length: 450 }, (_, index) => oldRow(index.toString(16).padStart(64, '0'), Buffer.from(`no ${index}`)));
    await test.db.certificate.createMany({ data });
    const counts = await Promise.all([completeCertificates(test.db), completeCertificates(test.db)]);
    expect(counts.reduce((sum, count) => sum + count, 0) + (await completeCertificates(test.db))).toBe(450);
    expect(await test.db.certificate.count({ where: { readVersion: { not: READ_VERSION } } })).toBe(0);
  });

  it('are left as a newer version read them, and while somebody else changes them', async () => {
    await test.db.certificate.createMany({
      data: [{ ...oldRow('a'.repeat(64), Buffer.from('x')), readVersion: READ_VERSION + 1 }, oldRow('b'.repeat(64), Buffer.from('y'))],
    });
    await test.db.$transaction(async (transaction) => {
      await transaction.certificate.update({ where: { sha256: 'b'.repeat(64) }, data: { issuerSha256: null } });
      expect(await completeCertificates(test.db)).toBe(0);
    });
    expect(await completeCertificates(test.db)).toBe(1);
  });

  it('wait when the worker stops', async () => {
    await test.db.certificate.create({ data: oldRow('a'.repeat(64), Buffer.from('x')) });
    expect(await completeCertificates(test.db, AbortSignal.abort())).toBe(0);
  });
});
