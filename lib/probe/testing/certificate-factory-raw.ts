import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { encodeCount, encodeDer, encodeObjectIdentifier, encodeText } from '../../simulation/certificate-factory-der.ts';
import { algorithmIdentifier, type SignatureHash } from '../../simulation/certificate-factory-resign.ts';
import { ipAddressBytes } from '../x509/ip-address.ts';

/** A key pair with what certificates say of it. */
export interface RawKey {
  readonly privateKey: KeyObject;
  readonly publicKeyInfo: Uint8Array;
  /** SHA-1 of the public key information: any value would do, as long as it is the key's own. */
  readonly identifier: Uint8Array;
}

export interface RawExtension {
  readonly type: string;
  readonly critical: boolean;
  readonly value: Uint8Array;
}

/** Every field of a certificate, to be broken one by one. */
interface RawCertificateOptions {
  readonly version: 1 | 3;
  /** Content octets of the INTEGER. */
  readonly serial: Uint8Array;
  /** `CN=example,O=Example`, innermost part last as it is encoded; the empty text is the empty name. */
  readonly issuer: string;
  readonly subject: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly key: RawKey;
  readonly signer: RawKey;
  readonly hash: SignatureHash;
  readonly extensions: readonly RawExtension[];
}

/** Kinds of keys, weak ones among them. */
export type RawKeyType = 'P-256' | 'P-192' | 'RSA-1024' | 'RSA-2048';

function generate(type: RawKeyType): { publicKey: KeyObject; privateKey: KeyObject } {
  if (type.startsWith('RSA')) return generateKeyPairSync('rsa', { modulusLength: Number(type.slice(4)) });
  return generateKeyPairSync('ec', { namedCurve: type === 'P-192' ? 'prime192v1' : 'P-256' });
}

/** Makes a key pair. */
export function rawKey(type: RawKeyType = 'P-256'): RawKey {
  const { publicKey, privateKey } = generate(type);
  const publicKeyInfo = publicKey.export({ format: 'der', type: 'spki' });
  return { privateKey, publicKeyInfo, identifier: createHash('sha1').update(publicKeyInfo).digest() };
}

/** A fresh serial number of 16 octets. */
export const rawSerial = (): Uint8Array => Uint8Array.from([0x40, ...randomBytes(15)]);

const attributeTypes: Readonly<Record<string, string>> = {
  CN: '2.5.4.3',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  DC: '0.9.2342.19200300.100.1.25',
};

function encodeName(text: string): Uint8Array {
  const parts = text === '' ? [] : text.split(',').map((part) => part.split('='));
  const attribute = (type: string, value: string): Uint8Array =>
    encodeDer(0x30, encodeObjectIdentifier(attributeTypes[type] ?? type), encodeDer(0x0c, Buffer.from(value, 'utf8')));
  return encodeDer(0x30, ...parts.map(([type = '', value = '']) => encodeDer(0x31, attribute(type, value))));
}

/** UTCTime until 2049, GeneralizedTime from then on (RFC 5280 section 4.1.2.5). */
function encodeTime(time: Date): Uint8Array {
  const digits = time.toISOString().replace(/\D/g, '').slice(0, 14);
  const isUtc = time.getUTCFullYear() >= 1950 && time.getUTCFullYear() < 2050;
  return encodeText(isUtc ? 0x17 : 0x18, `${isUtc ? digits.slice(2) : digits}Z`);
}

function encodeExtension({ type, critical, value }: RawExtension): Uint8Array {
  const flag = critical ? [encodeDer(0x01, Uint8Array.of(0xff))] : [];
  return encodeDer(0x30, encodeObjectIdentifier(type), ...flag, encodeDer(0x04, value));
}

/** Writes and signs a certificate. */
export function rawCertificate(options: RawCertificateOptions): Uint8Array {
  const { version, serial, issuer, subject, notBefore, notAfter, key, signer, hash, extensions } = options;
  const algorithm = algorithmIdentifier(signer.privateKey, hash);
  const body = encodeDer(
    0x30,
    ...(version === 1 ? [] : [encodeDer(0xa0, encodeCount(version - 1))]),
    encodeDer(0x02, serial),
    algorithm,
    encodeName(issuer),
    encodeDer(0x30, encodeTime(notBefore), encodeTime(notAfter)),
    encodeName(subject),
    key.publicKeyInfo,
    ...(extensions.length === 0 ? [] : [encodeDer(0xa3, encodeDer(0x30, ...extensions.map(encodeExtension)))]),
  );
  const signature = sign(hash.replace('-', ''), body, signer.privateKey);
  return encodeDer(0x30, body, algorithm, encodeDer(0x03, Uint8Array.of(0), signature));
}

/** Names of a subject alternative name, and bases of name constraints. */
export const rawName = {
  dns: (text: string): Uint8Array => encodeDer(0x82, Buffer.from(text, 'utf8')),
  email: (text: string): Uint8Array => encodeText(0x81, text),
  uri: (text: string): Uint8Array => encodeText(0x86, text),
  directory: (text: string): Uint8Array => encodeDer(0xa4, encodeName(text)),
  other: (type: string, value: Uint8Array): Uint8Array => encodeDer(0xa0, encodeObjectIdentifier(type), encodeDer(0xa0, value)),
  /** An address, or with a mask after a slash a range. */
  ip: (text: string): Uint8Array => encodeDer(0x87, ...text.split('/').map((part) => ipAddressBytes(part) ?? new Uint8Array())),
};

const usageBits = ['digitalSignature', 'nonRepudiation', 'keyEncipherment', 'dataEncipherment', 'keyAgreement', 'keyCertSign', 'cRLSign'];

function subtreeList(tag: number, bases: readonly Uint8Array[] | undefined): Uint8Array[] {
  return bases === undefined ? [] : [encodeDer(tag, ...bases.map((base) => encodeDer(0x30, base)))];
}

/** The extensions of RFC 5280 section 4.2.1 with their usual criticality. */
export const rawExtension = {
  basicConstraints: (ca: boolean, pathLength: number | null = null, critical = true): RawExtension => ({
    type: '2.5.29.19',
    critical,
    value: encodeDer(
      0x30,
      ...(ca ? [encodeDer(0x01, Uint8Array.of(0xff))] : []),
      ...(pathLength === null ? [] : [encodeCount(pathLength)]),
    ),
  }),
  keyUsage: (names: readonly string[], critical = true): RawExtension => {
    const bits = names.reduce((sum, name) => sum | (0x80 >> usageBits.indexOf(name)), 0);
    const unused = bits === 0 ? 0 : 31 - Math.clz32(bits & -bits);
    return { type: '2.5.29.15', critical, value: encodeDer(0x03, Uint8Array.from(bits === 0 ? [0] : [unused, bits])) };
  },
  extendedKeyUsage: (types: readonly string[], critical = false): RawExtension => ({
    type: '2.5.29.37',
    critical,
    value: encodeDer(0x30, ...types.map(encodeObjectIdentifier)),
  }),
  alternativeNames: (names: readonly Uint8Array[], critical = false): RawExtension => ({
    type: '2.5.29.17',
    critical,
    value: encodeDer(0x30, ...names),
  }),
  nameConstraints: (trees: { permitted?: readonly Uint8Array[]; excluded?: readonly Uint8Array[] }, critical = true): RawExtension => ({
    type: '2.5.29.30',
    critical,
    value: encodeDer(0x30, ...subtreeList(0xa0, trees.permitted), ...subtreeList(0xa1, trees.excluded)),
  }),
  subjectKeyIdentifier: (key: RawKey, critical = false): RawExtension => ({
    type: '2.5.29.14',
    critical,
    value: encodeDer(0x04, key.identifier),
  }),
  authorityKeyIdentifier: (key: RawKey | null, critical = false): RawExtension => ({
    type: '2.5.29.35',
    critical,
    value: encodeDer(0x30, ...(key === null ? [] : [encodeDer(0x80, key.identifier)])),
  }),
};
