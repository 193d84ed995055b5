import {
  contextTag,
  type DerElement,
  DerFault,
  derChildren,
  derTag,
  expectTag,
  hexText,
  readBits,
  readCount,
  readDer,
  readObjectIdentifier,
} from './der.ts';
import { addressesOf, type GeneralNames, readGeneralNames } from './general-names.ts';
import { type NameConstraints, readNameConstraints } from './name-constraints.ts';
import { printableText, readText } from './text.ts';

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
  unknownCriticalExtensions: string[];
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

const ocspAccess = '1.3.6.1.5.5.7.48.1';
const issuerAccess = '1.3.6.1.5.5.7.48.2';

function readBasicConstraints(value: DerElement): ExtensionFacts['basicConstraints'] {
  const [first, second] = derChildren(expectTag(value, derTag.sequence, 'basic constraints'));
  const hasFlag = first?.tag === derTag.boolean;
  const length = hasFlag ? second : first;
  return {
    ca: hasFlag && first.content.length === 1 && first.content[0] !== 0,
    pathLength: length === undefined ? null : readCount(length, 'path length'),
  };
}

function readKeyUsage(value: DerElement): string[] {
  const bits = readBits(value, 'key usage');
  return keyUsageNames.filter((_, index) => ((bits[index >> 3] ?? 0) & (0x80 >> (index & 7))) !== 0);
}

function readAuthorityKeyIdentifier(value: DerElement): string | null {
  const identifier = derChildren(value).find((child) => child.tag === contextTag(0, false));
  return identifier === undefined ? null : printableText(hexText(identifier.content));
}

function readAuthorityAccess(value: DerElement, facts: ExtensionFacts): void {
  for (const description of derChildren(value)) {
    const [method, location] = derChildren(description);
    const addresses = location === undefined ? [] : addressesOf([location]);
    const type = readObjectIdentifier(method);
    if (type === ocspAccess) facts.ocspAddresses.push(...addresses);
    else if (type === issuerAccess) facts.issuerAddresses.push(...addresses);
  }
}

function readDistributionPoints(value: DerElement): string[] {
  return derChildren(value).flatMap((point) => {
    const name = derChildren(point).find((child) => child.tag === contextTag(0, true));
    const fullName = name === undefined ? undefined : derChildren(name).find((child) => child.tag === contextTag(0, true));
    return fullName === undefined ? [] : addressesOf(derChildren(fullName));
  });
}

/** Reads one extension's value into the facts. Needed ones decide over trust: when broken, the certificate is malformed. */
interface Reader {
  readonly name: string;
  readonly needed: boolean;
  readonly read: (value: DerElement, facts: ExtensionFacts) => void;
}

const readers: Readonly<Record<string, Reader>> = {
  '2.5.29.17': {
    name: 'subject alternative name',
    needed: true,
    read: (value, facts) => {
      facts.subjectAlternativeName = readGeneralNames(expectTag(value, derTag.sequence, 'list of names'));
    },
  },
  '2.5.29.19': {
    name: 'basic constraints',
    needed: true,
    read: (value, facts) => {
      facts.basicConstraints = readBasicConstraints(value);
    },
  },
  '2.5.29.15': {
    name: 'key usage',
    needed: true,
    read: (value, facts) => {
      facts.keyUsage = readKeyUsage(value);
    },
  },
  '2.5.29.37': {
    name: 'extended key usage',
    needed: true,
    read: (value, facts) => {
      facts.extendedKeyUsage = derChildren(value).map(readObjectIdentifier);
    },
  },
  '2.5.29.30': {
    name: 'name constraints',
    needed: true,
    read: (value, facts) => {
      facts.nameConstraints = readNameConstraints(value);
    },
  },
  '2.5.29.14': {
    name: 'subject key identifier',
    needed: false,
    read: (value, facts) => {
      facts.subjectKeyIdentifier = printableText(hexText(expectTag(value, derTag.octetString, 'key identifier').content));
    },
  },
  '2.5.29.35': {
    name: 'authority key identifier',
    needed: false,
    read: (value, facts) => {
      facts.authorityKeyIdentifier = readAuthorityKeyIdentifier(value);
    },
  },
  '1.3.6.1.5.5.7.1.1': { name: 'authority information access', needed: false, read: readAuthorityAccess },
  '2.5.29.31': {
    name: 'CRL distribution points',
    needed: false,
    read: (value, facts) => {
      facts.crlAddresses.push(...readDistributionPoints(value));
    },
  },
  '1.3.6.1.4.1.311.20.2': {
    name: 'certificate template name',
    needed: false,
    read: (value, facts) => {
      const text = readText(value);
      if (text !== null) facts.template = printableText(text);
    },
  },
  '1.3.6.1.4.1.311.21.7': {
    name: 'certificate template information',
    needed: false,
    read: (value, facts) => {
      facts.template ??= readObjectIdentifier(derChildren(value)[0]);
    },
  },
};

/** Policies and the like: they may be critical without hurting anyone who, like TLS clients, asks for no policy. */
const toleratedCritical = new Set(['2.5.29.32', '2.5.29.33', '2.5.29.36', '2.5.29.54', '2.16.840.1.113730.1.1']);
/** Microsoft's extensions are for its own enrolment; a critical one is as unknown to a TLS client as any other. */
const notProcessedByClients = new Set(['1.3.6.1.4.1.311.20.2', '1.3.6.1.4.1.311.21.7']);

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
    unknownCriticalExtensions: [],
  };
}

/**
 * Reads Extensions (RFC 5280 section 4.2). A broken extension that only informs (addresses, identifiers, template) counts as
 * absent; a broken one that decides over trust, or one that occurs twice, makes the certificate malformed.
 */
export function readExtensions(list: DerElement): ExtensionFacts {
  const facts = noExtensions();
  const seen = new Set<string>();
  for (const extension of derChildren(expectTag(list, derTag.sequence, 'list of extensions'))) {
    const [typeElement, second, third] = derChildren(expectTag(extension, derTag.sequence, 'extension'));
    const type = readObjectIdentifier(typeElement);
    const hasFlag = second?.tag === derTag.boolean;
    const isCritical = hasFlag && second.content[0] !== 0;
    const value = expectTag(hasFlag ? third : second, derTag.octetString, 'value of an extension');
    if (seen.has(type)) throw new DerFault(`has the extension ${type} twice`);
    seen.add(type);
    const reader = readers[type];
    if (isCritical && (reader === undefined || notProcessedByClients.has(type)) && !toleratedCritical.has(type)) {
      facts.unknownCriticalExtensions.push(type);
    }
    if (reader !== undefined) apply(reader, value.content, facts);
  }
  return facts;
}

function apply(reader: Reader, content: Uint8Array, facts: ExtensionFacts): void {
  try {
    reader.read(readDer(content), facts);
  } catch (fault) {
    if (!(fault instanceof DerFault)) throw fault;
    if (reader.needed) throw new DerFault(`has a broken extension (${reader.name}): it ${fault.message}`);
  }
}
