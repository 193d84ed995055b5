import 'reflect-metadata';
import {
  AuthorityInfoAccessExtension,
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  CRLDistributionPointsExtension,
  ExtendedKeyUsageExtension,
  type GeneralName,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectKeyIdentifierExtension,
} from '@peculiar/x509';
import type { CertificateFacts } from '../evidence.ts';
import { type DerElement, DerFault, derChildren, derTag, expectTag, parseOptions, readObjectIdentifier, readWholeDer } from './der.ts';
import { type GeneralNames, readGeneralNames } from './general-names.ts';
import { microsoftReaders, noMicrosoftFacts } from './microsoft-extensions.ts';
import { type NameConstraints, readNameConstraints } from './name-constraints.ts';
import { printableText } from './text.ts';

/** What the extensions of a certificate say; null and empty where an extension is absent. */
export interface ExtensionFacts {
  subjectAlternativeName: GeneralNames | null;
  basicConstraints: { ca: boolean; pathLength: number | null } | null;
  keyUsage: string[] | null;
  extendedKeyUsage: string[] | null;
  nameConstraints: NameConstraints | null;
  subjectKeyIdentifier: string | null;
  authorityKeyIdentifier: string | null;
  issuerAddresses: string[];
  ocspAddresses: string[];
  crlAddresses: string[];
  template: string | null;
  microsoft: CertificateFacts['microsoft'];
  mustStaple: boolean;
  unknownCriticalExtensions: string[];
  /** Object identifiers of extensions that only inform and could not be read. */
  unreadableExtensions: string[];
  /** Object identifiers of all extensions, and of the critical ones among them. */
  present: ReadonlySet<string>;
  critical: ReadonlySet<string>;
}

const keyUsageNames = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;

type Bytes = Uint8Array<ArrayBuffer>;

const LONGEST_BASIC_CONSTRAINTS = 100;

function readBasicConstraints(extension: Bytes): ExtensionFacts['basicConstraints'] {
  // The library's time for writing out a number grows with the square of its length.
  if (extension.length > LONGEST_BASIC_CONSTRAINTS) throw new DerFault('is too long');
  const { ca, pathLength = null } = new BasicConstraintsExtension(extension, parseOptions);
  if (pathLength === null) return { ca, pathLength };
  // The library takes negative numbers, and hands out large ones as text.
  const length = Math.min(Number(pathLength), Number.MAX_SAFE_INTEGER);
  if (!(length >= 0)) throw new DerFault('has a path length that is no count');
  return { ca, pathLength: length };
}

function readKeyUsage(extension: Bytes): string[] {
  const { usages } = new KeyUsagesExtension(extension, parseOptions);
  return keyUsageNames.filter((name) => (usages & KeyUsageFlags[name]) !== 0);
}

function readExtendedKeyUsage(extension: Bytes, value: DerElement): string[] {
  const usages = Array.from(new ExtendedKeyUsageExtension(extension, parseOptions).usages, String);
  // The library takes numbers for object identifiers, and garbles long arcs such as those made from a UUID.
  return usages.every((usage) => /^\d+(\.\d+)+$/.test(usage)) ? usages : derChildren(value).map(readObjectIdentifier);
}

const urlsOf = (names: readonly GeneralName[]): string[] =>
  names.filter((name) => name.type === 'url').map((name) => printableText(name.value));

function readDistributionPoints(extension: Bytes): string[] {
  const { distributionPoints } = new CRLDistributionPointsExtension(extension, parseOptions);
  const names = [...distributionPoints].flatMap((point) => [...(point.distributionPoint?.fullName ?? [])]);
  return names.flatMap((name) => (name.uniformResourceIdentifier === undefined ? [] : [printableText(name.uniformResourceIdentifier)]));
}

/** Reads one extension into the facts. Needed ones decide over trust: when broken, the certificate is malformed. */
interface Reader {
  readonly name: string;
  readonly needed: boolean;
  readonly read: (facts: ExtensionFacts, extension: Bytes, value: DerElement) => void;
}

const readers: Readonly<Record<string, Reader>> = {
  '2.5.29.17': {
    name: 'subject alternative name',
    needed: true,
    read: (facts, _, value) => {
      facts.subjectAlternativeName = readGeneralNames(expectTag(value, derTag.sequence, 'list of names'));
    },
  },
  '2.5.29.19': {
    name: 'basic constraints',
    needed: true,
    read: (facts, extension) => {
      facts.basicConstraints = readBasicConstraints(extension);
    },
  },
  '2.5.29.15': {
    name: 'key usage',
    needed: true,
    read: (facts, extension) => {
      facts.keyUsage = readKeyUsage(extension);
    },
  },
  '2.5.29.37': {
    name: 'extended key usage',
    needed: true,
    read: (facts, extension, value) => {
      facts.extendedKeyUsage = readExtendedKeyUsage(extension, value);
    },
  },
  '2.5.29.30': {
    name: 'name constraints',
    needed: true,
    // The library has no class for name constraints.
    read: (facts, _, value) => {
      facts.nameConstraints = readNameConstraints(value);
    },
  },
  '2.5.29.14': {
    name: 'subject key identifier',
    needed: false,
    read: (facts, extension) => {
      facts.subjectKeyIdentifier = printableText(new SubjectKeyIdentifierExtension(extension, parseOptions).keyId);
    },
  },
  '2.5.29.35': {
    name: 'authority key identifier',
    needed: false,
    read: (facts, extension) => {
      const { keyId } = new AuthorityKeyIdentifierExtension(extension, parseOptions);
      facts.authorityKeyIdentifier = keyId === undefined ? null : printableText(keyId);
    },
  },
  '1.3.6.1.5.5.7.1.1': {
    name: 'authority information access',
    needed: false,
    read: (facts, extension) => {
      const { ocsp, caIssuers } = new AuthorityInfoAccessExtension(extension, parseOptions);
      facts.ocspAddresses = urlsOf(ocsp);
      facts.issuerAddresses = urlsOf(caIssuers);
    },
  },
  '2.5.29.31': {
    name: 'CRL distribution points',
    needed: false,
    read: (facts, extension) => {
      facts.crlAddresses = readDistributionPoints(extension);
    },
  },
  // The library has no class for TLS features, and none for Microsoft's extensions.
  '1.3.6.1.5.5.7.1.24': {
    name: 'TLS feature',
    needed: false,
    read: (facts, _, value) => {
      const features = derChildren(expectTag(value, derTag.sequence, 'list of features'));
      facts.mustStaple = features.some(
        ({ tag, content }) => tag === derTag.integer && content.length === 1 && content[0] === STATUS_REQUEST,
      );
    },
  },
  ...Object.fromEntries(Object.entries(microsoftReaders).map(([type, read]) => [type, microsoftReader(read)])),
};

/** The TLS extension whose support a certificate with "must staple" demands (RFC 7633 section 3, RFC 6066 section 8). */
const STATUS_REQUEST = 5;

function microsoftReader(read: (value: DerElement) => Partial<NonNullable<CertificateFacts['microsoft']>>): Reader {
  return {
    name: 'of Microsoft',
    needed: false,
    read: (facts, _, value) => {
      facts.microsoft = { ...(facts.microsoft ?? noMicrosoftFacts()), ...read(value) };
    },
  };
}

/** Policies and the like: they may be critical without hurting anyone who, like TLS clients, asks for no policy. */
const toleratedCritical = new Set(['2.5.29.32', '2.5.29.33', '2.5.29.36', '2.5.29.54', '2.16.840.1.113730.1.1']);
/**
 * Extensions that are read here and that OpenSSL and GnuTLS do not count as processed, so that a critical one is refused like one
 * that nobody knows: key identifiers, addresses of issuers, TLS features, and all of Microsoft's own enrolment.
 */
const notProcessedByClients = new Set([
  '2.5.29.14',
  '2.5.29.35',
  '1.3.6.1.5.5.7.1.1',
  '1.3.6.1.5.5.7.1.24',
  ...Object.keys(microsoftReaders),
]);

/** The facts of a certificate without extensions. */
export function noExtensions(): ExtensionFacts {
  return {
    subjectAlternativeName: null,
    basicConstraints: null,
    keyUsage: null,
    extendedKeyUsage: null,
    nameConstraints: null,
    subjectKeyIdentifier: null,
    authorityKeyIdentifier: null,
    issuerAddresses: [],
    ocspAddresses: [],
    crlAddresses: [],
    template: null,
    microsoft: null,
    mustStaple: false,
    unknownCriticalExtensions: [],
    unreadableExtensions: [],
    present: new Set(),
    critical: new Set(),
  };
}

/** An extension as the library's list of them has it, not yet taken for what it is. */
interface ListedExtension {
  readonly extnID: string;
  readonly critical: boolean;
  readonly extnValue: { readonly buffer: ArrayBuffer };
}

/**
 * Reads Extensions (RFC 5280 section 4.2). A broken extension that only informs (addresses, identifiers, template) counts as
 * absent; a broken one that decides over trust, or one that occurs twice, makes the certificate malformed. Each is given to the
 * library by itself, because `X509Certificate.extensions` throws as a whole over one broken extension, whichever it is.
 */
export function readExtensions(list: DerElement, listed: readonly ListedExtension[]): ExtensionFacts {
  const facts = noExtensions();
  const seen = new Set<string>();
  const critical = new Set<string>();
  for (const [index, element] of derChildren(expectTag(list, derTag.sequence, 'list of extensions')).entries()) {
    const extension = listed[index];
    if (extension === undefined) throw new DerFault('has an extension that cannot be read');
    const { extnID: type, critical: isCritical, extnValue } = extension;
    if (seen.has(type)) throw new DerFault(`has the extension ${type} twice`);
    seen.add(type);
    const reader = readers[type];
    if (isCritical) critical.add(type);
    if (isCritical && (reader === undefined || notProcessedByClients.has(type)) && !toleratedCritical.has(type)) {
      facts.unknownCriticalExtensions.push(type);
    }
    if (reader !== undefined && !apply(reader, facts, Uint8Array.from(element.bytes), new Uint8Array(extnValue.buffer))) {
      facts.unreadableExtensions.push(type);
    }
  }
  const guid = facts.subjectAlternativeName?.otherNames.find((name) => name.startsWith('guid:'));
  if (guid !== undefined) facts.microsoft = { ...(facts.microsoft ?? noMicrosoftFacts()), objectGuid: guid.slice('guid:'.length) };
  facts.template = facts.microsoft?.templateName ?? facts.microsoft?.templateOid ?? null;
  return { ...facts, present: seen, critical };
}

/** False when an extension that only informs cannot be read. */
function apply(reader: Reader, facts: ExtensionFacts, extension: Bytes, value: Bytes): boolean {
  try {
    reader.read(facts, extension, readWholeDer(value));
    return true;
  } catch (fault) {
    // What is no DerFault comes from the library.
    const reason = fault instanceof DerFault ? fault.message : 'cannot be read';
    if (reader.needed) throw new DerFault(`has a broken extension (${reader.name}): it ${reason}`);
    return false;
  }
}
