import type { CertificateFacts } from '../evidence.ts';
import { BoundedCache } from '../x509/bounded-cache.ts';
import { contextTag, DerFault, derChildren, derTag, expectTag, readBits, readWholeDer } from '../x509/der.ts';

/** The bytes of a certificate that requests are made of and answers are held against, as they stand in it. */
export interface CertificateParts {
  /** Content octets of the serial number. */
  readonly serial: Uint8Array;
  /** DER of the names. */
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  /** The key itself, without its algorithm: what a key hash of OCSP is made over. */
  readonly publicKey: Uint8Array;
}

const cache = new BoundedCache<string, { parts: CertificateParts | null }>(2_000);

/** Takes a certificate apart; null when it is malformed. */
export function certificateParts({ sha256, der, malformed }: CertificateFacts): CertificateParts | null {
  return cache.getOrMake(sha256, () => {
    try {
      return { parts: malformed === null ? takeApart(Buffer.from(der, 'base64')) : null };
    } catch (fault) {
      if (fault instanceof DerFault) return { parts: null };
      throw fault;
    }
  }).parts;
}

function takeApart(der: Uint8Array): CertificateParts {
  const [body] = derChildren(readWholeDer(der));
  const fields = derChildren(expectTag(body, derTag.sequence, 'certificate body'));
  const [serial, , issuer, , subject, keyInfo] = fields[0]?.tag === contextTag(0, true) ? fields.slice(1) : fields;
  const [, key] = derChildren(expectTag(keyInfo, derTag.sequence, 'public key'));
  return {
    serial: expectTag(serial, derTag.integer, 'serial number').content,
    issuer: expectTag(issuer, derTag.sequence, 'issuer').bytes,
    subject: expectTag(subject, derTag.sequence, 'subject').bytes,
    publicKey: readBits(key, 'public key'),
  };
}
