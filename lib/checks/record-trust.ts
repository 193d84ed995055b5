import { setImmediate as othersFirst } from 'node:timers/promises';
import { certificateRow } from '../certificates/certificate-row.ts';
import { advisoryLocks } from '../db/advisory-locks.ts';
import type { Database } from '../db/client.ts';
import { storable } from '../db/storable.ts';
import type { RecordedAnchor, TrustRecord } from './trust.ts';

/** Certificates read, and added by one statement, before other work of the process gets its turn. */
const CERTIFICATES_AT_ONCE = 10;

/**
 * Keeps which certificates the workers of a location trust, in which stores, and the certificates themselves. What is kept already is
 * not written again. Where several workers of one location trust different ones, the one that told last is believed.
 */
export async function recordTrust(db: Database, locationId: number, { anchors }: Pick<TrustRecord, 'anchors'>, now: Date): Promise<void> {
  const distinct = new Map(anchors.map((anchor) => [anchor.sha256, anchor]));
  await addMissing(db, distinct, now);
  const trusted = anchors.map(({ sha256, kind, store }) => ({ sha256, kind, store: storable(store) }));
  await db.$transaction(
    async (transaction) => {
      await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${advisoryLocks.trustOfLocation}::int, ${locationId}::int)`;
      await transaction.$executeRaw`
        DELETE FROM trusted_certificates AS kept WHERE location_id = ${locationId} AND NOT EXISTS (
          SELECT FROM jsonb_to_recordset(${JSON.stringify(trusted)}::jsonb) AS trusted(sha256 text, kind text, store text)
          WHERE trusted.sha256 = kept.sha256 AND trusted.kind = kept.kind AND trusted.store = kept.store)`;
      await transaction.$executeRaw`
        INSERT INTO trusted_certificates (location_id, sha256, kind, store)
        SELECT DISTINCT ${locationId}::int, trusted.sha256, trusted.kind, trusted.store
        FROM jsonb_to_recordset(${JSON.stringify(trusted)}::jsonb) AS trusted(sha256 text, kind text, store text)
        ON CONFLICT DO NOTHING`;
    },
    { timeout: 15_000, maxWait: 15_000 },
  );
}

/** Adds few at once, in the order of their key and each lot by itself, so that no check waits long or in a circle. */
async function addMissing(db: Database, anchors: ReadonlyMap<string, RecordedAnchor>, now: Date): Promise<void> {
  const known = new Set(
    (await db.certificate.findMany({ where: { sha256: { in: [...anchors.keys()] } }, select: { sha256: true } })).map(
      ({ sha256 }) => sha256,
    ),
  );
  const missing = [...anchors.values()].filter(({ sha256 }) => !known.has(sha256)).sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  for (let first = 0; first < missing.length; first += CERTIFICATES_AT_ONCE) {
    const some = missing.slice(first, first + CERTIFICATES_AT_ONCE);
    const data = some.map((anchor) => certificateRow(storable(anchor.certificate().facts), now));
    await db.certificate.createMany({ data, skipDuplicates: true });
    await othersFirst();
  }
}
