import type { Transaction } from '../../db/client.ts';
import { certificateRow } from './certificate-row.ts';
import type { Seen } from './seen.ts';

type Place = { endpointId: string; locationId: number };

/** Keeps the certificates that were sent, and from when to when this endpoint sent them. */
export async function saveCertificates(transaction: Transaction, place: Place, seen: Seen): Promise<void> {
  if (seen.certificates.length === 0) return;
  // In the order of their key: two transactions that add the same certificates wait for each other instead of deadlocking.
  const facts = [...new Map(seen.certificates.map(({ facts }) => [facts.sha256, facts])).values()].sort((a, b) =>
    a.sha256 < b.sha256 ? -1 : 1,
  );
  await transaction.certificate.createMany({ data: facts.map((one) => certificateRow(one, seen.startedAt)), skipDuplicates: true });

  const open = await transaction.servedCertificate.findMany({
    where: { ...place, toAt: null },
    select: { id: true, sha256: true, isLeaf: true },
  });
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
}
