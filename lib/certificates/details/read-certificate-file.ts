import type { Database } from '../../db/client.ts';
import { readCertificate } from '../../probe/x509/read-certificate.ts';
import { certificateColumns } from '../certificate-columns.ts';
import { readCore } from './read-core.ts';

/** The bytes of a certificate and of those above it, the certificate itself first. */
export type CertificateFile = { name: string; chain: { sha256: string; der: Buffer }[] };

/** Reads them for a download; null when no such certificate was ever seen. */
export async function readCertificateFile(db: Database, sha256: string): Promise<CertificateFile | null> {
  const core = await readCore(db, sha256);
  if (core === null) return null;
  const above = core.chain.map((step) => step.sha256).filter((one) => one !== sha256);
  const rows = await db.certificate.findMany({ where: { sha256: { in: above } }, select: { sha256: true, der: true } });
  const bytes = new Map(rows.map((row) => [row.sha256, Buffer.from(row.der)]));
  const chain = above.flatMap((one) => {
    const der = bytes.get(one);
    return der === undefined ? [] : [{ sha256: one, der }];
  });
  return { name: certificateColumns(readCertificate(core.der), core.der).name, chain: [{ sha256, der: core.der }, ...chain] };
}
