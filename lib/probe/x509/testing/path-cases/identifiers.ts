import { encodeCount, encodeDer, encodeObjectIdentifier } from '../../../../simulation/certificate-factory-der.ts';
import { rawExtension, rawKey, rawName } from '../../../testing/certificate-factory-raw.ts';
import { caseHost, casesOf, intermediate, leaf, long, type PathCase, root, short } from './path-case.ts';

const { authorityKeyIdentifier, subjectKeyIdentifier, alternativeNames } = rawExtension;
const authorityKey = 'RFC 5280 section 4.2.1.1';
const subjectKey = 'RFC 5280 section 4.2.1.2';
const serialNumber = 'RFC 5280 section 4.1.2.2';
const extensions = 'RFC 5280 section 4.2';
const names = 'RFC 5280 sections 4.1.2.4, 4.1.2.6 and 4.2.1.6';

const unknown = { type: '1.3.6.1.4.1.99999.666', critical: true, value: encodeDer(0x05) };
const ofHost = rawName.dns(caseHost);
const strict = { expected: 'refused', refusedBy: 'strict' } as const;
/** The address of the issuer's certificate. */
const access = (critical: boolean, value?: Uint8Array) => ({
  type: '1.3.6.1.5.5.7.1.1',
  critical,
  value:
    value ?? encodeDer(0x30, encodeDer(0x30, encodeObjectIdentifier('1.3.6.1.5.5.7.48.2'), rawName.uri('http://pki.example.test/ca.crt'))),
});

/** Key identifiers, serial numbers, names and extensions. */
export const identifierCases: readonly PathCase[] = [
  ...casesOf('key-identifier', [
    {
      what: 'a leaf that does not name its issuer’s key',
      ...strict,
      source: authorityKey,
      make: () => short({}, { authorityKeyIdentifier: null }),
    },
    {
      what: 'an intermediate that does not name its issuer’s key',
      ...strict,
      source: authorityKey,
      make: () => long({ authorityKeyIdentifier: null }),
    },
    {
      what: 'a root that does not name its own key as its issuer’s',
      expected: 'accepted',
      source: authorityKey,
      make: () => short({ authorityKeyIdentifier: null }),
    },
    {
      what: 'a trusted intermediate that does not name its issuer’s key',
      ...strict,
      source: authorityKey,
      make: () => {
        const issuing = intermediate(root(), { authorityKeyIdentifier: null });
        return { trusted: [issuing], leaf: leaf(issuing) };
      },
    },
    {
      what: 'a root that critically names its issuer’s key',
      expected: 'refused',
      source: authorityKey,
      make: () => {
        const key = rawKey();
        return short({ key, authorityKeyIdentifier: authorityKeyIdentifier(key, true) });
      },
    },
    {
      what: 'a root with an issuer’s key that is empty',
      ...strict,
      source: authorityKey,
      make: () => short({ authorityKeyIdentifier: authorityKeyIdentifier(null) }),
    },
    {
      what: 'a root that names a stranger’s key as its issuer’s',
      ...strict,
      source: authorityKey,
      make: () => short({ authorityKeyIdentifier: authorityKeyIdentifier(rawKey()) }),
    },
    {
      what: 'a leaf that names a stranger’s key as its issuer’s',
      expected: 'refused',
      source: authorityKey,
      make: () => short({}, { authorityKeyIdentifier: authorityKeyIdentifier(rawKey()) }),
    },
    { what: 'a root without its key', ...strict, source: subjectKey, make: () => short({ subjectKeyIdentifier: null }) },
    { what: 'an intermediate without its key', ...strict, source: subjectKey, make: () => long({ subjectKeyIdentifier: null }) },
    { what: 'a leaf without its key', expected: 'accepted', source: subjectKey, make: () => short({}, { subjectKeyIdentifier: null }) },
    {
      what: 'a root that critically names its key',
      expected: 'refused',
      source: subjectKey,
      make: () => {
        const key = rawKey();
        return short({ key, subjectKeyIdentifier: subjectKeyIdentifier(key, true) });
      },
    },
  ]),
  ...casesOf('serial-number', [
    { what: 'of one', expected: 'accepted', source: serialNumber, make: () => short({}, { serial: Uint8Array.of(1) }) },
    { what: 'of 20 octets', expected: 'accepted', source: serialNumber, make: () => short({}, { serial: new Uint8Array(20).fill(0x7f) }) },
    { what: 'of zero', ...strict, source: serialNumber, make: () => short({}, { serial: Uint8Array.of(0) }) },
    { what: 'of 22 octets', ...strict, source: serialNumber, make: () => short({}, { serial: new Uint8Array(22).fill(0x7f) }) },
    { what: 'below zero', ...strict, source: serialNumber, make: () => short({}, { serial: Uint8Array.of(0x80, 1) }) },
  ]),
  ...casesOf('name', [
    { what: 'a leaf without the name of its issuer', expected: 'refused', source: names, make: () => short({}, { issuer: '' }) },
    { what: 'a root without a name', ...strict, source: names, make: () => short({ subject: '' }) },
    {
      what: 'an empty subject with critical alternative names',
      expected: 'accepted',
      source: names,
      make: () => short({}, { subject: '', alternativeNames: alternativeNames([ofHost], true) }),
    },
    {
      what: 'an empty subject with alternative names that are not critical',
      ...strict,
      source: names,
      make: () => short({}, { subject: '' }),
    },
    {
      what: 'an issuer that writes its name in another case',
      expected: 'accepted',
      source: 'RFC 5280 section 7.1',
      make: () => {
        const anchor = root({ subject: 'CN=Example  Root' });
        return { trusted: [anchor], leaf: leaf({ ...anchor, subject: 'CN=EXAMPLE root' }) };
      },
    },
  ]),
  ...casesOf('extension', [
    { what: 'unknown and critical on the leaf', expected: 'refused', source: extensions, make: () => short({}, { extra: [unknown] }) },
    { what: 'unknown and critical on an intermediate', expected: 'refused', source: extensions, make: () => long({ extra: [unknown] }) },
    { what: 'unknown and critical on the root', expected: 'refused', source: extensions, make: () => short({ extra: [unknown] }) },
    {
      what: 'unknown and not critical',
      expected: 'accepted',
      source: extensions,
      make: () => short({}, { extra: [{ ...unknown, critical: false }] }),
    },
    {
      what: 'alternative names twice',
      expected: 'refused',
      source: extensions,
      make: () => short({}, { extra: [alternativeNames([ofHost])] }),
    },
    {
      what: 'alternative names that cannot be read',
      expected: 'refused',
      source: extensions,
      make: () => short({}, { alternativeNames: { type: '2.5.29.17', critical: false, value: Buffer.from(caseHost) } }),
    },
    {
      what: 'an issuer’s address',
      expected: 'accepted',
      source: 'RFC 5280 section 4.2.2.1',
      make: () => short({}, { extra: [access(false)] }),
    },
    {
      what: 'a critical issuer’s address',
      expected: 'refused',
      source: 'RFC 5280 section 4.2.2.1',
      make: () => short({}, { extra: [access(true)] }),
    },
    {
      what: 'an issuer’s address that cannot be read',
      ...strict,
      source: 'RFC 5280 section 4.2.2.1',
      make: () => short({}, { extra: [access(false, Buffer.from('malformed'))] }),
    },
    {
      what: 'policy constraints that are not critical',
      ...strict,
      source: 'RFC 5280 section 4.2.1.11',
      make: () => long({ extra: [{ type: '2.5.29.36', critical: false, value: encodeDer(0x30, encodeDer(0x80, Uint8Array.of(3))) }] }),
    },
    {
      what: 'policies that are critical',
      expected: 'accepted',
      source: 'RFC 5280 section 4.2.1.4',
      make: () => {
        const value = encodeDer(0x30, encodeDer(0x30, encodeObjectIdentifier('2.5.29.32.0')));
        return long({ extra: [{ type: '2.5.29.32', critical: true, value }] });
      },
    },
    {
      what: 'any extension in a certificate of version 1',
      ...strict,
      source: 'RFC 5280 section 4.1.2.1',
      make: () => short({}, { version: 1, extra: [alternativeNames([ofHost])] }),
    },
    {
      what: 'a TLS feature',
      expected: 'accepted',
      source: 'RFC 7633 section 4',
      make: () => short({}, { extra: [{ type: '1.3.6.1.5.5.7.1.24', critical: false, value: encodeDer(0x30, encodeCount(5)) }] }),
    },
  ]),
];
