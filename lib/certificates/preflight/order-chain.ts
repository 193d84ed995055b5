import type { KeyObject } from 'node:crypto';
import type { CertificateFacts } from '#lib/probe/evidence.ts';
import { isSignedBy } from '#lib/probe/x509/signature.ts';
import { belongsTogether } from './read-private-key.ts';

export type OrderedChain = {
  /** What a server with this file would send, its own certificate first. */
  sent: readonly CertificateFacts[];
  /** Those of the upload that it would not send. */
  others: readonly CertificateFacts[];
  notes: readonly string[];
};

const bytesOf = ({ der }: CertificateFacts): Uint8Array => Buffer.from(der, 'base64');

const isIssuedBy = (certificate: CertificateFacts, issuer: CertificateFacts): boolean =>
  certificate !== issuer && certificate.issuer === issuer.subject && isSignedBy(certificate, issuer);

/** The server's own certificate: that of the key, else the first that is no authority, else the first that issued no other. */
function leafOf(certificates: readonly CertificateFacts[], key: KeyObject | null): CertificateFacts | undefined {
  return (
    certificates.find((certificate) => key !== null && belongsTogether(key, bytesOf(certificate))) ??
    certificates.find(({ basicConstraints, malformed }) => malformed === null && basicConstraints?.ca !== true) ??
    certificates.find((certificate) => !certificates.some((other) => isIssuedBy(other, certificate))) ??
    certificates[0]
  );
}

/**
 * The order in which a server would send these certificates. Servers that read PEM send a file as it stands, apart from their own
 * certificate, which has to come first; Windows puts the chain of a PFX or PKCS #7 file in order by itself.
 */
export function orderChain(certificates: readonly CertificateFacts[], asInFile: boolean, key: KeyObject | null): OrderedChain {
  const leaf = leafOf(certificates, key);
  if (leaf === undefined) return { sent: [], others: [], notes: [] };
  const rest = certificates.filter((certificate) => certificate !== leaf);
  if (asInFile) {
    const note =
      leaf === certificates[0]
        ? []
        : [
            'The server’s own certificate is not the first in the file. Put it first: servers such as OpenLDAP send the file as it stands. It is judged here as if it were.',
          ];
    return { sent: [leaf, ...rest], others: [], notes: note };
  }
  const sent = [leaf];
  for (let last: CertificateFacts | undefined = leaf; last !== undefined && !last.selfSigned; ) {
    const child: CertificateFacts = last;
    last = rest.find((candidate) => !sent.includes(candidate) && isIssuedBy(child, candidate));
    if (last !== undefined) sent.push(last);
  }
  return { sent, others: rest.filter((certificate) => !sent.includes(certificate)), notes: [] };
}
