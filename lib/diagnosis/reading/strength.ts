import type { CertificateFacts } from '../../probe/evidence.ts';

/** broken: forgeries are practical. weak: current clients refuse it or soon will. */
export type Weakness = 'broken' | 'weak';

const broken = new Set(['md2', 'md4', 'md5']);
const weak = new Set(['sha1', 'sha']);

/** How weak the hash of a certificate's signature is; null when it is not, or the algorithm has none of its own. */
export function signatureWeakness({ signature }: CertificateFacts): Weakness | null {
  const hash = signature.hash?.toLowerCase().replace(/[^a-z0-9]/g, '') ?? '';
  return broken.has(hash) ? 'broken' : weak.has(hash) ? 'weak' : null;
}

/** How weak a certificate's key is: RSA below 1024 bits is broken; RSA below 2048 and EC below 224 bits are weak. */
export function keyWeakness({ key }: CertificateFacts): Weakness | null {
  if (key.bits === null) return null;
  const algorithm = key.algorithm.toLowerCase();
  if (algorithm.startsWith('rsa')) return key.bits < 1024 ? 'broken' : key.bits < 2048 ? 'weak' : null;
  if (algorithm.startsWith('ec')) return key.bits < 224 ? 'weak' : null;
  return null;
}
