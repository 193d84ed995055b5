import { keyPurposeName } from '../../diagnosis/reading/key-purposes.ts';
import {
  contextTag,
  type DerElement,
  DerFault,
  derChildren,
  derTag,
  expectTag,
  hexText,
  readBits,
  readObjectIdentifier,
} from '../../probe/x509/der.ts';
import { readGeneralName } from '../../probe/x509/general-names.ts';
import { readNameConstraints } from '../../probe/x509/name-constraints.ts';
import {
  boundedHex,
  code,
  contentNumber,
  type ExtensionReader,
  implicitTime,
  integerText,
  stringOf,
  time,
  unlessEmpty,
  words,
} from './lines.ts';
import { constraintText, nameLines, namesIn, taggedName } from './names.ts';
import type { ExtensionLine } from './views.ts';

const listIn = (value: DerElement, what: string): DerElement[] => derChildren(expectTag(value, derTag.sequence, what));

const counted = (number: string, one: string, many = `${one}s`): string => `${number} ${number === '1' ? one : many}`;

function basicConstraints(value: DerElement): ExtensionLine[] {
  const parts = listIn(value, 'list of constraints');
  const isAuthority = parts[0]?.tag === derTag.boolean && parts[0].content[0] !== 0;
  const length = parts.find(({ tag }) => tag === derTag.integer);
  return [
    words('Certification authority', isAuthority ? 'yes: it may sign certificates' : 'no'),
    ...(length === undefined
      ? []
      : [
          words(
            'Path length',
            `at most ${counted(integerText(length, 'path length'), 'further authority', 'further authorities')} below it`,
          ),
        ]),
  ];
}

const usages = [
  'digital signature (digitalSignature)',
  'non-repudiation (nonRepudiation)',
  'key encipherment (keyEncipherment)',
  'data encipherment (dataEncipherment)',
  'key agreement (keyAgreement)',
  'signing certificates (keyCertSign)',
  'signing revocation lists (cRLSign)',
  'encipher only (encipherOnly)',
  'decipher only (decipherOnly)',
];

/** Names of the bits that are set, most significant first. */
function namesOfBits(bits: Uint8Array, names: readonly string[]): string[] {
  return names.filter((_, index) => ((bits[Math.floor(index / 8)] ?? 0) & (0x80 >> (index % 8))) !== 0);
}

function keyUsage(value: DerElement): ExtensionLine[] {
  const set = namesOfBits(readBits(value, 'key usage'), usages);
  return [words('The key is for', ...(set.length === 0 ? ['nothing: no use is allowed'] : set))];
}

function authorityKeyIdentifier(value: DerElement): ExtensionLine[] {
  const parts = listIn(value, 'key identifier');
  const part = (tag: number) => parts.find((one) => one.tag === tag);
  const [keyId, issuer, serial] = [part(contextTag(0, false)), part(contextTag(1, true)), part(contextTag(2, false))];
  return [
    ...(keyId === undefined ? [] : [code('Key of the issuer', boundedHex(keyId.content))]),
    ...(issuer === undefined ? [] : [code('Issuer of the issuer', ...namesIn(issuer).map(taggedName))]),
    ...(serial === undefined ? [] : [code('Serial number of the issuer', boundedHex(serial.content))]),
  ];
}

const accessMethods: Readonly<Record<string, string>> = {
  '1.3.6.1.5.5.7.48.1': 'Online status (OCSP)',
  '1.3.6.1.5.5.7.48.2': 'Certificate of the issuer',
  '1.3.6.1.5.5.7.48.3': 'Time stamping',
  '1.3.6.1.5.5.7.48.5': 'Certificates issued by it',
};

function informationAccess(value: DerElement): ExtensionLine[] {
  const accesses = listIn(value, 'list of accesses').map((access) => {
    const [method, location] = derChildren(access);
    if (location === undefined) throw new DerFault('has an access without a location');
    const oid = readObjectIdentifier(method);
    const name = readGeneralName(location);
    return { label: accessMethods[oid] ?? `Access method ${oid}`, text: name.form === 'uri' ? name.text : taggedName(name) };
  });
  return [...Map.groupBy(accesses, ({ label }) => label)].map(([label, group]) => code(label, ...group.map(({ text }) => text)));
}

const reasons = [
  'unused',
  'key compromise',
  'authority compromise',
  'affiliation changed',
  'superseded',
  'cessation of operation',
  'certificate hold',
  'privilege withdrawn',
  'attribute authority compromise',
];

function distributionPoints(value: DerElement): ExtensionLine[] {
  return listIn(value, 'list of points').flatMap((point) => {
    const parts = derChildren(point);
    const part = (tag: number) => parts.find((one) => one.tag === tag);
    const place = part(contextTag(0, true));
    const [named] = place === undefined ? [] : derChildren(place);
    const limits = part(contextTag(1, false));
    const issuer = part(contextTag(2, true));
    const names = named?.tag === contextTag(0, true) ? namesIn(named) : [];
    return [
      ...unlessEmpty(code('Revocation list', ...names.map((name) => (name.form === 'uri' ? name.text : taggedName(name))))),
      ...(named?.tag === contextTag(1, true) ? [code('Revocation list, relative to the issuer', boundedHex(named.content))] : []),
      ...(limits === undefined ? [] : [words('Only for', ...namesOfBits(limits.content.subarray(1), reasons))]),
      ...(issuer === undefined ? [] : [code('Issuer of the list', ...namesIn(issuer).map(taggedName))]),
    ];
  });
}

function nameConstraints(value: DerElement): ExtensionLine[] {
  const { permitted, excluded } = readNameConstraints(value);
  return [
    ...unlessEmpty(code('Permitted below it', ...permitted.map(({ base }) => constraintText(base)))),
    ...unlessEmpty(code('Excluded below it', ...excluded.map(({ base }) => constraintText(base)))),
  ];
}

function policyConstraints(value: DerElement): ExtensionLine[] {
  const skip = (tag: number) => listIn(value, 'list of constraints').find((part) => part.tag === tag);
  const [required, inhibited] = [skip(contextTag(0, false)), skip(contextTag(1, false))];
  return [
    ...(required === undefined ? [] : [words('Policies required', `after ${counted(contentNumber(required.content), 'certificate')}`)]),
    ...(inhibited === undefined ? [] : [words('Mapping inhibited', `after ${counted(contentNumber(inhibited.content), 'certificate')}`)]),
  ];
}

function policyMappings(value: DerElement): ExtensionLine[] {
  const pairs = listIn(value, 'list of mappings').map((pair) => derChildren(pair).map(readObjectIdentifier));
  return [code("Issuer's policy = subject's policy", ...pairs.map((pair) => pair.join(' = ')))];
}

function privateKeyUsagePeriod(value: DerElement): ExtensionLine[] {
  const parts = listIn(value, 'period');
  const from = parts.find(({ tag }) => tag === contextTag(0, false));
  const to = parts.find(({ tag }) => tag === contextTag(1, false));
  return [
    ...(from === undefined ? [] : [time('Private key used from', implicitTime(from, 'notBefore'))]),
    ...(to === undefined ? [] : [time('Private key used to', implicitTime(to, 'notAfter'))]),
  ];
}

const features: Readonly<Record<string, string>> = {
  '5': 'status_request: the server has to staple an OCSP answer (must staple)',
  '17': 'status_request_v2: the server has to staple OCSP answers for the chain',
};

function tlsFeatures(value: DerElement): ExtensionLine[] {
  const numbers = listIn(value, 'list of features').map((feature) => integerText(feature, 'feature'));
  return [words('Features that the server has to offer', ...numbers.map((number) => features[number] ?? `TLS extension ${number}`))];
}

const netscapeTypes = [
  'TLS client',
  'TLS server',
  'S/MIME',
  'object signing',
  'reserved',
  'TLS authority',
  'S/MIME authority',
  'object signing authority',
];

const lists: ExtensionReader = { name: 'CRL distribution points', read: distributionPoints };

/** Extensions of RFC 5280, RFC 6960, RFC 7633 and their forerunners, by object identifier. Policies have a file of their own. */
export const standardExtensions: Readonly<Record<string, ExtensionReader>> = {
  '2.5.29.14': {
    name: 'Subject key identifier',
    read: (value) => [code('Key', hexText(expectTag(value, derTag.octetString, 'key identifier').content.subarray(0, 64)))],
  },
  '2.5.29.15': { name: 'Key usage', read: keyUsage },
  '2.5.29.16': { name: 'Private key usage period', read: privateKeyUsagePeriod },
  '2.5.29.17': {
    name: 'Subject alternative name',
    read: (value) => nameLines(namesIn(expectTag(value, derTag.sequence, 'list of names'))),
  },
  '2.5.29.18': { name: 'Issuer alternative name', read: (value) => nameLines(namesIn(expectTag(value, derTag.sequence, 'list of names'))) },
  '2.5.29.19': { name: 'Basic constraints', read: basicConstraints },
  '2.5.29.30': { name: 'Name constraints', read: nameConstraints },
  '2.5.29.31': lists,
  '2.5.29.33': { name: 'Policy mappings', read: policyMappings },
  '2.5.29.35': { name: 'Authority key identifier', read: authorityKeyIdentifier },
  '2.5.29.36': { name: 'Policy constraints', read: policyConstraints },
  '2.5.29.37': {
    name: 'Extended key usage',
    read: (value) => [
      words('The certificate is for', ...listIn(value, 'list of uses').map((use) => keyPurposeName(readObjectIdentifier(use)))),
    ],
  },
  '2.5.29.46': { ...lists, name: 'Freshest CRL (delta lists)' },
  '2.5.29.54': {
    name: 'Inhibit any policy',
    read: (value) => [words('Any policy', `not accepted after ${counted(integerText(value, 'number'), 'certificate')}`)],
  },
  '1.3.6.1.5.5.7.1.1': { name: 'Authority information access', read: informationAccess },
  '1.3.6.1.5.5.7.1.11': { name: 'Subject information access', read: informationAccess },
  '1.3.6.1.5.5.7.1.24': { name: 'TLS feature', read: tlsFeatures },
  '1.3.6.1.5.5.7.48.1.5': {
    name: 'OCSP no check',
    read: () => [words('Revocation', 'this signer of OCSP answers is not itself checked for revocation')],
  },
  '2.16.840.1.113730.1.1': {
    name: 'Netscape certificate type (obsolete)',
    read: (value) => [words('For', ...namesOfBits(readBits(value, 'type'), netscapeTypes))],
  },
  '2.16.840.1.113730.1.13': {
    name: 'Netscape comment (obsolete)',
    read: (value) => [words('Comment', stringOf(value) ?? boundedHex(value.content))],
  },
};
