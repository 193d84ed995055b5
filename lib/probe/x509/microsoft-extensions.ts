import type { CertificateFacts } from '../evidence.ts';
import { contextTag, type DerElement, DerFault, derChildren, derTag, expectTag, readObjectIdentifier } from './der.ts';
import { printableText, readText } from './text.ts';

type MicrosoftFacts = NonNullable<CertificateFacts['microsoft']>;

/** Object identifiers of the extensions that Microsoft's enrolment writes ([MS-WCCE] section 2.2.2.7). */
export const microsoftExtension = {
  templateName: '1.3.6.1.4.1.311.20.2',
  caVersion: '1.3.6.1.4.1.311.21.1',
  templateInformation: '1.3.6.1.4.1.311.21.7',
  applicationPolicies: '1.3.6.1.4.1.311.21.10',
  ntdsSecurity: '1.3.6.1.4.1.311.25.2',
} as const;

const objectSidType = '1.3.6.1.4.1.311.25.2.1';
/** As many as no enterprise has, and few enough to store. */
const MOST_POLICIES = 100;

/** A certificate without any of them. */
export function noMicrosoftFacts(): MicrosoftFacts {
  return {
    templateName: null,
    templateOid: null,
    templateMajorVersion: null,
    templateMinorVersion: null,
    applicationPolicies: null,
    objectGuid: null,
    sid: null,
    caVersion: null,
  };
}

/** A count of at most 32 bits, as Windows has it. */
function readCount(element: DerElement | undefined, what: string): number {
  const { content } = expectTag(element, derTag.integer, what);
  if (content.length === 0 || content.length > 5 || (content[0] ?? 0) >= 0x80) throw new DerFault(`has a ${what} that is no count`);
  const value = content.reduce((sum, octet) => sum * 256 + octet, 0);
  if (value > 0xffffffff) throw new DerFault(`has a ${what} above 32 bits`);
  return value;
}

/** CertificateTemplateOID: identifier, major version, and minor version where the template has one. */
function readTemplateInformation(value: DerElement): Partial<MicrosoftFacts> {
  const [identifier, major, minor] = derChildren(expectTag(value, derTag.sequence, 'template'));
  return {
    templateOid: readObjectIdentifier(identifier),
    templateMajorVersion: major === undefined ? null : readCount(major, 'major version'),
    templateMinorVersion: minor === undefined ? null : readCount(minor, 'minor version'),
  };
}

/** The same form as certificate policies (RFC 5280 section 4.2.1.4); qualifiers are passed over. */
function readApplicationPolicies(value: DerElement): Partial<MicrosoftFacts> {
  const policies = derChildren(expectTag(value, derTag.sequence, 'list of policies')).slice(0, MOST_POLICIES);
  return {
    applicationPolicies: policies.map((policy) => readObjectIdentifier(derChildren(expectTag(policy, derTag.sequence, 'policy'))[0])),
  };
}

/** GeneralNames with one otherName, whose value is the text of the SID in an octet string. */
function readSid(value: DerElement): Partial<MicrosoftFacts> {
  const names = derChildren(expectTag(value, derTag.sequence, 'list of names'));
  for (const name of names) {
    if (name.tag !== contextTag(0, true)) continue;
    const [type, wrapper] = derChildren(name);
    if (readObjectIdentifier(type) !== objectSidType) continue;
    const [octets] = derChildren(expectTag(wrapper, contextTag(0, true), 'SID'));
    const text = Buffer.from(expectTag(octets, derTag.octetString, 'SID').content.subarray(0, 200)).toString('latin1');
    if (!/^S-1-\d{1,15}(?:-\d{1,10}){1,15}$/.test(text)) throw new DerFault('has a SID that is none');
    return { sid: text };
  }
  throw new DerFault('has no SID');
}

/** The lower half counts the certificates of the CA, the upper half its keys. */
function readCaVersion(value: DerElement): Partial<MicrosoftFacts> {
  const version = readCount(value, 'CA version');
  return { caVersion: `${version % 0x10000}.${Math.floor(version / 0x10000)}` };
}

function readTemplateName(value: DerElement): Partial<MicrosoftFacts> {
  const text = readText(value);
  if (text === null) throw new DerFault('has a template name that is no text');
  return { templateName: printableText(text) };
}

/** What each extension says; a `DerFault` where its value is not of its form. */
export const microsoftReaders: Readonly<Record<string, (value: DerElement) => Partial<MicrosoftFacts>>> = {
  [microsoftExtension.templateName]: readTemplateName,
  [microsoftExtension.templateInformation]: readTemplateInformation,
  [microsoftExtension.applicationPolicies]: readApplicationPolicies,
  [microsoftExtension.ntdsSecurity]: readSid,
  [microsoftExtension.caVersion]: readCaVersion,
};
