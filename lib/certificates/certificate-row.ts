import { storableTime } from '../db/storable.ts';
import type { CertificateFacts } from '../probe/evidence.ts';
import { certificateColumns } from './certificate-columns.ts';

/** A row of the table of certificates, from facts whose texts can be stored. */
export function certificateRow(facts: CertificateFacts, firstSeenAt: Date) {
  const der = Buffer.from(facts.der, 'base64');
  return {
    sha256: facts.sha256,
    der,
    subject: facts.subject,
    issuer: facts.issuer,
    serialNumber: facts.serialNumber,
    notBefore: storableTime(facts.notBefore),
    notAfter: storableTime(facts.notAfter),
    dnsNames: facts.dnsNames,
    keyAlgorithm: facts.key.algorithm,
    keyBits: facts.key.bits,
    selfSigned: facts.selfSigned,
    publicKeySha256: facts.publicKeySha256,
    firstSeenAt,
    ...certificateColumns(facts, der),
  };
}
