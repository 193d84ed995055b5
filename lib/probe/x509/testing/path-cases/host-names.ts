import { rawExtension, rawName } from '../../../testing/certificate-factory-raw.ts';
import { casesOf, type PathCase, type Situation, short } from './path-case.ts';

const { dns, ip, email, uri } = rawName;
const source = 'RFC 9525 section 6.3';
const wildcard = 'RFC 9525 section 6.3 (wildcards)';
const address = 'RFC 9525 section 6.4';
const commonName = 'RFC 9525 section 2 and appendix A: the common name is not looked at';
const publicName = 'CA/Browser Forum Baseline Requirements sections 7.1.2 and 7.1.4';

/** A leaf of these names, asked for by another. */
const named = (host: string, ...names: Uint8Array[]): Situation =>
  short({}, { alternativeNames: rawExtension.alternativeNames(names) }, host);
const withSubject = (subject: string, host: string, ...names: Uint8Array[]): Situation =>
  short({}, { subject, alternativeNames: names.length === 0 ? null : rawExtension.alternativeNames(names) }, host);

/** The name or address that the client asks for, and those of the certificate. */
export const hostNameCases: readonly PathCase[] = [
  ...casesOf('host-name::dns', [
    { what: 'equal', expected: 'accepted', source, make: () => named('dc1.example.test', dns('dc1.example.test')) },
    { what: 'equal in another case', expected: 'accepted', source, make: () => named('DC1.example.test', dns('dc1.EXAMPLE.test')) },
    {
      what: 'the last of several',
      expected: 'accepted',
      source,
      make: () => named('dc1.example.test', dns('a.test'), dns('b.test'), dns('dc1.example.test')),
    },
    { what: 'another domain', expected: 'refused', source, make: () => named('example2.test', dns('example.test')) },
    { what: 'another host of the domain', expected: 'refused', source, make: () => named('dc2.example.test', dns('dc1.example.test')) },
    { what: 'a host below the name', expected: 'refused', source, make: () => named('dc1.example.test', dns('example.test')) },
    { what: 'the domain above the name', expected: 'refused', source, make: () => named('example.test', dns('dc1.example.test')) },
    {
      what: 'an internationalised name in its ASCII form',
      expected: 'accepted',
      source,
      make: () => named('xn--bcher-kva.example.test', dns('xn--bcher-kva.example.test')),
    },
    {
      what: 'an internationalised name in UTF-8',
      expected: 'refused',
      source: 'RFC 5280 section 7.2',
      make: () => named('xn--bcher-kva.example.test', dns('bücher.example.test')),
    },
    {
      what: 'a NUL inside the name',
      expected: 'refused',
      source: `${source}; CVE-2009-2408`,
      make: () => named('dc1.example.test', dns('dc1.example.test\u0000.evil.test')),
    },
    { what: 'the name as a mail address', expected: 'refused', source, make: () => named('dc1.example.test', email('dc1.example.test')) },
    { what: 'the name as a resource', expected: 'refused', source, make: () => named('dc1.example.test', uri('ldaps://dc1.example.test')) },
    {
      what: 'a label with an underscore',
      expected: 'accepted',
      source: 'names of Windows networks',
      make: () => named('dc_1.example.test', dns('dc_1.example.test')),
    },
  ]),
  ...casesOf('host-name::wildcard', [
    { what: 'for one label', expected: 'accepted', source: wildcard, make: () => named('dc1.example.test', dns('*.example.test')) },
    { what: 'not for two labels', expected: 'refused', source: wildcard, make: () => named('a.dc1.example.test', dns('*.example.test')) },
    { what: 'not for no label', expected: 'refused', source: wildcard, make: () => named('example.test', dns('*.example.test')) },
    {
      what: 'not at the end of a label',
      expected: 'refused',
      source: wildcard,
      make: () => named('dc1.example.test', dns('dc*.example.test')),
    },
    {
      what: 'not at the beginning of a label',
      expected: 'refused',
      source: wildcard,
      make: () => named('dc1.example.test', dns('*1.example.test')),
    },
    {
      what: 'not inside of a label',
      expected: 'refused',
      source: wildcard,
      make: () => named('dcx1.example.test', dns('dc*1.example.test')),
    },
    {
      what: 'not in the second label',
      expected: 'refused',
      source: wildcard,
      make: () => named('dc1.eu.example.test', dns('dc1.*.example.test')),
    },
    { what: 'not twice', expected: 'refused', source: wildcard, make: () => named('dc1.eu.example.test', dns('*.*.example.test')) },
    {
      what: 'not for a whole top-level domain',
      expected: 'refused',
      source: `${wildcard}; ${publicName}`,
      make: () => named('example.test', dns('*.test')),
    },
    { what: 'not alone', expected: 'refused', source: wildcard, make: () => named('localhost', dns('*')) },
    {
      what: 'not inside of an internationalised label',
      expected: 'refused',
      source: wildcard,
      make: () => named('xn--bliss-1b3c148a.example.test', dns('xn--*-1b3c148a.example.test')),
    },
    {
      what: 'for one label beside other names',
      expected: 'accepted',
      source: wildcard,
      make: () => named('dc1.example.test', dns('example.test'), dns('*.example.test')),
    },
  ]),
  ...casesOf('host-name::address', [
    { what: 'of version 4', expected: 'accepted', source: address, make: () => named('192.0.2.7', ip('192.0.2.7')) },
    {
      what: 'of version 6 in another spelling',
      expected: 'accepted',
      source: address,
      make: () => named('2001:DB8:0:0::7', ip('2001:db8::7')),
    },
    { what: 'another of version 4', expected: 'refused', source: address, make: () => named('192.0.2.8', ip('192.0.2.7')) },
    { what: 'another of version 6', expected: 'refused', source: address, make: () => named('2001:db8::8', ip('2001:db8::7')) },
    { what: 'written as a DNS name', expected: 'refused', source: address, make: () => named('192.0.2.7', dns('192.0.2.7')) },
    { what: 'covered by a wildcard', expected: 'refused', source: address, make: () => named('192.0.2.7', dns('*.0.2.7')) },
    { what: 'in the common name alone', expected: 'refused', source: address, make: () => withSubject('CN=192.0.2.7', '192.0.2.7') },
    {
      what: 'of version 4 inside one of version 6',
      expected: 'refused',
      source: address,
      make: () => named('192.0.2.7', ip('::ffff:192.0.2.7')),
    },
  ]),
  ...casesOf('host-name::common-name', [
    {
      what: 'alone',
      expected: 'refused',
      refusedBy: 'strict',
      source: commonName,
      make: () => withSubject('CN=dc1.example.test', 'dc1.example.test'),
    },
    {
      what: 'beside another DNS name',
      expected: 'refused',
      source: commonName,
      make: () => withSubject('CN=dc1.example.test', 'dc1.example.test', dns('other.test')),
    },
    {
      what: 'of another name, alone',
      expected: 'refused',
      source: commonName,
      make: () => withSubject('CN=dc2.example.test', 'dc1.example.test'),
    },
    {
      what: 'beside an address',
      expected: 'refused',
      refusedBy: 'strict',
      source: commonName,
      make: () => withSubject('CN=dc1.example.test', 'dc1.example.test', ip('192.0.2.7')),
    },
    {
      what: 'of another name beside the right DNS name',
      expected: 'refused',
      refusedBy: 'public',
      source: publicName,
      make: () => withSubject('CN=dc2.example.test', 'dc1.example.test', dns('dc1.example.test')),
    },
    {
      what: 'in another case beside the right DNS name',
      expected: 'refused',
      refusedBy: 'public',
      source: publicName,
      make: () => withSubject('CN=DC1.example.test', 'dc1.example.test', dns('dc1.example.test')),
    },
    {
      what: 'of a person beside the right DNS name',
      expected: 'accepted',
      source: commonName,
      make: () => withSubject('CN=Directory', 'dc1.example.test', dns('dc1.example.test')),
    },
    {
      what: 'beside critical alternative names',
      expected: 'refused',
      refusedBy: 'public',
      source: publicName,
      make: () => short({}, { subject: 'CN=Directory', alternativeNames: rawExtension.alternativeNames([dns('dc1.example.test')], true) }),
    },
    {
      what: 'in a certificate of version 1',
      expected: 'refused',
      refusedBy: 'strict',
      source: `${commonName}; ${publicName}`,
      make: () => short({}, { version: 1, subject: 'CN=dc1.example.test' }),
    },
  ]),
];
