import { createHash } from 'node:crypto';
import {
  AuthorityInfoAccessExtension,
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  CRLDistributionPointsExtension,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectKeyIdentifierExtension,
} from '@peculiar/x509';
import { ipAddressBytes } from '../probe/x509/ip-address.ts';
import { encodeCount, encodeDer, encodeObjectIdentifier, encodeText } from './certificate-factory-der.ts';

/** Subtrees of name constraints; addresses as `10.0.0.0/255.0.0.0`. */
interface ConstrainedTrees {
  dnsNames?: string[];
  ipRanges?: string[];
}

/** What the extensions of a certificate shall say. */
export interface ExtensionOptions {
  /** dNSName entries; an empty list together with the other lists empty means no subject alternative name at all. */
  dnsNames?: string[];
  ipAddresses?: string[];
  /** Object identifiers and DER values of otherName entries. */
  otherNames?: { type: string; value: Uint8Array }[];
  /** The authority bit of the basic constraints; null leaves the extension out. Default: null. */
  isAuthority?: boolean | null;
  pathLength?: number;
  /** Null leaves the extension out. */
  keyUsage?: (keyof typeof KeyUsageFlags)[] | null;
  /** `serverAuth`, `clientAuth`, `codeSigning`, `any` or object identifiers; null leaves the extension out. */
  extendedKeyUsage?: string[] | null;
  permitted?: ConstrainedTrees;
  excluded?: ConstrainedTrees;
  issuerAddresses?: string[];
  ocspAddresses?: string[];
  crlAddresses?: string[];
  /** Name of a Microsoft certificate template of version 1, such as DomainController. */
  templateName?: string;
  /** Object identifier of a Microsoft certificate template of version 2. */
  templateId?: string;
  /** Version of that template. Default: 100.3. */
  templateVersion?: { major: number; minor: number };
  /** Microsoft's application policies, as object identifiers. */
  applicationPolicies?: string[];
  /** Security identifier of the account, as Windows has written it into certificates since May 2022. */
  sid?: string;
  /** objectGUID of the directory object, as Windows writes it: becomes an otherName. */
  objectGuid?: string;
  /** Microsoft's CA version: index of the certificate and of the key. */
  caVersion?: { certificate: number; key: number };
  /** The TLS feature status_request. */
  mustStaple?: boolean;
  /** Object identifier of a critical extension that nobody knows. */
  unknownCritical?: string;
  /** Leave out the subject and authority key identifiers. */
  withoutKeyIdentifiers?: boolean;
  /** Further extensions, as they are. */
  extraExtensions?: { type: string; critical?: boolean; value: Uint8Array }[];
}

const purposes: Readonly<Record<string, string>> = {
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  codeSigning: '1.3.6.1.5.5.7.3.3',
  any: '2.5.29.37.0',
};

function addressBytes(text: string): Uint8Array {
  const bytes = ipAddressBytes(text);
  if (bytes === null) throw new Error(`${text} is no IP address.`);
  return bytes;
}

function encodeOtherName(type: string, value: Uint8Array): Uint8Array {
  return encodeDer(0xa0, encodeObjectIdentifier(type), encodeDer(0xa0, value));
}

/** Microsoft's order: the first three groups are numbers with the lowest byte first. */
function guidBytes(guid: string): Buffer {
  const groups = guid.split('-').map((group) => Buffer.from(group, 'hex'));
  return Buffer.concat(groups.map((group, index) => (index < 3 ? group.reverse() : group)));
}

function alternativeNames(options: ExtensionOptions): Extension[] {
  const entries = [
    ...(options.dnsNames ?? []).map((name) => encodeText(0x82, name)),
    ...(options.ipAddresses ?? []).map((address) => encodeDer(0x87, addressBytes(address))),
    ...(options.otherNames ?? []).map(({ type, value }) => encodeOtherName(type, value)),
    ...(options.objectGuid === undefined ? [] : [encodeOtherName('1.3.6.1.4.1.311.25.1', encodeDer(0x04, guidBytes(options.objectGuid)))]),
  ];
  return entries.length === 0 ? [] : [new Extension('2.5.29.17', false, encodeDer(0x30, ...entries))];
}

function subtrees(tag: number, trees: ConstrainedTrees | undefined): Uint8Array[] {
  if (trees === undefined) return [];
  const bases = [
    ...(trees.dnsNames ?? []).map((name) => encodeText(0x82, name)),
    ...(trees.ipRanges ?? []).map((range) => encodeDer(0x87, ...range.split('/').map(addressBytes))),
  ];
  return [encodeDer(tag, ...bases.map((base) => encodeDer(0x30, base)))];
}

function nameConstraints(options: ExtensionOptions): Extension[] {
  const parts = [...subtrees(0xa0, options.permitted), ...subtrees(0xa1, options.excluded)];
  return parts.length === 0 ? [] : [new Extension('2.5.29.30', true, encodeDer(0x30, ...parts))];
}

/** What Microsoft's enrolment writes, and the TLS feature: extensions that the library has no class for. */
function furtherExtensions(options: ExtensionOptions): Extension[] {
  const { templateName, templateId, templateVersion = { major: 100, minor: 3 }, applicationPolicies, sid, caVersion, mustStaple } = options;
  const values = {
    '1.3.6.1.4.1.311.20.2': templateName && encodeDer(0x1e, Buffer.from(templateName, 'utf16le').swap16()),
    '1.3.6.1.4.1.311.21.7':
      templateId &&
      encodeDer(0x30, encodeObjectIdentifier(templateId), encodeCount(templateVersion.major), encodeCount(templateVersion.minor)),
    '1.3.6.1.4.1.311.21.10':
      applicationPolicies && encodeDer(0x30, ...applicationPolicies.map((policy) => encodeDer(0x30, encodeObjectIdentifier(policy)))),
    '1.3.6.1.4.1.311.25.2': sid && encodeDer(0x30, encodeOtherName('1.3.6.1.4.1.311.25.2.1', encodeText(0x04, sid))),
    '1.3.6.1.4.1.311.21.1': caVersion && encodeCount(caVersion.key * 0x10000 + caVersion.certificate),
    '1.3.6.1.5.5.7.1.24': mustStaple && encodeDer(0x30, encodeCount(5)),
  };
  return Object.entries(values).flatMap(([type, value]) => (value instanceof Uint8Array ? [new Extension(type, false, value)] : []));
}

async function keyIdentifier(key: CryptoKey): Promise<string> {
  return createHash('sha1')
    .update(new Uint8Array(await crypto.subtle.exportKey('spki', key)))
    .digest('hex');
}

async function keyIdentifiers(keys: CryptoKeyPair, issuerKeys: CryptoKeyPair): Promise<Extension[]> {
  return [
    new SubjectKeyIdentifierExtension(await keyIdentifier(keys.publicKey)),
    new AuthorityKeyIdentifierExtension(await keyIdentifier(issuerKeys.publicKey)),
  ];
}

/** The extensions that the options ask for. */
export async function certificateExtensions(
  options: ExtensionOptions,
  keys: CryptoKeyPair,
  issuerKeys: CryptoKeyPair,
): Promise<Extension[]> {
  const {
    isAuthority = null,
    keyUsage = null,
    extendedKeyUsage = null,
    issuerAddresses = [],
    ocspAddresses = [],
    crlAddresses = [],
  } = options;
  const flags = (keyUsage ?? []).reduce((sum, name) => sum | KeyUsageFlags[name], 0);
  return [
    ...(isAuthority === null ? [] : [new BasicConstraintsExtension(isAuthority, options.pathLength, true)]),
    ...(keyUsage === null ? [] : [new KeyUsagesExtension(flags, true)]),
    ...(extendedKeyUsage === null ? [] : [new ExtendedKeyUsageExtension(extendedKeyUsage.map((name) => purposes[name] ?? name))]),
    ...alternativeNames(options),
    ...nameConstraints(options),
    ...(options.withoutKeyIdentifiers === true ? [] : await keyIdentifiers(keys, issuerKeys)),
    ...(issuerAddresses.length + ocspAddresses.length === 0
      ? []
      : [
          new AuthorityInfoAccessExtension({
            ...(issuerAddresses.length === 0 ? {} : { caIssuers: issuerAddresses }),
            ...(ocspAddresses.length === 0 ? {} : { ocsp: ocspAddresses }),
          }),
        ]),
    ...(crlAddresses.length === 0 ? [] : [new CRLDistributionPointsExtension(crlAddresses)]),
    ...furtherExtensions(options),
    ...(options.unknownCritical === undefined ? [] : [new Extension(options.unknownCritical, true, Uint8Array.of(5, 0))]),
    ...(options.extraExtensions ?? []).map(({ type, critical = false, value }) => new Extension(type, critical, Uint8Array.from(value))),
  ];
}
