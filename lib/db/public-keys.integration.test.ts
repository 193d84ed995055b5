import { expect, it } from 'vitest';
import { makeCertificate, makeEvidence } from '../diagnosis/testing/evidence-factory.ts';
import { migrate, readMigrations } from './migrate.ts';
import { startTestDatabase } from './testing/test-database.ts';

it('certificates that were kept before their public key was get it from the evidence they were seen in', async () => {
  const migrations = readMigrations();
  const index = migrations.findIndex(({ name }) => name.endsWith('_public_keys'));
  const test = await startTestDatabase({ migrated: false });
  try {
    await migrate(test.url, migrations.slice(0, index));
    const at = new Date('2026-03-01T12:00:00Z');
    const certificate = (letter: string) => ({
      sha256: letter.repeat(64),
      der: new Uint8Array(),
      subject: '',
      issuer: '',
      serialNumber: '',
    });
    const more = { keyAlgorithm: 'RSA', selfSigned: false, firstSeenAt: at };
    await test.db.certificate.createMany({ data: ['a', 'b'].map((letter) => ({ ...certificate(letter), ...more })) });
    await test.db.location.create({ data: { id: 1, name: 'here', createdAt: at } });
    const host = await test.db.host.create({ data: { name: 'dc1', createdAt: at, updatedAt: at } });
    const endpoint = await test.db.endpoint.create({
      data: { hostId: host.id, port: 636, transport: 'ldaps', intervalSeconds: 300, createdAt: at },
    });
    const evidence = makeEvidence();
    const stage = evidence.attempts[0]?.certificate;
    if (stage?.status === 'ok') stage.data.sent = [makeCertificate({ sha256: 'a'.repeat(64), publicKeySha256: 'f'.repeat(64) })];
    await test.db.evidence.create({
      data: { endpointId: endpoint.id, locationId: 1, fingerprint: 'x', document: evidence, firstSeenAt: at, lastSeenAt: at },
    });
    expect(await migrate(test.url, migrations)).toEqual(migrations.slice(index).map(({ name }) => name));
    const keys = await test.db.certificate.findMany({ orderBy: { sha256: 'asc' }, select: { publicKeySha256: true } });
    expect(keys.map(({ publicKeySha256 }) => publicKeySha256)).toEqual(['f'.repeat(64), null]);
  } finally {
    await test.stop();
  }
});
