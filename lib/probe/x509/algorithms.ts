import { type DerElement, derChildren, derTag, expectTag, readBits, readDer, readObjectIdentifier } from './der.ts';

/**
 * `algorithm` is RSA, RSA-PSS, EC, DSA, Ed25519, Ed448, ML-DSA-44/65/87 or an object identifier; `bits` is the strength-giving
 * size (modulus or field) where there is one; `curve` a NIST name, another well-known name or an object identifier.
 */
interface KeyFacts {
  algorithm: string;
  bits: number | null;
  curve: string | null;
}

/** `algorithm` is RSA, RSA-PSS, ECDSA, DSA, Ed25519 and so on, or an object identifier; `hash` is MD5, SHA-1, SHA-256 … or null. */
interface SignatureFacts {
  algorithm: string;
  hash: string | null;
}

const modernAlgorithms: Readonly<Record<string, string>> = {
  '1.3.101.112': 'Ed25519',
  '1.3.101.113': 'Ed448',
  '2.16.840.1.101.3.4.3.17': 'ML-DSA-44',
  '2.16.840.1.101.3.4.3.18': 'ML-DSA-65',
  '2.16.840.1.101.3.4.3.19': 'ML-DSA-87',
};

const keyAlgorithms: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.1': 'RSA',
  '1.2.840.113549.1.1.10': 'RSA-PSS',
  '1.2.840.10045.2.1': 'EC',
  '1.2.840.10040.4.1': 'DSA',
  ...modernAlgorithms,
};

const curves: Readonly<Record<string, { name: string; bits: number }>> = {
  '1.2.840.10045.3.1.1': { name: 'P-192', bits: 192 },
  '1.3.132.0.33': { name: 'P-224', bits: 224 },
  '1.2.840.10045.3.1.7': { name: 'P-256', bits: 256 },
  '1.3.132.0.34': { name: 'P-384', bits: 384 },
  '1.3.132.0.35': { name: 'P-521', bits: 521 },
  '1.3.132.0.10': { name: 'secp256k1', bits: 256 },
  '1.3.36.3.3.2.8.1.1.7': { name: 'brainpoolP256r1', bits: 256 },
  '1.3.36.3.3.2.8.1.1.11': { name: 'brainpoolP384r1', bits: 384 },
  '1.3.36.3.3.2.8.1.1.13': { name: 'brainpoolP512r1', bits: 512 },
};

const hashes: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.5': 'MD5',
  '1.3.14.3.2.26': 'SHA-1',
  '2.16.840.1.101.3.4.2.4': 'SHA-224',
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
};

const signatureAlgorithms: Readonly<Record<string, SignatureFacts>> = {
  '1.2.840.113549.1.1.2': { algorithm: 'RSA', hash: 'MD2' },
  '1.2.840.113549.1.1.4': { algorithm: 'RSA', hash: 'MD5' },
  '1.2.840.113549.1.1.5': { algorithm: 'RSA', hash: 'SHA-1' },
  '1.3.14.3.2.29': { algorithm: 'RSA', hash: 'SHA-1' },
  '1.2.840.113549.1.1.14': { algorithm: 'RSA', hash: 'SHA-224' },
  '1.2.840.113549.1.1.11': { algorithm: 'RSA', hash: 'SHA-256' },
  '1.2.840.113549.1.1.12': { algorithm: 'RSA', hash: 'SHA-384' },
  '1.2.840.113549.1.1.13': { algorithm: 'RSA', hash: 'SHA-512' },
  '1.2.840.10045.4.1': { algorithm: 'ECDSA', hash: 'SHA-1' },
  '1.2.840.10045.4.3.1': { algorithm: 'ECDSA', hash: 'SHA-224' },
  '1.2.840.10045.4.3.2': { algorithm: 'ECDSA', hash: 'SHA-256' },
  '1.2.840.10045.4.3.3': { algorithm: 'ECDSA', hash: 'SHA-384' },
  '1.2.840.10045.4.3.4': { algorithm: 'ECDSA', hash: 'SHA-512' },
  '1.2.840.10040.4.3': { algorithm: 'DSA', hash: 'SHA-1' },
  '2.16.840.1.101.3.4.3.2': { algorithm: 'DSA', hash: 'SHA-256' },
};

const pssSignature = '1.2.840.113549.1.1.10';

function bitLength(content: Uint8Array): number {
  const start = content.findIndex((octet) => octet !== 0);
  if (start === -1) return 0;
  return (content.length - start - 1) * 8 + (32 - Math.clz32(content[start] ?? 0));
}

/** The size of a number that is the first (RSA) or only (DSA parameters) part of a list. */
function firstNumberBits(list: DerElement | undefined): number | null {
  if (list?.tag !== derTag.sequence) return null;
  const first = derChildren(list)[0];
  return first?.tag === derTag.integer ? bitLength(first.content) : null;
}

/**
 * Reads a SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7, RFC 3279, RFC 5480). Not by the library: its `PublicKey` rounds RSA sizes up
 * to whole bytes, has none for RSA-PSS and DSA, names few curves and throws over an EC key without a named one.
 */
export function readKeyFacts(subjectPublicKeyInfo: DerElement): KeyFacts {
  const [identifier, keyBits] = derChildren(subjectPublicKeyInfo);
  const [typeElement, parameters] = derChildren(expectTag(identifier, derTag.sequence, 'key algorithm'));
  const type = readObjectIdentifier(typeElement);
  const algorithm = keyAlgorithms[type] ?? type;
  const key = readBits(keyBits, 'public key');
  if (algorithm === 'RSA' || algorithm === 'RSA-PSS') return { algorithm, bits: firstNumberBits(readDer(key)), curve: null };
  if (algorithm === 'DSA') return { algorithm, bits: firstNumberBits(parameters), curve: null };
  if (algorithm !== 'EC') return { algorithm, bits: null, curve: null };
  if (parameters?.tag !== derTag.objectIdentifier) return { algorithm, bits: null, curve: 'explicit parameters' };
  const identifierText = readObjectIdentifier(parameters);
  const curve = curves[identifierText];
  return { algorithm, bits: curve?.bits ?? null, curve: curve?.name ?? identifierText };
}

/** Hash of RSASSA-PSS parameters (RFC 4055 section 3.1); SHA-1 is the default. */
function pssHash(parameters: DerElement | undefined): string | null {
  const wrapped = parameters?.tag === derTag.sequence ? derChildren(parameters).find((child) => child.tag === 0xa0) : undefined;
  if (wrapped === undefined) return 'SHA-1';
  const type = readObjectIdentifier(derChildren(readDer(wrapped.content))[0]);
  return hashes[type] ?? type;
}

/** Reads a signature's AlgorithmIdentifier. The library names no MD5, MD2, SHA-224 or DSA, and weak ones must be told by name. */
export function readSignatureFacts(identifier: DerElement | undefined): SignatureFacts {
  const [typeElement, parameters] = derChildren(expectTag(identifier, derTag.sequence, 'signature algorithm'));
  const type = readObjectIdentifier(typeElement);
  if (type === pssSignature) return { algorithm: 'RSA-PSS', hash: pssHash(parameters) };
  const known = signatureAlgorithms[type];
  return known === undefined ? { algorithm: modernAlgorithms[type] ?? type, hash: null } : { ...known };
}
