import type { Database } from '#lib/db/client.ts';
import { createTrustAnchors, type TrustAnchors } from '#lib/probe/x509/trust-anchors.ts';
import { certificatePem } from './certificate-pem.ts';

/** What the locations trust, all of them together. */
export type KnownTrust = {
  anchors: TrustAnchors;
  /** Locations that recorded what they trust. */
  locations: readonly string[];
  /** Locations that trust an anchor, by its SHA-256. Those of uploads are not in it: every location has them. */
  locationsOf: ReadonlyMap<string, readonly string[]>;
};

type TrustedRow = { sha256: string; der: Uint8Array; store: string; locations: string[] };

/** Trust anchors as the workers of all locations recorded them, and the uploaded ones. Nothing is asked of the workers. */
export async function readKnownTrust(db: Database): Promise<KnownTrust> {
  const [recorded, uploads] = await Promise.all([
    db.$queryRaw<TrustedRow[]>`
      SELECT certificate.sha256, certificate.der, min(trusted.store) AS store, array_agg(DISTINCT location.name ORDER BY location.name) AS locations
      FROM trusted_certificates AS trusted
      JOIN certificates AS certificate ON certificate.sha256 = trusted.sha256
      JOIN locations AS location ON location.id = trusted.location_id
      GROUP BY certificate.sha256 ORDER BY certificate.sha256`,
    db.trustAnchor.findMany({ select: { store: true, pem: true, sha256: true }, orderBy: [{ createdAt: 'asc' }, { sha256: 'asc' }] }),
  ]);
  const stores = [...recorded.map(({ store, der }) => ({ store, pem: certificatePem(der) })), ...uploads];
  return {
    anchors: createTrustAnchors(stores.map(({ store, pem }) => ({ store, pem }))),
    locations: [...new Set(recorded.flatMap(({ locations }) => locations))].sort(),
    locationsOf: new Map(
      recorded
        .filter(({ sha256 }) => !uploads.some((upload) => upload.sha256 === sha256))
        .map(({ sha256, locations }) => [sha256, locations]),
    ),
  };
}
