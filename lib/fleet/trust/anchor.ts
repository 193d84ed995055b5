import { randomUUID } from 'node:crypto';
import type { VerbContext } from '../../access/verb-context.ts';
import { certificateRow } from '../../certificates/certificate-row.ts';
import { advisoryLocks } from '../../db/advisory-locks.ts';
import type { Transaction } from '../../db/client.ts';
import { storable, storableTime } from '../../db/storable.ts';
import { certificateName } from '../../diagnosis/reading/wording.ts';
import { InvalidInputError } from '../../errors.ts';
import type { CertificateFacts } from '../../probe/evidence.ts';
import type { AnchorKind, ReviewedCertificate } from './views.ts';

/** Certificates that one trust store may hold: what an operating system trusts is some hundred and fifty. */
const MOST_IN_A_STORE = 1_000;

/** Lets one change of trust run at a time. */
export async function lockTrust(tx: Transaction): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${advisoryLocks.trust})`;
}

/** Does one change of trust, when no other one is being done: it may have every door of a large fleet checked again. */
export function changeTrust<Result>({ db }: VerbContext, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  return db.$transaction(
    async (tx) => {
      await lockTrust(tx);
      return work(tx);
    },
    { timeout: 60_000, maxWait: 10_000 },
  );
}

/**
 * What it does as an anchor. An old root says nothing of what it may do; a server's certificate names a server or what it is for.
 */
export function anchorKind({ basicConstraints, selfSigned, dnsNames, extendedKeyUsage }: CertificateFacts): AnchorKind {
  const isAuthority = basicConstraints?.ca ?? (selfSigned && dnsNames.length === 0 && extendedKeyUsage === null);
  return isAuthority ? (selfSigned ? 'root' : 'authority') : 'single';
}

/** A certificate in words, as it is shown before it is trusted. */
export const reviewed = (facts: CertificateFacts, now: Date, inStores: readonly string[]): ReviewedCertificate => ({
  sha256: facts.sha256,
  name: certificateName(facts),
  subject: facts.subject,
  issuer: facts.issuer,
  notBefore: facts.notBefore,
  notAfter: facts.notAfter,
  kind: anchorKind(facts),
  selfSigned: facts.selfSigned,
  dates:
    facts.notAfter !== null && new Date(facts.notAfter) < now
      ? 'expired'
      : facts.notBefore !== null && new Date(facts.notBefore) > now
        ? 'not-yet-valid'
        : 'valid',
  inStores,
});

/** PEM text of a certificate whose bytes are base64. */
export const pemOf = (der: string): string =>
  ['-----BEGIN CERTIFICATE-----', ...(der.match(/.{1,64}/g) ?? []), '-----END CERTIFICATE-----', ''].join('\n');

/** Puts certificates into a store, and among those that have a page. Those that it holds already stay as they are. Returns how many are new. */
export async function keepAnchors(
  tx: Transaction,
  { now, actor }: VerbContext,
  storeId: string,
  certificates: readonly CertificateFacts[],
): Promise<number> {
  const rows = certificates.map((given) => {
    const facts = storable(given);
    return {
      storeId,
      sha256: facts.sha256,
      pem: pemOf(facts.der),
      subject: facts.subject,
      issuer: facts.issuer,
      notBefore: storableTime(facts.notBefore),
      notAfter: storableTime(facts.notAfter),
      isCa: anchorKind(facts) !== 'single',
      addedBy: actor,
      addedAt: now,
    };
  });
  const { count } = await tx.trustStoreAnchor.createMany({ data: rows, skipDuplicates: true });
  const total = await tx.trustStoreAnchor.count({ where: { storeId } });
  if (total > MOST_IN_A_STORE)
    throw new InvalidInputError([
      { field: 'certificates', message: `A trust store can hold ${MOST_IN_A_STORE} certificates at most; it would have ${total}.` },
    ]);
  // In the order of their key, as checks add them: nobody waits in a circle.
  const sorted = certificates.toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  await tx.certificate.createMany({ data: sorted.map((facts) => certificateRow(storable(facts), now)), skipDuplicates: true });
  return count;
}

/** Marks a store as changed, so that every worker reads it again. */
export async function renewVersion(tx: Transaction, storeId: string): Promise<void> {
  await tx.trustStore.update({ where: { id: storeId }, data: { version: randomUUID() }, select: { id: true } });
}
