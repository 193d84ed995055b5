import { z } from 'zod';
import { certificateRow } from '../../certificates/certificate-row.ts';
import type { Transaction } from '../../db/client.ts';
import { storable } from '../../db/storable.ts';
import type { CertificateFacts } from '../../probe/evidence.ts';
import type { TrustAnchors } from '../../probe/x509/trust-anchors.ts';
import { savePath } from './path.ts';
import type { Seen } from './seen.ts';
import { findSuccessions, lockCertificates, type Succession, saveSuccession } from './succession.ts';

type Place = { endpointId: string; locationId: number };
/** Where the certificates of a path come from that no server sends. */
export type AnchorLookup = Pick<TrustAnchors, 'bySha256'>;

const keptRow = z.object({
  open: z.array(z.object({ id: z.string().transform(BigInt), sha256: z.string(), isLeaf: z.boolean() })).nullable(),
  path: z.array(z.object({ sha256: z.string(), depth: z.number(), sent: z.boolean() })).nullable(),
  known: z.array(z.object({ sha256: z.string(), issuerSha256: z.string().nullable() })).nullable(),
});
type Kept = z.output<typeof keptRow>;

/**
 * Keeps the certificates that were seen, from when to when this endpoint sent them, which path they build, who is above whom and
 * which one took the place of which. What is kept already is not written again.
 *
 * No two of these transactions wait for each other in a circle: certificates are added in the order of their key, and only after
 * that, and after the lock of the host, are rows changed that others may have added, one transaction at a time.
 *
 * Returns whether a leaf began or ceased to be served.
 */
export async function saveCertificates(
  transaction: Transaction,
  place: Place & { hostId: string },
  seen: Seen,
  anchors: AnchorLookup,
): Promise<boolean> {
  if (seen.certificates.length === 0 && !seen.certificatesComplete) return false;
  const { hostId, ...door } = place;
  const kept = await readKept(transaction, door, seen);
  const known = await addMissing(transaction, kept, seen, anchors);
  const { begun, leavesChanged } = await saveServed(transaction, door, kept, seen);
  await savePath(transaction, door, {
    kept: kept.path ?? [],
    seen: seen.path.filter(({ sha256 }) => known.has(sha256)),
    isComplete: seen.certificatesComplete,
  });

  // What an earlier version kept has no path, and nobody asked yet whose place it took.
  const leaves = kept.path === null ? leavesOf(seen) : begun;
  const successions: Succession[] =
    leaves.length > 0 ? await findSuccessions(transaction, { ...door, hostId, begun: leaves, at: seen.startedAt }) : [];
  const issuers = changedIssuers(kept, seen);
  if (successions.length === 0 && issuers.length === 0) return leavesChanged;
  await lockCertificates(transaction);
  if (issuers.length > 0)
    await transaction.$executeRaw`
      UPDATE certificates AS kept SET issuer_sha256 = seen."issuerSha256"
      FROM jsonb_to_recordset(${JSON.stringify(issuers)}::jsonb) AS seen(sha256 text, "issuerSha256" text)
      WHERE kept.sha256 = seen.sha256 AND kept.issuer_sha256 IS DISTINCT FROM seen."issuerSha256"`;
  for (const succession of successions) await saveSuccession(transaction, succession);
  return leavesChanged;
}

const leavesOf = (seen: Seen): string[] => seen.certificates.flatMap(({ facts, isLeaf }) => (isLeaf ? [facts.sha256] : []));

async function readKept(transaction: Transaction, { endpointId, locationId }: Place, seen: Seen): Promise<Kept> {
  const sha256s = [...new Set([...seen.certificates.map(({ facts }) => facts.sha256), ...seen.path.map(({ sha256 }) => sha256)])];
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT
      (SELECT json_agg(json_build_object('id', id::text, 'sha256', sha256, 'isLeaf', is_leaf)) FROM served_certificates
        WHERE endpoint_id = ${endpointId}::uuid AND location_id = ${locationId} AND to_at IS NULL) AS open,
      (SELECT json_agg(json_build_object('sha256', sha256, 'depth', depth, 'sent', sent)) FROM path_certificates
        WHERE endpoint_id = ${endpointId}::uuid AND location_id = ${locationId}) AS path,
      (SELECT json_agg(json_build_object('sha256', sha256, 'issuerSha256', issuer_sha256)) FROM certificates
        WHERE sha256 = ANY(${sha256s})) AS known`;
  return keptRow.parse(rows[0]);
}

/** Adds the certificates that are not kept yet. Returns the SHA-256 of all that are kept now. */
async function addMissing(transaction: Transaction, kept: Kept, seen: Seen, anchors: AnchorLookup): Promise<Set<string>> {
  const known = new Set(kept.known?.map(({ sha256 }) => sha256));
  const missing = new Map<string, CertificateFacts>();
  for (const { facts } of seen.certificates) if (!known.has(facts.sha256)) missing.set(facts.sha256, facts);
  for (const { sha256 } of seen.path) {
    const anchor = known.has(sha256) || missing.has(sha256) ? undefined : anchors.bySha256(sha256);
    if (anchor) missing.set(sha256, storable(anchor.certificate().facts));
  }
  if (missing.size === 0) return known;
  const issuers = new Map(seen.path.map(({ sha256, issuerSha256 }) => [sha256, issuerSha256]));
  const rows = [...missing.values()]
    .map((facts) => ({ ...certificateRow(facts, seen.startedAt), issuerSha256: issuers.get(facts.sha256) ?? null }))
    .sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  await transaction.certificate.createMany({ data: rows, skipDuplicates: true });
  return new Set([...known, ...missing.keys()]);
}

/** Ends and begins what is served. Returns the leaves that began, and whether any began or ended. */
async function saveServed(
  transaction: Transaction,
  place: Place,
  kept: Kept,
  seen: Seen,
): Promise<{ begun: string[]; leavesChanged: boolean }> {
  const open = kept.open ?? [];
  const key = (one: { sha256: string; isLeaf: boolean }) => `${one.sha256} ${one.isLeaf}`;
  const now = new Set(seen.certificates.map(({ facts, isLeaf }) => key({ sha256: facts.sha256, isLeaf })));
  const before = new Set(open.map(key));
  const ended = seen.certificatesComplete ? open.filter((one) => !now.has(key(one))) : [];
  if (ended.length > 0)
    // Never before it began, which a clock that ran ahead may have put later than now.
    await transaction.$executeRaw`
      UPDATE served_certificates SET to_at = greatest(from_at, ${seen.startedAt}) WHERE id = ANY(${ended.map((one) => one.id)}::bigint[])`;
  const begun = seen.certificates.filter(({ facts, isLeaf }) => !before.has(key({ sha256: facts.sha256, isLeaf })));
  if (begun.length > 0)
    await transaction.servedCertificate.createMany({
      data: begun.map(({ facts, isLeaf }) => ({ ...place, sha256: facts.sha256, isLeaf, fromAt: seen.startedAt })),
      skipDuplicates: true,
    });
  const leaves = begun.filter(({ isLeaf }) => isLeaf).map(({ facts }) => facts.sha256);
  return { begun: leaves, leavesChanged: leaves.length > 0 || ended.some(({ isLeaf }) => isLeaf) };
}

/** The issuers that are kept otherwise than they are seen now. Where none is seen, the one that was stays. */
function changedIssuers(kept: Kept, seen: Seen): { sha256: string; issuerSha256: string }[] {
  const before = new Map(kept.known?.map(({ sha256, issuerSha256 }) => [sha256, issuerSha256]));
  return seen.path.flatMap(({ sha256, issuerSha256 }) =>
    issuerSha256 !== null && before.has(sha256) && before.get(sha256) !== issuerSha256 ? [{ sha256, issuerSha256 }] : [],
  );
}
