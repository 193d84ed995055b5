import { type KeyObject, X509Certificate } from 'node:crypto';
import type { CertificateFacts } from '../evidence.ts';
import { BoundedCache } from './bounded-cache.ts';

const issuerKeys = new BoundedCache<string, { key: KeyObject | null }>(1_000);
const verdicts = new BoundedCache<string, boolean>(50_000);

/** The certificate's public key; null when OpenSSL cannot use it. */
export function publicKeyOf(issuer: CertificateFacts): KeyObject | null {
  return issuerKeys.getOrMake(issuer.sha256, () => {
    try {
      return { key: new X509Certificate(Buffer.from(issuer.der, 'base64')).publicKey };
    } catch {
      return { key: null };
    }
  }).key;
}

/**
 * Does the issuer's key verify the certificate's signature? SHA-1 and MD5 signatures are verified too; that they are weak is
 * another matter. False also when OpenSSL cannot use the key.
 */
export function isSignedBy(certificate: CertificateFacts, issuer: CertificateFacts): boolean {
  return verdicts.getOrMake(`${certificate.sha256}${issuer.publicKeySha256}`, () => {
    const key = publicKeyOf(issuer);
    if (key === null) return false;
    try {
      return new X509Certificate(Buffer.from(certificate.der, 'base64')).verify(key);
    } catch {
      return false;
    }
  });
}
