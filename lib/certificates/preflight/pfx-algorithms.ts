import { type DerElement, DerFault, derChildren, derTag, expectTag, readObjectIdentifier } from '#lib/probe/x509/der.ts';

/** A key made from a password: with how many rounds, and of which hash. */
type Derivation = { salt: Uint8Array; rounds: number; hash: string };

/** How a part of a PFX file is encrypted. */
export type PfxCipher =
  /** By the older rules of PKCS #12 (RFC 7292 appendix B and C). */
  | ({ scheme: 'pkcs12'; cipher: 'triple-des' | 'two-key-triple-des' | 'rc2-40' | 'rc2-128' } & Derivation)
  /** PBES2 with PBKDF2 (RFC 8018). */
  | ({ scheme: 'pbes2'; cipher: 'aes-128-cbc' | 'aes-192-cbc' | 'aes-256-cbc' | 'des-ede3-cbc'; iv: Uint8Array } & Derivation)
  | { scheme: 'unknown'; oid: string };

const pkcs12Ciphers: Readonly<Record<string, (PfxCipher & { scheme: 'pkcs12' })['cipher']>> = {
  '1.2.840.113549.1.12.1.3': 'triple-des',
  '1.2.840.113549.1.12.1.4': 'two-key-triple-des',
  '1.2.840.113549.1.12.1.5': 'rc2-128',
  '1.2.840.113549.1.12.1.6': 'rc2-40',
};

const pbes2Ciphers: Readonly<Record<string, (PfxCipher & { scheme: 'pbes2' })['cipher']>> = {
  '2.16.840.1.101.3.4.1.2': 'aes-128-cbc',
  '2.16.840.1.101.3.4.1.22': 'aes-192-cbc',
  '2.16.840.1.101.3.4.1.42': 'aes-256-cbc',
  '1.2.840.113549.3.7': 'des-ede3-cbc',
};

const pbes2 = '1.2.840.113549.1.5.13';
const pbkdf2 = '1.2.840.113549.1.5.12';

const macHashes: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.8': 'sha224',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
};

const digests: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.4': 'sha224',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/** A count that a file announces: a positive whole number of at most four bytes. Larger ones come back as Infinity. */
export function readCount(element: DerElement | undefined, what: string): number {
  const { content } = expectTag(element, derTag.integer, what);
  if (content.length === 0 || (content[0] ?? 0) >= 0x80) throw new DerFault(`has a broken ${what}`);
  return content.length > 5 ? Number.POSITIVE_INFINITY : content.reduce((value, octet) => value * 256 + octet, 0);
}

/** The cipher that an AlgorithmIdentifier names. */
export function readCipher(identifier: DerElement | undefined): PfxCipher {
  const [algorithm, parameters] = derChildren(expectTag(identifier, derTag.sequence, 'algorithm'));
  const oid = readObjectIdentifier(algorithm);
  const cipher = pkcs12Ciphers[oid];
  if (cipher !== undefined) {
    const [salt, rounds] = derChildren(expectTag(parameters, derTag.sequence, 'parameters of the encryption'));
    return {
      scheme: 'pkcs12',
      cipher,
      hash: 'sha1',
      salt: expectTag(salt, derTag.octetString, 'salt').content,
      rounds: readCount(rounds, 'count of rounds'),
    };
  }
  return oid === pbes2 ? readPbes2(parameters) : { scheme: 'unknown', oid };
}

function readPbes2(parameters: DerElement | undefined): PfxCipher {
  const [derivation, encryption] = derChildren(expectTag(parameters, derTag.sequence, 'parameters of the encryption'));
  const [derivationOid, derivationParameters] = derChildren(expectTag(derivation, derTag.sequence, 'key derivation'));
  const [cipherOid, iv] = derChildren(expectTag(encryption, derTag.sequence, 'cipher'));
  const cipher = pbes2Ciphers[readObjectIdentifier(cipherOid)];
  if (cipher === undefined) return { scheme: 'unknown', oid: readObjectIdentifier(cipherOid) };
  if (readObjectIdentifier(derivationOid) !== pbkdf2) return { scheme: 'unknown', oid: readObjectIdentifier(derivationOid) };
  const [salt, rounds, ...rest] = derChildren(expectTag(derivationParameters, derTag.sequence, 'parameters of PBKDF2'));
  const prf = rest.find(({ tag }) => tag === derTag.sequence);
  const prfOid = prf === undefined ? '1.2.840.113549.2.7' : readObjectIdentifier(derChildren(prf)[0]);
  const hash = macHashes[prfOid];
  if (hash === undefined) return { scheme: 'unknown', oid: prfOid };
  return {
    scheme: 'pbes2',
    cipher,
    hash,
    iv: expectTag(iv, derTag.octetString, 'initial vector').content,
    salt: expectTag(salt, derTag.octetString, 'salt').content,
    rounds: readCount(rounds, 'count of rounds'),
  };
}

/** How the password protects the whole file from change; `hash` is null where it is by a rule that is not known here. */
export type PfxMac = { hash: string | null; digest: Uint8Array; salt: Uint8Array; rounds: number };

/** Reads MacData (RFC 7292 section 4). */
export function readMac(element: DerElement): PfxMac {
  const [info, salt, rounds] = derChildren(expectTag(element, derTag.sequence, 'message authentication code'));
  const [algorithm, digest] = derChildren(expectTag(info, derTag.sequence, 'digest'));
  const oid = readObjectIdentifier(derChildren(expectTag(algorithm, derTag.sequence, 'digest algorithm'))[0]);
  return {
    hash: digests[oid] ?? null,
    digest: expectTag(digest, derTag.octetString, 'digest').content,
    salt: expectTag(salt, derTag.octetString, 'salt').content,
    rounds: rounds === undefined ? 1 : readCount(rounds, 'count of rounds'),
  };
}

const hashWords = (hash: string): string => hash.replace('sha', 'SHA-');

const cipherWords: Readonly<Record<Exclude<PfxCipher, { scheme: 'unknown' }>['cipher'], string>> = {
  'triple-des': 'TripleDES-SHA1',
  'two-key-triple-des': 'two-key TripleDES with SHA-1',
  'rc2-40': '40-bit RC2 with SHA-1',
  'rc2-128': '128-bit RC2 with SHA-1',
  'aes-128-cbc': 'AES-128',
  'aes-192-cbc': 'AES-192',
  'aes-256-cbc': 'AES-256',
  'des-ede3-cbc': 'TripleDES by PBES2',
};

/** `TripleDES-SHA1, 2000 rounds`, `AES-256 with HMAC-SHA-256, 2048 rounds`. */
export function cipherText(cipher: PfxCipher): string {
  if (cipher.scheme === 'unknown') return `an encryption that is not known here (${cipher.oid})`;
  const prf = cipher.scheme === 'pbes2' ? ` with HMAC-${hashWords(cipher.hash)}` : '';
  return `${cipherWords[cipher.cipher]}${prf}, ${cipher.rounds} rounds`;
}

/** `SHA-256, 2048 rounds`. */
export const macText = ({ hash, rounds }: PfxMac): string =>
  hash === null ? 'by a rule that is not known here' : `${hashWords(hash)}, ${rounds} ${rounds === 1 ? 'round' : 'rounds'}`;
