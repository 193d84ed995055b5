import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { MOST_KEY_BYTES } from './bounds.ts';

/** A private key that came with an upload: readable, or why not. It is never stored and never shown. */
export type GivenKey = { ok: true; key: KeyObject } | { ok: false; because: string };

type KeyForm = 'pkcs8' | 'pkcs1' | 'sec1';

/** Algorithms of keys that a TLS server can prove. Others (DSA, DH) are not even opened: their parameters can be made to cost minutes. */
const algorithms: readonly string[] = [
  '06092a864886f70d010101', // RSA
  '06092a864886f70d01010a', // RSA-PSS
  '06072a8648ce3d0201', // EC
  '06032b6570', // Ed25519
  '06032b6571', // Ed448
];

/** Opens an unencrypted private key (PKCS #8, PKCS #1 or SEC 1 in DER). */
export function readPrivateKey(der: Uint8Array, form: KeyForm): GivenKey {
  if (der.length > MOST_KEY_BYTES) return { ok: false, because: `it is larger than ${MOST_KEY_BYTES / 1024} kB` };
  if (form === 'pkcs8' && !algorithms.some((identifier) => Buffer.from(der).subarray(0, 32).includes(identifier, 'hex')))
    return { ok: false, because: 'its algorithm is none of RSA, EC, Ed25519 and Ed448' };
  try {
    return { ok: true, key: createPrivateKey({ key: Buffer.from(der), format: 'der', type: form }) };
  } catch {
    return { ok: false, because: 'its bytes cannot be read' };
  }
}

/** Is it the private key of this certificate? */
export function belongsTogether(key: KeyObject, certificate: Uint8Array): boolean {
  try {
    return new X509Certificate(certificate).checkPrivateKey(key);
  } catch {
    return false;
  }
}
