import 'reflect-metadata';
import { createHash, X509Certificate as OpenSslCertificate } from 'node:crypto';
import { X509Certificate } from '@peculiar/x509';
import type { CertificateFacts } from '../evidence.ts';
import { readKeyFacts, readSignatureFacts } from './algorithms.ts';
import { BoundedCache } from './bounded-cache.ts';
import { contextTag, DerFault, derChildren, derTag, expectTag, parseOptions, readWholeDer } from './der.ts';
import { type DistinguishedName, distinguishedName } from './distinguished-name.ts';
import { noExtensions, readExtensions } from './extensions.ts';
import type { AnyName } from './general-names.ts';
import type { NameConstraints } from './name-constraints.ts';
import { printableText } from './text.ts';
import { checkedTime } from './time.ts';

/** The facts together with what path building needs and nobody else. */
export interface ReadCertificate {
  readonly facts: CertificateFacts;
  /** Null when malformed. */
  readonly names: { readonly subject: DistinguishedName; readonly issuer: DistinguishedName } | null;
  readonly nameConstraints: NameConstraints | null;
  /** Object identifiers of the extensions, and of the critical ones among them. */
  readonly extensions: { readonly present: ReadonlySet<string>; readonly critical: ReadonlySet<string> };
  /** Every name of the subject alternative name. */
  readonly alternativeNames: readonly AnyName[];
  /** Content octets of the serial number, at most 64. */
  readonly serial: Uint8Array;
  /** X.509 version 1 certificates have no extensions to say that they are an authority. */
  readonly isVersion1: boolean;
}

/** Two fleets of 5,000 servers with two certificates each. */
const CACHE_LIMIT = 20_000;
const cache = new BoundedCache<string, ReadCertificate>(CACHE_LIMIT);
/** Ten times a usual certificate. Larger ones are read anew each time, so that hostile servers cannot fill the memory with theirs. */
const MOST_BYTES_KEPT = 16 * 1024;

/**
 * Reads the facts of a certificate (RFC 5280). Never throws: bytes that are no certificate come back with the reason in
 * `malformed` and empty facts. Results are kept by SHA-256 of the bytes, so the same object may be handed out again:
 * treat it as read-only.
 */
export function readCertificate(der: Uint8Array): CertificateFacts {
  return readCertificateFully(der).facts;
}

/** Like `readCertificate`, with the parts that path building needs. */
export function readCertificateFully(der: Uint8Array): ReadCertificate {
  const sha256 = createHash('sha256').update(der).digest('hex');
  return der.length > MOST_BYTES_KEPT ? readNow(der, sha256) : cache.getOrMake(sha256, () => readNow(der, sha256));
}

function readNow(der: Uint8Array, sha256: string): ReadCertificate {
  try {
    return parseCertificate(der, sha256);
  } catch (fault) {
    const reason = fault instanceof DerFault ? fault.message : 'cannot be read';
    const { present, critical, nameConstraints } = noExtensions();
    const facts = malformedFacts(der, sha256, `The certificate ${reason}.`);
    return {
      facts,
      names: null,
      nameConstraints,
      extensions: { present, critical },
      alternativeNames: [],
      serial: new Uint8Array(),
      isVersion1: false,
    };
  }
}

function malformedFacts(bytes: Uint8Array, sha256: string, malformed: string): CertificateFacts {
  const { subjectAlternativeName, nameConstraints, present, critical, ...extensions } = noExtensions();
  return {
    sha256,
    der: Buffer.from(bytes).toString('base64'),
    malformed,
    subject: '',
    subjectCommonNames: [],
    issuer: '',
    issuerCommonName: null,
    serialNumber: '',
    notBefore: null,
    notAfter: null,
    dnsNames: [],
    ipAddresses: [],
    otherNames: [],
    hasSubjectAlternativeName: false,
    key: { algorithm: '', bits: null, curve: null },
    signature: { algorithm: '', hash: null },
    ...extensions,
    selfSigned: false,
    publicKeySha256: null,
  };
}

function verifiesItself(bytes: Uint8Array): boolean {
  try {
    const certificate = new OpenSslCertificate(bytes);
    return certificate.verify(certificate.publicKey);
  } catch {
    return false;
  }
}

/** The library's certificate with its list of extensions as it stands, which the library keeps to classes built on it. */
class OpenCertificate extends X509Certificate {
  get listedExtensions() {
    return this.asn.tbsCertificate.extensions ?? [];
  }
}

function open(bytes: Uint8Array): OpenCertificate {
  try {
    return new OpenCertificate(Uint8Array.from(bytes), parseOptions);
  } catch (error) {
    throw new DerFault(`cannot be read: ${error instanceof Error ? printableText(error.message) : 'unknown reason'}`);
  }
}

/**
 * Our own strict reading comes first: the library takes BER, bytes after the end and two different signature algorithms. Names,
 * serial number and dates are the library's. The public key and the signature algorithm are not, see `algorithms.ts`.
 */
function parseCertificate(bytes: Uint8Array, sha256: string): ReadCertificate {
  const [tbs, outerAlgorithm, signatureBits] = derChildren(expectTag(readWholeDer(bytes), derTag.sequence, 'outer list'));
  expectTag(signatureBits, derTag.bitString, 'signature');
  const fields = derChildren(expectTag(tbs, derTag.sequence, 'certificate body'));
  const hasVersion = fields[0]?.tag === contextTag(0, true);
  const [serial, innerAlgorithm, , validity, , keyInfo, ...rest] = hasVersion ? fields.slice(1) : fields;
  const signature = readSignatureFacts(outerAlgorithm);
  if (Buffer.compare(innerAlgorithm?.bytes ?? Buffer.alloc(0), outerAlgorithm?.bytes ?? Buffer.alloc(0)) !== 0) {
    throw new DerFault('names two different signature algorithms');
  }
  const [notBefore, notAfter] = derChildren(expectTag(validity, derTag.sequence, 'validity'));
  const publicKey = expectTag(keyInfo, derTag.sequence, 'public key');
  const certificate = open(bytes);
  const subject = distinguishedName(certificate.subjectName);
  const issuer = distinguishedName(certificate.issuerName);
  const wrapped = rest.find((field) => field.tag === contextTag(3, true));
  const { subjectAlternativeName, nameConstraints, present, critical, ...extensions } =
    wrapped === undefined ? noExtensions() : readExtensions(readWholeDer(wrapped.content), certificate.listedExtensions);
  const facts: CertificateFacts = {
    sha256,
    der: Buffer.from(bytes).toString('base64'),
    malformed: null,
    subject: subject.text,
    subjectCommonNames: [...subject.commonNames],
    issuer: issuer.text,
    issuerCommonName: issuer.commonNames.at(-1) ?? null,
    serialNumber: certificate.serialNumber.replace(/^00(?=..)/, '').slice(0, 128),
    notBefore: checkedTime(() => certificate.notBefore, notBefore, 'notBefore'),
    notAfter: checkedTime(() => certificate.notAfter, notAfter, 'notAfter'),
    dnsNames: subjectAlternativeName?.dnsNames ?? [],
    ipAddresses: subjectAlternativeName?.ipAddresses ?? [],
    otherNames: subjectAlternativeName?.otherNames ?? [],
    hasSubjectAlternativeName: subjectAlternativeName !== null,
    key: readKeyFacts(publicKey),
    signature,
    ...extensions,
    selfSigned: subject.key === issuer.key && verifiesItself(bytes),
    // Over the bytes as sent: the library would encode the key anew.
    publicKeySha256: createHash('sha256').update(publicKey.bytes).digest('hex'),
  };
  return {
    facts,
    names: { subject, issuer },
    nameConstraints,
    extensions: { present, critical },
    alternativeNames: subjectAlternativeName?.all ?? [],
    serial: Uint8Array.from(expectTag(serial, derTag.integer, 'serial number').content.subarray(0, 64)),
    isVersion1: !hasVersion,
  };
}
