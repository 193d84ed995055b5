import { keyPurposeName } from '../../diagnosis/reading/key-purposes.ts';
import { type DerElement, derChildren, derTag, expectTag, readObjectIdentifier } from '../../probe/x509/der.ts';
import { microsoftExtension, microsoftReaders } from '../../probe/x509/microsoft-extensions.ts';
import { boundedHex, code, type ExtensionReader, integerText, unlessEmpty, words } from './lines.ts';
import type { ExtensionLine } from './views.ts';

const read = (type: string, value: DerElement) => microsoftReaders[type]?.(value) ?? {};

function templateLines(value: DerElement): ExtensionLine[] {
  const { templateOid, templateMajorVersion, templateMinorVersion } = read(microsoftExtension.templateInformation, value);
  return [
    code('Template', templateOid ?? ''),
    ...(templateMajorVersion == null ? [] : [words('Version of the template', `${templateMajorVersion}.${templateMinorVersion ?? 0}`)]),
  ];
}

/** Algorithms of S/MIME capabilities, which templates for domain controllers write too (RFC 8551 section 2.5.2). */
const algorithms: Readonly<Record<string, string>> = {
  '1.2.840.113549.3.2': 'RC2',
  '1.2.840.113549.3.4': 'RC4',
  '1.2.840.113549.3.7': '3DES',
  '1.3.14.3.2.7': 'DES',
  '2.16.840.1.101.3.4.1.2': 'AES-128',
  '2.16.840.1.101.3.4.1.5': 'AES-128 key wrap',
  '2.16.840.1.101.3.4.1.22': 'AES-192',
  '2.16.840.1.101.3.4.1.25': 'AES-192 key wrap',
  '2.16.840.1.101.3.4.1.42': 'AES-256',
  '2.16.840.1.101.3.4.1.45': 'AES-256 key wrap',
};

function capabilities(value: DerElement): ExtensionLine[] {
  const texts = derChildren(expectTag(value, derTag.sequence, 'list of capabilities')).map((capability) => {
    const [identifier, parameter] = derChildren(capability);
    const oid = readObjectIdentifier(identifier);
    const bits = parameter?.tag === derTag.integer ? ` with ${integerText(parameter, 'parameter')} bits` : '';
    return `${algorithms[oid] ?? oid}${bits}`;
  });
  return [words('Ciphers for mail', ...texts)];
}

/** What Microsoft's enrolment writes ([MS-WCCE] section 2.2.2.7), by object identifier. */
export const microsoftExtensions: Readonly<Record<string, ExtensionReader>> = {
  [microsoftExtension.templateName]: {
    name: 'Certificate template name (version 1 templates)',
    read: (value) => [code('Template', read(microsoftExtension.templateName, value).templateName ?? '')],
  },
  [microsoftExtension.templateInformation]: { name: 'Certificate template', read: templateLines },
  [microsoftExtension.applicationPolicies]: {
    name: 'Application policies',
    read: (value) =>
      unlessEmpty(
        words(
          'The certificate is for',
          ...(read(microsoftExtension.applicationPolicies, value).applicationPolicies ?? []).map(keyPurposeName),
        ),
      ),
  },
  [microsoftExtension.ntdsSecurity]: {
    name: 'NTDS object (strong mapping, since May 2022)',
    read: (value) => [code('Security identifier of the account', read(microsoftExtension.ntdsSecurity, value).sid ?? '')],
  },
  [microsoftExtension.caVersion]: {
    name: 'CA version',
    read: (value) => {
      const version = read(microsoftExtension.caVersion, value).caVersion ?? '';
      const [certificate, key] = version.split('.');
      return [words('Version', `${version}: certificate ${certificate} of this authority, key ${key}, both counted from 0`)];
    },
  },
  '1.3.6.1.4.1.311.21.2': {
    name: 'Previous CA certificate hash',
    read: (value) => [code('SHA-1 of the certificate before', boundedHex(expectTag(value, derTag.octetString, 'hash').content))],
  },
  '1.2.840.113549.1.9.15': { name: 'S/MIME capabilities', read: capabilities },
};
