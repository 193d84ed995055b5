import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../db/testing/test-database.ts';
import { type AnchorStore, createTrustAnchors, systemAnchors } from '../probe/x509/trust-anchors.ts';
import { createAuthority } from '../simulation/certificate-factory.ts';
import { recordTrust } from './record-trust.ts';
import { makeLocation } from './testing/fleet.ts';

const at = new Date('2026-03-01T12:00:00.000Z');
let test: TestDatabase;
let locationId: number;
beforeAll(async () => {
  test = await startTestDatabase();
  locationId = (await makeLocation(test.db, 'here', at)).id;
});
afterAll(() => test.stop());

const trusted = async () =>
  (await test.db.trustedCertificate.findMany({ where: { locationId }, include: { certificate: true } }))
    .map(({ store, certificate }) => [store, certificate.name])
    .sort();
/** What a worker trusts that has these files. */
const trusts = (...stores: AnchorStore[]) => ({
  anchors: stores.flatMap((one) => createTrustAnchors([one]).all.map((anchor) => ({ ...anchor, kind: 'bundle' as const }))),
});
const pemOf = async (name: string): Promise<string> => (await createAuthority({ subject: `CN=${name}` })).certificate.pem;

describe('what a location trusts', () => {
  it('is kept with the certificates themselves, and follows what changes', async () => {
    const [first, second] = [await pemOf('First'), await pemOf('Second')];
    await recordTrust(test.db, locationId, trusts({ store: 'corp.pem', pem: first + second }), at);
    expect(await trusted()).toEqual(
      expect.arrayContaining([
        ['corp.pem', 'First'],
        ['corp.pem', 'Second'],
      ]),
    );
    const third = await pemOf('Third');
    const changed = trusts({ store: 'upload', pem: second }, { store: 'more', pem: third + second });
    await recordTrust(test.db, locationId, changed, at);
    expect(await trusted()).toEqual([
      ['more', 'Second'],
      ['more', 'Third'],
      ['upload', 'Second'],
    ]);
    await recordTrust(test.db, locationId, trusts(), at);
    expect(await trusted()).toEqual([]);
    expect(await test.db.certificate.count()).toBe(3);
  });

  it('takes all of the system’s stores, from several workers at once, and writes nothing twice', async () => {
    const system = trusts(systemAnchors());
    const elsewhere = (await makeLocation(test.db, 'elsewhere', at)).id;
    await Promise.all([locationId, locationId, elsewhere].map((id) => recordTrust(test.db, id, system, at)));
    expect(await test.db.trustedCertificate.count()).toBe(2 * system.anchors.length);
    const written = () => test.db.$queryRaw`SELECT sha256, location_id, xmin::text FROM trusted_certificates ORDER BY 1, 2`;
    const before = await written();
    await recordTrust(test.db, locationId, system, at);
    expect(await written()).toEqual(before);
  });
});
