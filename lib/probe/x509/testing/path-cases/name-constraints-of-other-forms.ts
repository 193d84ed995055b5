import { encodeDer } from '../../../../simulation/certificate-factory-der.ts';
import { rawExtension, rawName } from '../../../testing/certificate-factory-raw.ts';
import { caseHost, casesOf, type PathCase, type Situation, short } from './path-case.ts';

const { dns, ip, directory, email, uri, other } = rawName;
const source = 'RFC 5280 section 4.2.1.10';
type Trees = Parameters<typeof rawExtension.nameConstraints>[0];

const names = (...entries: Uint8Array[]) => rawExtension.alternativeNames(entries);
const constrained = (trees: Trees) => ({ nameConstraints: rawExtension.nameConstraints(trees) });
/** A leaf for one address below a root with constraints on addresses. */
const address = (trees: Trees, host: string): Situation => short(constrained(trees), { alternativeNames: names(ip(host)) }, host);
/** A leaf of that subject, with these names beside the usual DNS name. */
const subject = (trees: Trees, name: string, ...further: Uint8Array[]): Situation =>
  short(constrained(trees), { subject: name, alternativeNames: names(dns(caseHost), ...further) });
const beside = (trees: Trees, ...further: Uint8Array[]): Situation => subject(trees, 'O=Servers', ...further);

const range = '192.0.2.0/255.255.255.0';
const privateName = other('1.3.6.1.4.1.99999.1', encodeDer(0x05));
const principal = (text: string): Uint8Array => other('1.3.6.1.4.1.311.20.2.3', encodeDer(0x0c, Buffer.from(text)));

/** Constraints on addresses, directory names and the rest. */
export const otherNameConstraintCases: readonly PathCase[] = [
  ...casesOf('name-constraints::ip', [
    { what: 'in the permitted range', expected: 'accepted', source, make: () => address({ permitted: [ip(range)] }, '192.0.2.7') },
    { what: 'outside of the permitted range', expected: 'refused', source, make: () => address({ permitted: [ip(range)] }, '192.0.3.7') },
    { what: 'in the excluded range', expected: 'refused', source, make: () => address({ excluded: [ip(range)] }, '192.0.2.7') },
    { what: 'outside of the excluded range', expected: 'accepted', source, make: () => address({ excluded: [ip(range)] }, '192.0.3.7') },
    {
      what: 'the one permitted address of version 6',
      expected: 'accepted',
      source,
      make: () => address({ permitted: [ip('2001:db8::1/ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff')] }, '2001:db8::1'),
    },
    {
      what: 'in the excluded range of version 6',
      expected: 'refused',
      source,
      make: () => address({ excluded: [ip('2001:db8::/ffff:ffff::')] }, '2001:db8::1'),
    },
    {
      what: 'version 6 where version 4 is permitted',
      expected: 'refused',
      source,
      make: () => address({ permitted: [ip(range)] }, '2001:db8::1'),
    },
    { what: 'a range without its mask', expected: 'refused', source, make: () => address({ permitted: [ip('192.0.2.7')] }, '192.0.2.7') },
    {
      what: 'a range of version 6 without its mask',
      expected: 'refused',
      source,
      make: () => address({ permitted: [ip('2001:db8::1')] }, '2001:db8::1'),
    },
    {
      what: 'a range where an address belongs',
      expected: 'refused',
      source,
      make: () => short(constrained({ permitted: [ip(range)] }), { alternativeNames: names(ip(range), ip('192.0.2.7')) }, '192.0.2.7'),
    },
    {
      what: 'addresses are permitted and the name is of DNS',
      expected: 'accepted',
      source,
      make: () => beside({ permitted: [ip(range)] }),
    },
    { what: 'addresses are excluded and the name is of DNS', expected: 'accepted', source, make: () => beside({ excluded: [ip(range)] }) },
    {
      what: 'DNS names are permitted and the name is an address',
      expected: 'accepted',
      source,
      make: () => address({ permitted: [dns('example.test')] }, '192.0.2.7'),
    },
  ]),
  ...casesOf('name-constraints::directory', [
    {
      what: 'permitted and equal',
      expected: 'accepted',
      source,
      make: () => subject({ permitted: [directory('DC=test,DC=example')] }, 'DC=test,DC=example'),
    },
    {
      what: 'permitted and below',
      expected: 'accepted',
      source,
      make: () => subject({ permitted: [directory('DC=test,DC=example')] }, 'DC=test,DC=example,CN=dc1'),
    },
    {
      what: 'permitted in another case',
      expected: 'accepted',
      source,
      make: () => subject({ permitted: [directory('DC=TEST')] }, 'DC=test,CN=dc1'),
    },
    {
      what: 'another name than permitted',
      expected: 'refused',
      source,
      make: () => subject({ permitted: [directory('DC=test')] }, 'DC=org,CN=dc1'),
    },
    { what: 'excluded', expected: 'refused', source, make: () => subject({ excluded: [directory('DC=test')] }, 'DC=test,CN=dc1') },
    {
      what: 'another name than excluded',
      expected: 'accepted',
      source,
      make: () => subject({ excluded: [directory('DC=test')] }, 'DC=org,CN=dc1'),
    },
    {
      what: 'permitted in the alternative names and not in the subject',
      expected: 'refused',
      source,
      make: () => subject({ permitted: [directory('DC=test')] }, 'DC=org', directory('DC=test')),
    },
    {
      what: 'permitted in the subject and not in the alternative names',
      expected: 'refused',
      source,
      make: () => subject({ permitted: [directory('DC=test')] }, 'DC=test', directory('DC=org')),
    },
    {
      what: 'excluded in the alternative names alone',
      expected: 'refused',
      source,
      make: () => subject({ excluded: [directory('DC=test')] }, 'DC=org', directory('DC=test')),
    },
  ]),
  ...casesOf('name-constraints::other', [
    {
      what: 'a permitted mailbox',
      expected: 'accepted',
      source,
      make: () => beside({ permitted: [email('root@example.test')] }, email('root@example.test')),
    },
    {
      what: 'another mailbox than permitted',
      expected: 'refused',
      source,
      make: () => beside({ permitted: [email('root@example.test')] }, email('me@example.test')),
    },
    {
      what: 'a mailbox of a permitted host',
      expected: 'accepted',
      source,
      make: () => beside({ permitted: [email('example.test')] }, email('me@example.test')),
    },
    {
      what: 'a mailbox of a host below the permitted',
      expected: 'refused',
      source,
      make: () => beside({ permitted: [email('example.test')] }, email('me@a.example.test')),
    },
    {
      what: 'a mailbox below a dot',
      expected: 'accepted',
      source,
      make: () => beside({ permitted: [email('.example.test')] }, email('me@a.example.test')),
    },
    {
      what: 'a mailbox with two at signs',
      expected: 'refused',
      source,
      make: () => beside({ permitted: [email('example.test')] }, email('a@b@example.test')),
    },
    {
      what: 'an address of a permitted host',
      expected: 'accepted',
      source,
      make: () => beside({ permitted: [uri('example.test')] }, uri('ldap://example.test/')),
    },
    {
      what: 'an address of another host',
      expected: 'refused',
      source,
      make: () => beside({ permitted: [uri('example.test')] }, uri('ldap://other.test/')),
    },
    {
      what: 'an excluded form that nobody knows',
      expected: 'refused',
      source,
      make: () => beside({ excluded: [privateName] }, privateName),
    },
    {
      what: 'an excluded form that nobody knows and nobody uses',
      expected: 'accepted',
      source,
      make: () => beside({ excluded: [privateName] }),
    },
    {
      what: 'an excluded form of another type than the one used',
      expected: 'accepted',
      source,
      make: () => beside({ excluded: [privateName] }, other('1.3.6.1.4.1.99999.2', encodeDer(0x05))),
    },
    {
      what: 'a permitted principal name of Windows',
      expected: 'accepted',
      source: 'RFC 5280 section 4.2.1.10: a form that the verifier processes; Windows does, OpenSSL does not',
      make: () => beside({ permitted: [principal('@example.test')] }, principal('dc1$@example.test')),
    },
    {
      what: 'another principal name than permitted',
      expected: 'refused',
      source,
      make: () => beside({ permitted: [principal('@example.test')] }, principal('dc1$@other.test')),
    },
  ]),
];
