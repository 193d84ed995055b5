import { rawKey } from '../../../testing/certificate-factory-raw.ts';
import { casesOf, long, type PartyOptions, type PathCase, type Situation, short } from './path-case.ts';

const source = 'RFC 5280 section 4.1.2.5';
const wide: PartyOptions = { notBefore: '2016-01-01T00:00:00Z', notAfter: '2036-01-01T00:00:00Z' };
const past: PartyOptions = { notBefore: '2016-01-01T00:00:00Z', notAfter: '2020-01-01T00:00:00Z' };
const future: PartyOptions = { notBefore: '2030-01-01T00:00:00Z', notAfter: '2036-01-01T00:00:00Z' };
const month: PartyOptions = { notBefore: '2024-03-01T00:00:00Z', notAfter: '2024-04-01T00:00:00Z' };

/** Root, intermediate, leaf, looked at in 2022 or at the given time. */
const at = (ofRoot: PartyOptions, ofIntermediate: PartyOptions, ofLeaf: PartyOptions, time = '2022-01-01T00:00:00Z'): Situation => ({
  ...long(ofIntermediate, ofLeaf, ofRoot),
  at: time,
});

const strength = 'NIST SP 800-131A; OpenSSL from security level 1 or 2 on';

/** Dates, and the strength of keys and signatures. */
export const validityCases: readonly PathCase[] = [
  ...casesOf('validity', [
    { what: 'all are valid', expected: 'accepted', source, make: () => at(wide, wide, wide) },
    {
      what: 'the root has expired',
      expected: 'refused',
      source: `${source}; anchors are held to it by OpenSSL and Windows`,
      make: () => at(past, wide, wide),
    },
    { what: 'the intermediate has expired', expected: 'refused', source, make: () => at(wide, past, wide) },
    { what: 'the leaf has expired', expected: 'refused', source, make: () => at(wide, wide, past) },
    { what: 'the root is not yet valid', expected: 'refused', source, make: () => at(future, wide, wide) },
    { what: 'the intermediate is not yet valid', expected: 'refused', source, make: () => at(wide, future, wide) },
    { what: 'the leaf is not yet valid', expected: 'refused', source, make: () => at(wide, wide, future) },
    { what: 'in the first second', expected: 'accepted', source, make: () => at(month, month, month, '2024-03-01T00:00:00Z') },
    { what: 'one second too early', expected: 'refused', source, make: () => at(month, month, month, '2024-02-29T23:59:59Z') },
    { what: 'one millisecond too early', expected: 'refused', source, make: () => at(month, month, month, '2024-02-29T23:59:59.999Z') },
    { what: 'in the last second', expected: 'accepted', source, make: () => at(month, month, month, '2024-04-01T00:00:00Z') },
    {
      what: 'within the last second',
      expected: 'accepted',
      source: `${source}: seconds are the unit`,
      make: () => at(month, month, month, '2024-04-01T00:00:00.005Z'),
    },
    { what: 'one second too late', expected: 'refused', source, make: () => at(month, month, month, '2024-04-01T00:00:01Z') },
    {
      what: 'the end of time',
      expected: 'accepted',
      source: 'RFC 5280 section 4.1.2.5: 99991231235959Z',
      make: () => at(wide, wide, { ...wide, notAfter: '9999-12-31T23:59:59Z' }),
    },
    {
      what: 'before 1950 in the other form',
      expected: 'refused',
      source,
      make: () => at(wide, wide, { notBefore: '1940-01-01T00:00:00Z', notAfter: '1949-12-31T00:00:00Z' }),
    },
    {
      what: 'an end before the beginning',
      expected: 'refused',
      source,
      make: () => at(wide, wide, { notBefore: '2023-01-01T00:00:00Z', notAfter: '2021-01-01T00:00:00Z' }),
    },
  ]),
  ...casesOf('strength', [
    { what: 'a leaf of RSA 2048', expected: 'accepted', source: strength, make: () => short({}, { key: rawKey('RSA-2048') }) },
    {
      what: 'a leaf of RSA 1024',
      expected: 'refused',
      refusedBy: 'strict',
      source: strength,
      make: () => short({}, { key: rawKey('RSA-1024') }),
    },
    {
      what: 'a root of RSA 1024',
      expected: 'refused',
      refusedBy: 'strict',
      source: strength,
      make: () => short({ key: rawKey('RSA-1024') }),
    },
    {
      what: 'a leaf of P-192',
      expected: 'refused',
      refusedBy: 'strict',
      source: strength,
      make: () => short({}, { key: rawKey('P-192') }),
    },
    {
      what: 'a leaf signed with SHA-1',
      expected: 'refused',
      refusedBy: 'strict',
      source: strength,
      make: () => short({}, { hash: 'SHA-1' }),
    },
    {
      what: 'an intermediate signed with SHA-1',
      expected: 'refused',
      refusedBy: 'strict',
      source: strength,
      make: () => long({ hash: 'SHA-1' }),
    },
    {
      what: 'a root signed with SHA-1',
      expected: 'accepted',
      source: 'RFC 5280 section 6.1: the anchor’s signature is not checked',
      make: () => short({ hash: 'SHA-1' }),
    },
    {
      what: 'a leaf signed with MD5',
      expected: 'refused',
      source: strength,
      make: () => short({ key: rawKey('RSA-2048') }, { hash: 'MD5' }),
    },
    { what: 'a leaf signed with SHA-512', expected: 'accepted', source: strength, make: () => short({}, { hash: 'SHA-512' }) },
  ]),
];
