import type { Database } from '../../../db/client.ts';
import { readCertificate } from '../../../probe/x509/read-certificate.ts';
import type { IssuedCertificate } from '../../../simulation/certificate-factory.ts';
import { certificateColumns } from '../../certificate-columns.ts';

type Links = { issuerSha256?: string; predecessorSha256?: string; firstSeenAt: Date };

/** Keeps a certificate as a check would. */
export async function keepCertificate(db: Database, { der, sha256 }: IssuedCertificate, links: Links): Promise<string> {
  const facts = readCertificate(der);
  await db.certificate.create({
    data: {
      ...{ sha256, der: Uint8Array.from(der), subject: facts.subject, issuer: facts.issuer, serialNumber: facts.serialNumber },
      notBefore: facts.notBefore,
      notAfter: facts.notAfter,
      dnsNames: facts.dnsNames,
      keyAlgorithm: facts.key.algorithm,
      keyBits: facts.key.bits,
      selfSigned: facts.selfSigned,
      publicKeySha256: facts.publicKeySha256,
      ...certificateColumns(facts, der),
      ...links,
    },
  });
  return sha256;
}

type Place = { endpointId: string; locationId: number };

/** An endpoint sends the first certificates of a path, and the path is built to its end. */
export async function servePath(db: Database, place: Place, path: readonly string[], sent: number, fromAt: Date): Promise<void> {
  await db.pathCertificate.createMany({ data: path.map((sha256, depth) => ({ ...place, sha256, depth, sent: depth < sent })) });
  await db.servedCertificate.createMany({
    data: path.slice(0, sent).map((sha256, depth) => ({ ...place, sha256, isLeaf: depth === 0, fromAt })),
  });
}
