import { type KeyObject, sign } from 'node:crypto';
import { derChildren, readDer } from '../probe/x509/der.ts';
import { encodeDer, encodeObjectIdentifier } from './certificate-factory-der.ts';

export type SignatureHash = 'MD5' | 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512';

const rsaSignatures: Readonly<Record<SignatureHash, string>> = {
  MD5: '1.2.840.113549.1.1.4',
  'SHA-1': '1.2.840.113549.1.1.5',
  'SHA-256': '1.2.840.113549.1.1.11',
  'SHA-384': '1.2.840.113549.1.1.12',
  'SHA-512': '1.2.840.113549.1.1.13',
};
const ecdsaSignatures: Readonly<Record<SignatureHash, string | null>> = {
  MD5: null,
  'SHA-1': '1.2.840.10045.4.1',
  'SHA-256': '1.2.840.10045.4.3.2',
  'SHA-384': '1.2.840.10045.4.3.3',
  'SHA-512': '1.2.840.10045.4.3.4',
};

/** The AlgorithmIdentifier of a signature by that key with that hash. */
export function algorithmIdentifier(key: KeyObject, hash: SignatureHash): Uint8Array {
  if (key.asymmetricKeyType === 'rsa') return encodeDer(0x30, encodeObjectIdentifier(rsaSignatures[hash]), encodeDer(0x05));
  const identifier = key.asymmetricKeyType === 'ec' ? ecdsaSignatures[hash] : null;
  if (identifier === null) throw new Error(`There is no ${hash} signature for keys of type ${key.asymmetricKeyType}.`);
  return encodeDer(0x30, encodeObjectIdentifier(identifier));
}

/**
 * Signs the certificate anew with another hash: both AlgorithmIdentifiers are replaced and the body is signed by OpenSSL.
 * WebCrypto has no MD5, and for RSA keys it signs with the hash bound to the key.
 */
export function resign(der: Uint8Array, key: KeyObject, hash: SignatureHash): Uint8Array {
  const identifier = algorithmIdentifier(key, hash);
  const [body] = derChildren(readDer(der));
  const fields = body === undefined ? [] : derChildren(body);
  const signatureField = fields[0]?.tag === 0xa0 ? 2 : 1;
  const newBody = encodeDer(0x30, ...fields.map((field, index) => (index === signatureField ? identifier : field.bytes)));
  const signature = sign(hash.replace('-', ''), newBody, key);
  return encodeDer(0x30, newBody, identifier, encodeDer(0x03, Uint8Array.of(0), signature));
}
