import { randomUUID } from 'node:crypto';
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
    // The client knows today's columns, which the tables do not have yet.
    for (const letter of ['a', 'b'])
      await test.db.$executeRaw`
        INSERT INTO certificates (sha256, der, subject, issuer, serial_number, key_algorithm, self_signed, first_seen_at)
        VALUES (${letter.repeat(64)}, '', '', '', '', 'RSA', false, ${at})`;
    await test.db.$executeRaw`INSERT INTO locations (id, name, created_at) VALUES (1, 'here', ${at})`;
    const [hostId, endpointId] = [randomUUID(), randomUUID()];
    await test.db.$executeRaw`INSERT INTO hosts (id, name, created_at, updated_at) VALUES (${hostId}::uuid, 'dc1', ${at}, ${at})`;
    await test.db.$executeRaw`
      INSERT INTO endpoints (id, host_id, port, transport, interval_seconds, created_at)
      VALUES (${endpointId}::uuid, ${hostId}::uuid, 636, 'ldaps', 300, ${at})`;
    const evidence = makeEvidence();
    const stage = evidence.attempts[0]?.certificate;
    if (stage?.status === 'ok') stage.data.sent = [makeCertificate({ sha256: 'a'.repeat(64), publicKeySha256: 'f'.repeat(64) })];
    await test.db.evidence.create({
      data: { endpointId, locationId: 1, fingerprint: 'x', document: evidence, firstSeenAt: at, lastSeenAt: at },
    });
    expect(await migrate(test.url, migrations)).toEqual(migrations.slice(index).map(({ name }) => name));
    const keys = await test.db.certificate.findMany({ orderBy: { sha256: 'asc' }, select: { publicKeySha256: true } });
    expect(keys.map(({ publicKeySha256 }) => publicKeySha256)).toEqual(['f'.repeat(64), null]);
  } finally {
    await test.stop();
  }
});
