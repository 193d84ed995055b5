import { setImmediate as othersFirst } from 'node:timers/promises';
import { certificateRow } from '../certificates/certificate-row.ts';
import type { Database } from '../db/client.ts';
import { storable } from '../db/storable.ts';
import type { TrustAnchors } from '../probe/x509/trust-anchors.ts';

/** First key of the locks of locations; the second is the location's. */
const TRUST_LOCK = 636_005;
/** Certificates read, and added by one statement, before other work of the process gets its turn. */
const CERTIFICATES_AT_ONCE = 10;

/**
 * Keeps which certificates the workers of a location trust, and the certificates themselves. What is kept already is not written
 * again. Where several workers of one location trust different ones, the one that told last is believed.
 */
export async function recordTrust(db: Database, locationId: number, anchors: Pick<TrustAnchors, 'all'>, now: Date): Promise<void> {
  await addMissing(db, anchors, now);
  const trusted = anchors.all.map(({ sha256, store }) => ({ sha256, store: storable(store) }));
  await db.$transaction(
    async (transaction) => {
      await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${TRUST_LOCK}::int, ${locationId}::int)`;
      await transaction.$executeRaw`
        DELETE FROM trusted_certificates WHERE location_id = ${locationId} AND sha256 <> ALL(${trusted.map(({ sha256 }) => sha256)})`;
      await transaction.$executeRaw`
        INSERT INTO trusted_certificates AS kept (location_id, sha256, store)
        SELECT ${locationId}, trusted.sha256, trusted.store
        FROM jsonb_to_recordset(${JSON.stringify(trusted)}::jsonb) AS trusted(sha256 text, store text)
        ON CONFLICT (location_id, sha256) DO UPDATE SET store = excluded.store WHERE kept.store <> excluded.store`;
    },
    { timeout: 15_000, maxWait: 15_000 },
  );
}

/** Adds few at once, in the order of their key and each lot by itself, so that no check waits long or in a circle. */
async function addMissing(db: Database, anchors: Pick<TrustAnchors, 'all'>, now: Date): Promise<void> {
  const sha256s = anchors.all.map(({ sha256 }) => sha256);
  const known = new Set(
    (await db.certificate.findMany({ where: { sha256: { in: sha256s } }, select: { sha256: true } })).map(({ sha256 }) => sha256),
  );
  const missing = anchors.all.filter(({ sha256 }) => !known.has(sha256)).sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  for (let first = 0; first < missing.length; first += CERTIFICATES_AT_ONCE) {
    const some = missing.slice(first, first + CERTIFICATES_AT_ONCE);
    const data = some.map((anchor) => certificateRow(storable(anchor.certificate().facts), now));
    await db.certificate.createMany({ data, skipDuplicates: true });
    await othersFirst();
  }
}
