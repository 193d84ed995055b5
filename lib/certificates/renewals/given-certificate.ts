import type { CertificateFacts } from '../../probe/evidence.ts';
import { readCertificate } from '../../probe/x509/read-certificate.ts';
import { readUpload } from '../preflight/read-upload.ts';

/** The server's certificate of what somebody gave, or one sentence on what was given instead. */
export type GivenCertificate = { ok: true; facts: CertificateFacts } | { ok: false; message: string };

/**
 * Finds the server's certificate in PEM, DER or PKCS #7, whose chain may be there as well: the only one, else the only one that is no
 * authority's. A private key that came along is not kept.
 */
export function readGivenCertificate(bytes: Uint8Array): GivenCertificate {
  if (bytes.length === 0) return { ok: false, message: 'Give the new certificate: choose its file or paste its text.' };
  const read = readUpload(bytes);
  if (!read.ok) return { ok: false, message: read.message };
  if (read.upload.kind !== 'certificates')
    return {
      ok: false,
      message: `This is a ${read.upload.kind === 'pfx' ? 'PFX file (PKCS #12)' : 'certificate request (PKCS #10)'}. Give the certificate that was issued, as PEM, DER or PKCS #7, without its key.`,
    };
  const all = read.upload.certificates.map((der) => readCertificate(der));
  const malformed = all.find((one) => one.malformed !== null);
  if (malformed?.malformed) return { ok: false, message: malformed.malformed };
  const servers = all.length === 1 ? all : all.filter((one) => one.basicConstraints?.ca !== true);
  const [facts, ...others] = servers;
  if (!facts) return { ok: false, message: `None of the ${all.length} certificates is a server's; all are of authorities (CA).` };
  if (others.length > 0)
    return { ok: false, message: `There are ${servers.length} certificates of servers in it. Give the new one alone, or with its chain.` };
  return { ok: true, facts };
}
