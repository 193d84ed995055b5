import { constants, type KeyObject, verify } from 'node:crypto';
import { readSignatureFacts } from '../x509/algorithms.ts';
import type { DerElement } from '../x509/der.ts';

const digests: Readonly<Record<string, string>> = {
  'SHA-1': 'sha1',
  'SHA-224': 'sha224',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

/** Type of key that each algorithm needs, in Node's words. */
const keyTypes: Readonly<Record<string, readonly string[]>> = {
  RSA: ['rsa'],
  'RSA-PSS': ['rsa', 'rsa-pss'],
  ECDSA: ['ec'],
  DSA: ['dsa'],
  Ed25519: ['ed25519'],
  Ed448: ['ed448'],
  'ML-DSA-44': ['ml-dsa-44'],
  'ML-DSA-65': ['ml-dsa-65'],
  'ML-DSA-87': ['ml-dsa-87'],
};
const withoutDigest = new Set(['Ed25519', 'Ed448', 'ML-DSA-44', 'ML-DSA-65', 'ML-DSA-87']);

/**
 * Does the key verify the signature over the bytes, under an AlgorithmIdentifier of RFC 5280? The work is done outside of the event
 * loop. SHA-1 is verified, as old authorities still sign so; MD5 and MD2 prove nothing and are `unsupported`, as are unknown algorithms.
 */
export function verifySignature(
  identifier: DerElement,
  signed: Uint8Array,
  signature: Uint8Array,
  key: KeyObject,
): Promise<'good' | 'bad' | 'unsupported'> {
  const { algorithm, hash } = readSignatureFacts(identifier);
  const digest = hash === null ? undefined : digests[hash];
  const types = keyTypes[algorithm];
  if (types === undefined || (digest === undefined && !withoutDigest.has(algorithm))) return Promise.resolve('unsupported');
  if (!types.includes(key.asymmetricKeyType ?? '')) return Promise.resolve('bad');
  const padding = algorithm === 'RSA-PSS' ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO } : {};
  return new Promise((resolve) => {
    try {
      verify(digest ?? null, signed, { key, ...padding }, signature, (error, good) => resolve(error === null && good ? 'good' : 'bad'));
    } catch {
      resolve('bad');
    }
  });
}
