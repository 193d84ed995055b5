import type { Database } from '#lib/db/client.ts';
import { certificateName } from '#lib/diagnosis/reading/wording.ts';
import type { CertificateFacts } from '#lib/probe/evidence.ts';
import type { UploadedCertificate } from './views.ts';

const keyWords = ({ algorithm, curve, bits }: CertificateFacts['key']): string =>
  [algorithm, curve, bits === null ? null : `${bits} bits`].filter((part) => part !== null).join(' ');

/** The certificates of an upload in words, the server's own first; which of them were seen before is looked up. */
export async function describeCertificates(
  db: Database,
  sent: readonly CertificateFacts[],
  others: readonly CertificateFacts[],
): Promise<UploadedCertificate[]> {
  const all = [...sent, ...others];
  const known = await db.certificate.findMany({ where: { sha256: { in: all.map(({ sha256 }) => sha256) } }, select: { sha256: true } });
  const knownSha256 = new Set(known.map(({ sha256 }) => sha256));
  return all.map((facts, index) =>
    describeCertificate(facts, index === 0 ? 'server' : index < sent.length ? 'issuer' : 'other', knownSha256),
  );
}

/** One certificate, or what a request asks for, in words. */
export function describeCertificate(
  facts: CertificateFacts,
  role: UploadedCertificate['role'],
  known: ReadonlySet<string> = new Set(),
): UploadedCertificate {
  return {
    sha256: facts.sha256,
    name: certificateName(facts),
    subject: facts.subject,
    issuer: facts.issuer,
    notBefore: facts.notBefore,
    notAfter: facts.notAfter,
    names: [...facts.dnsNames, ...facts.ipAddresses, ...facts.otherNames],
    key: keyWords(facts.key),
    role,
    isKnown: known.has(facts.sha256),
  };
}
