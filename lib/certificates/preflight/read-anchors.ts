import type { Database } from '#lib/db/client.ts';
import { countedStores, readTrustConfiguration } from '#lib/fleet/trust/configuration.ts';
import { type AnchorStore, createTrustAnchors, type TrustAnchors } from '#lib/probe/x509/trust-anchors.ts';
import { certificatePem } from './certificate-pem.ts';

/** What counts as trusted, all locations together. */
export type KnownTrust = {
  /** Those that the doors of a domain are judged with; null for hosts that are in none. */
  anchorsOf: (domainId: number | null) => TrustAnchors;
  /** Locations that recorded what they trust. */
  locations: readonly string[];
  /** Locations that trust an anchor, by its SHA-256. Those of trust stores are not in it: every location has them. */
  locationsOf: ReadonlyMap<string, readonly string[]>;
};

type RecordedRow = { sha256: string; der: Uint8Array; kind: 'system' | 'bundle'; store: string; locations: string[] };

/**
 * What the workers of all locations recorded of their own stores, and the trust stores that people made. Nothing is asked of the
 * workers.
 */
export async function readKnownTrust(db: Database): Promise<KnownTrust> {
  const [configuration, recorded, kept] = await Promise.all([
    readTrustConfiguration(db),
    db.$queryRaw<RecordedRow[]>`
      SELECT certificate.sha256, certificate.der, trusted.kind, min(trusted.store) AS store,
        array_agg(DISTINCT location.name ORDER BY location.name) AS locations
      FROM trusted_certificates AS trusted
      JOIN certificates AS certificate ON certificate.sha256 = trusted.sha256
      JOIN locations AS location ON location.id = trusted.location_id
      WHERE trusted.kind IN ('system', 'bundle')
      GROUP BY certificate.sha256, trusted.kind ORDER BY trusted.kind DESC, certificate.sha256`,
    db.trustStoreAnchor.findMany({
      select: { storeId: true, pem: true, sha256: true, store: { select: { name: true } } },
      orderBy: [{ addedAt: 'asc' }, { sha256: 'asc' }],
    }),
  ]);
  const sets = new Map<string, TrustAnchors>();
  const anchorsOf = (domainId: number | null): TrustAnchors => {
    const counted = countedStores(configuration, domainId);
    const key = JSON.stringify(counted);
    const made = sets.get(key);
    if (made !== undefined) return made;
    const stores: AnchorStore[] = [
      ...recorded.filter(({ kind }) => counted[kind]).map(({ store, der }) => ({ store, pem: certificatePem(der) })),
      ...counted.storeIds.flatMap((id) =>
        kept.filter(({ storeId }) => storeId === id).map(({ pem, store }) => ({ store: store.name, pem })),
      ),
    ];
    const anchors = createTrustAnchors(stores);
    sets.set(key, anchors);
    return anchors;
  };
  const everywhere = new Set(kept.map(({ sha256 }) => sha256));
  const locationsOf = new Map<string, string[]>();
  for (const { sha256, locations } of recorded)
    if (!everywhere.has(sha256)) locationsOf.set(sha256, [...new Set([...(locationsOf.get(sha256) ?? []), ...locations])].sort());
  return { anchorsOf, locations: [...new Set(recorded.flatMap(({ locations }) => locations))].sort(), locationsOf };
}
