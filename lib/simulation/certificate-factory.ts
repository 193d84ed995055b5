import 'reflect-metadata';
import { createHash, createPrivateKey, createPublicKey, type KeyObject, randomBytes } from 'node:crypto';
import { type JsonName, Name, X509CertificateGenerator } from '@peculiar/x509';
import { now } from '#lib/clock.ts';
import { certificateExtensions, type ExtensionOptions } from './certificate-factory-extensions.ts';
import { type KeyType, keyPair, keyPem } from './certificate-factory-keys.ts';
import { resign, type SignatureHash } from './certificate-factory-resign.ts';

/** What a certificate shall be. Everything has a sound default; name only what it is about. */
export interface CertificateOptions extends ExtensionOptions {
  /** RFC 4514 text, most specific part first: `CN=dc1.example.test,OU=Domain Controllers,DC=example,DC=test`. */
  subject?: string;
  notBefore?: Date;
  notAfter?: Date;
  /** Default: EC P-256. Keys are shared between certificates unless `freshKey` asks for one of its own. */
  key?: KeyType;
  freshKey?: boolean;
  /** Hash of the signature on this certificate. MD5 and SHA-1 are made too. Default: SHA-256. */
  signatureHash?: SignatureHash;
  /** Hexadecimal. Default: 16 random bytes. */
  serialNumber?: string;
  /** Spoils the signature. */
  brokenSignature?: boolean;
}

/** A certificate in every form that servers and tests need. */
export interface IssuedCertificate {
  readonly der: Uint8Array;
  readonly pem: string;
  /** PKCS #8 PEM of its private key. */
  readonly keyPem: string;
  /** SHA-256 of the DER bytes, lower-case hexadecimal. */
  readonly sha256: string;
  /** The certificate and its intermediates as a sound server sends them: leaf first, no root. */
  readonly chain: readonly Uint8Array[];
  /** `chain` as PEM text: the `cert` of `tls.createServer`. */
  readonly chainPem: string;
}

/** A certification authority that issues certificates. */
export interface Authority {
  readonly certificate: IssuedCertificate;
  /** Issues a server certificate: serverAuth, digitalSignature and keyEncipherment, 397 days, SAN from `dnsNames`. */
  readonly issue: (options?: CertificateOptions) => Promise<IssuedCertificate>;
  /** Issues an authority below this one, for five years. */
  readonly intermediate: (options?: CertificateOptions) => Promise<Authority>;
  /** Certifies another authority's name and key once more (cross-signing); the answer issues what the other would. */
  readonly crossSign: (other: Authority, options?: CertificateOptions) => Promise<Authority>;
}

interface Signer {
  readonly subject: string;
  readonly keys: CryptoKeyPair;
  readonly privateKey: KeyObject;
  readonly certificate: IssuedCertificate;
  readonly isRoot: boolean;
}

const DAY_MS = 86_400_000;

/** PEM text of a DER certificate. */
export function certificatePem(der: Uint8Array): string {
  const body = Buffer.from(der)
    .toString('base64')
    .replace(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`;
}

/** Certificates hold names outermost part first. */
function encodedName(text: string): JsonName {
  return new Name(text).toJSON().reverse();
}

function breakSignature(der: Uint8Array): Uint8Array {
  const broken = Uint8Array.from(der);
  // The last bytes are the signature's own, whatever the algorithm, and no length is among them.
  broken[broken.length - 3] = (broken[broken.length - 3] ?? 0) ^ 0x55;
  return broken;
}

async function certify(
  options: CertificateOptions & { subject: string },
  keys: CryptoKeyPair,
  issuer: Signer | null,
): Promise<IssuedCertificate> {
  const signingKeys = issuer?.keys ?? keys;
  const created = await X509CertificateGenerator.create({
    serialNumber: options.serialNumber ?? `00${randomBytes(16).toString('hex')}`,
    subject: encodedName(options.subject),
    issuer: encodedName(issuer?.subject ?? options.subject),
    notBefore: options.notBefore ?? new Date(now().getTime() - DAY_MS),
    notAfter: options.notAfter ?? new Date(now().getTime() + 397 * DAY_MS),
    publicKey: keys.publicKey,
    signingKey: signingKeys.privateKey,
    signingAlgorithm: { name: signingKeys.privateKey.algorithm.name, hash: 'SHA-256' },
    extensions: await certificateExtensions(options, keys, signingKeys),
  });
  const privatePem = await keyPem(keys);
  const signingKey = issuer?.privateKey ?? createPrivateKey(privatePem);
  const signed =
    options.signatureHash === undefined
      ? new Uint8Array(created.rawData)
      : resign(new Uint8Array(created.rawData), signingKey, options.signatureHash);
  const der = options.brokenSignature === true ? breakSignature(signed) : signed;
  const chain = [der, ...(issuer === null || issuer.isRoot ? [] : issuer.certificate.chain)];
  return {
    der,
    pem: certificatePem(der),
    keyPem: privatePem,
    sha256: createHash('sha256').update(der).digest('hex'),
    chain,
    chainPem: chain.map(certificatePem).join(''),
  };
}

const authorityDefaults: CertificateOptions = {
  isAuthority: true,
  keyUsage: ['digitalSignature', 'keyCertSign', 'cRLSign'],
};

const signers = new WeakMap<Authority, Signer>();

function authorityOf(signer: Signer): Authority {
  const certifyBelow = async (options: CertificateOptions & { subject: string }, keys?: CryptoKeyPair): Promise<Signer> => {
    const ownKeys = keys ?? (await keyPair(options.key ?? 'P-256', options.freshKey ?? options.isAuthority === true));
    const certificate = await certify(options, ownKeys, signer);
    return { subject: options.subject, keys: ownKeys, privateKey: createPrivateKey(certificate.keyPem), certificate, isRoot: false };
  };
  const authority: Authority = {
    certificate: signer.certificate,
    issue: async (options = {}) => {
      const subject = options.subject ?? `CN=${options.dnsNames?.[0] ?? 'localhost'}`;
      const wanted: CertificateOptions & { subject: string } = {
        dnsNames: ['localhost'],
        keyUsage: ['digitalSignature', 'keyEncipherment'],
        extendedKeyUsage: ['serverAuth'],
        ...options,
        subject,
      };
      return (await certifyBelow(wanted)).certificate;
    },
    intermediate: async (options = {}) =>
      authorityOf(
        await certifyBelow({
          notAfter: new Date(now().getTime() + 1825 * DAY_MS),
          ...authorityDefaults,
          subject: 'CN=Test Issuing CA, O=Example',
          ...options,
        }),
      ),
    crossSign: async (other, options = {}) => {
      const target = signers.get(other);
      if (target === undefined) throw new Error('Only authorities made by createAuthority can be cross-signed.');
      return authorityOf(await certifyBelow({ ...authorityDefaults, ...options, subject: target.subject }, target.keys));
    },
  };
  signers.set(authority, signer);
  return authority;
}

/**
 * Makes a root authority.
 *
 * @example A sound server:
 * const root = await createAuthority();
 * const issuing = await root.intermediate();
 * const leaf = await issuing.issue({ dnsNames: ['dc1.example.test'] });
 * tls.createServer({ cert: leaf.chainPem, key: leaf.keyPem });
 * createTrustAnchors([{ store: 'test', pem: root.certificate.pem }]);
 *
 * @example Faults: a missing intermediate is `leaf.pem` instead of `leaf.chainPem`; a wrong order is the DERs of `leaf.chain`
 * put together in another order with `certificatePem`; an expired, SHA-1 signed leaf with a weak key is
 * await issuing.issue({ notAfter: new Date('2020-01-01'), notBefore: new Date('2019-01-01'), key: 'RSA-1024', signatureHash: 'SHA-1' });
 */
export async function createAuthority(options: CertificateOptions = {}): Promise<Authority> {
  const wanted = {
    notAfter: new Date(now().getTime() + 3650 * DAY_MS),
    ...authorityDefaults,
    subject: 'CN=Test Root CA, O=Example',
    ...options,
  };
  const keys = await keyPair(wanted.key ?? 'P-256', wanted.freshKey ?? true);
  const certificate = await certify(wanted, keys, null);
  return authorityOf({ subject: wanted.subject, keys, privateKey: createPrivateKey(certificate.keyPem), certificate, isRoot: true });
}

/** An authority as it is kept: its name (RFC 4514), its certificate and its key, P-256. */
export type KeptAuthority = { subject: string; certificate: IssuedCertificate; isRoot: boolean };

/** The authority that was kept; it goes on issuing. */
export async function restoreAuthority({ subject, certificate, isRoot }: KeptAuthority): Promise<Authority> {
  const privateKey = createPrivateKey(certificate.keyPem);
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const bytes = (key: KeyObject, type: 'pkcs8' | 'spki') => Uint8Array.from(key.export({ format: 'der', type }));
  const keys = {
    privateKey: await crypto.subtle.importKey('pkcs8', bytes(privateKey, 'pkcs8'), algorithm, true, ['sign']),
    publicKey: await crypto.subtle.importKey('spki', bytes(createPublicKey(privateKey), 'spki'), algorithm, true, ['verify']),
  };
  return authorityOf({ subject, keys, privateKey, certificate, isRoot });
}

/** A server certificate that signed itself and is no authority, as installers make them. */
export async function createSelfSigned(options: CertificateOptions = {}): Promise<IssuedCertificate> {
  const subject = options.subject ?? `CN=${options.dnsNames?.[0] ?? 'localhost'}`;
  const keys = await keyPair(options.key ?? 'P-256', options.freshKey ?? false);
  return certify({ dnsNames: ['localhost'], extendedKeyUsage: ['serverAuth'], ...options, subject }, keys, null);
}
