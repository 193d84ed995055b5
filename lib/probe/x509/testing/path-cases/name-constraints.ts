import { encodeCount, encodeDer } from '../../../../simulation/certificate-factory-der.ts';
import { rawExtension, rawName } from '../../../testing/certificate-factory-raw.ts';
import { casesOf, intermediate, leaf, long, type PathCase, root, type Situation, short } from './path-case.ts';

const { dns } = rawName;
const source = 'RFC 5280 section 4.2.1.10';
type Trees = Parameters<typeof rawExtension.nameConstraints>[0];

const names = (...entries: Uint8Array[]) => ({ alternativeNames: rawExtension.alternativeNames(entries) });
/** A constrained root with a leaf of these names, asked for by the first DNS name or the given one. */
const under = (trees: Trees, host: string, ...entries: Uint8Array[]): Situation =>
  short({ nameConstraints: rawExtension.nameConstraints(trees) }, names(...(entries.length > 0 ? entries : [dns(host)])), host);
const permitting = (...bases: Uint8Array[]): Trees => ({ permitted: bases });
const excluding = (...bases: Uint8Array[]): Trees => ({ excluded: bases });

/** Two constrained authorities one above the other. */
function twice(upper: Trees, lower: Trees, host: string): Situation {
  const anchor = root();
  const first = intermediate(anchor, { nameConstraints: rawExtension.nameConstraints(upper) });
  const second = intermediate(first, { nameConstraints: rawExtension.nameConstraints(lower) });
  return { trusted: [anchor], sent: [first, second], leaf: leaf(second, names(dns(host))), host };
}

/** Constraints on DNS names, and on how the extension as a whole counts. */
export const nameConstraintCases: readonly PathCase[] = [
  ...casesOf('name-constraints::dns', [
    { what: 'permitted and equal', expected: 'accepted', source, make: () => under(permitting(dns('example.test')), 'example.test') },
    { what: 'permitted and below', expected: 'accepted', source, make: () => under(permitting(dns('example.test')), 'dc1.example.test') },
    {
      what: 'permitted and far below',
      expected: 'accepted',
      source,
      make: () => under(permitting(dns('example.test')), 'a.b.c.example.test'),
    },
    {
      what: 'permitted in another case',
      expected: 'accepted',
      source,
      make: () => under(permitting(dns('EXAMPLE.test')), 'dc1.example.test'),
    },
    {
      what: 'another name than permitted',
      expected: 'refused',
      source,
      make: () => under(permitting(dns('example.test')), 'dc1.other.test'),
    },
    {
      what: 'permitted is only the end of a label',
      expected: 'refused',
      source,
      make: () => under(permitting(dns('example.test')), 'not-example.test'),
    },
    {
      what: 'above what is permitted',
      expected: 'refused',
      source,
      make: () => under(permitting(dns('dc1.example.test')), 'example.test'),
    },
    {
      what: 'one of two permitted',
      expected: 'accepted',
      source,
      make: () => under(permitting(dns('a.test'), dns('example.test')), 'dc1.example.test'),
    },
    {
      what: 'a second name outside of what is permitted',
      expected: 'refused',
      source,
      make: () => under(permitting(dns('example.test')), 'dc1.example.test', dns('dc1.example.test'), dns('other.test')),
    },
    { what: 'the empty base permits all', expected: 'accepted', source, make: () => under(permitting(dns('')), 'dc1.example.test') },
    { what: 'the empty base excludes all', expected: 'refused', source, make: () => under(excluding(dns('')), 'dc1.example.test') },
    { what: 'excluded and equal', expected: 'refused', source, make: () => under(excluding(dns('dc1.example.test')), 'dc1.example.test') },
    { what: 'excluded and below', expected: 'refused', source, make: () => under(excluding(dns('example.test')), 'dc1.example.test') },
    {
      what: 'another name than excluded',
      expected: 'accepted',
      source,
      make: () => under(excluding(dns('example.test')), 'dc1.other.test'),
    },
    {
      what: 'a second name is excluded',
      expected: 'refused',
      source,
      make: () => under(excluding(dns('secret.example.test')), 'dc1.example.test', dns('dc1.example.test'), dns('secret.example.test')),
    },
    {
      what: 'permitted and excluded at once',
      expected: 'refused',
      source,
      make: () => under({ permitted: [dns('example.test')], excluded: [dns('example.test')] }, 'dc1.example.test'),
    },
    {
      what: 'permitted above what is excluded',
      expected: 'accepted',
      source,
      make: () => under({ permitted: [dns('example.test')], excluded: [dns('secret.example.test')] }, 'dc1.example.test'),
    },
    {
      what: 'a wildcard inside what is permitted',
      expected: 'accepted',
      source,
      make: () => under(permitting(dns('example.test')), 'dc1.example.test', dns('*.example.test')),
    },
    {
      what: 'a wildcard that may stand for what is excluded',
      expected: 'refused',
      source: 'CVE-2025-61727; RFC 5280 section 4.2.1.10 with RFC 9525 section 6.3',
      make: () =>
        under({ permitted: [dns('example.test')], excluded: [dns('secret.example.test')] }, 'secret.example.test', dns('*.example.test')),
    },
    {
      what: 'a wildcard wider than what is permitted',
      expected: 'refused',
      source: 'CVE-2025-61727; RFC 5280 section 4.2.1.10 with RFC 9525 section 6.3',
      make: () => under(permitting(dns('dc1.example.test')), 'dc1.example.test', dns('*.example.test')),
    },
    {
      what: 'a base with a leading dot',
      expected: 'refused',
      refusedBy: 'strict',
      source: `${source}: only URIs may be constrained so; Windows and OpenSSL take it`,
      make: () => under(permitting(dns('.example.test')), 'dc1.example.test'),
    },
    {
      what: 'a base with a leading dot and the bare name',
      expected: 'refused',
      source,
      make: () => under(permitting(dns('.example.test')), 'example.test'),
    },
    {
      what: 'a base with a wildcard',
      expected: 'refused',
      source,
      make: () => under(permitting(dns('*.example.test')), 'dc1.example.test'),
    },
    {
      what: 'a broken name inside what is permitted',
      expected: 'refused',
      source,
      make: () => under(permitting(dns('example.test')), 'dc1.example.test', dns('.example.test'), dns('dc1.example.test')),
    },
    {
      what: 'a common name taken for a name and not permitted',
      expected: 'refused',
      source: 'RFC 6125 section 6.4.4 with RFC 5280 section 4.2.1.10',
      make: () =>
        short(
          { nameConstraints: rawExtension.nameConstraints(permitting(dns('other.test'))) },
          { subject: 'CN=dc1.example.test', alternativeNames: null },
        ),
    },
  ]),
  ...casesOf('name-constraints::whole', [
    {
      what: 'constraints of an intermediate',
      expected: 'refused',
      source,
      make: () => long({ nameConstraints: rawExtension.nameConstraints(excluding(dns('example.test'))) }),
    },
    {
      what: 'the lower authority narrows',
      expected: 'refused',
      source,
      make: () => twice(permitting(dns('a.test'), dns('b.test')), permitting(dns('b.test')), 'a.test'),
    },
    {
      what: 'the lower authority cannot widen',
      expected: 'refused',
      source,
      make: () => twice(permitting(dns('b.test')), permitting(dns('a.test'), dns('b.test')), 'a.test'),
    },
    {
      what: 'permitted by both',
      expected: 'accepted',
      source,
      make: () => twice(permitting(dns('a.test'), dns('b.test')), permitting(dns('b.test')), 'b.test'),
    },
    {
      what: 'a forbidden name of an intermediate',
      expected: 'refused',
      source,
      make: () => {
        const anchor = root({ nameConstraints: rawExtension.nameConstraints(excluding(dns('secret.test'))) });
        const issuing = intermediate(anchor, names(dns('secret.test')));
        return { trusted: [anchor], sent: [issuing], leaf: leaf(issuing) };
      },
    },
    {
      what: 'a forbidden name of a self-issued intermediate',
      expected: 'accepted',
      source: `${source} and 6.1.3 (b)`,
      make: () => {
        const anchor = root({ nameConstraints: rawExtension.nameConstraints(excluding(dns('secret.test'))) });
        const rollover = intermediate(anchor, { subject: anchor.subject, ...names(dns('secret.test')) });
        return { trusted: [anchor], sent: [rollover], leaf: leaf(rollover) };
      },
    },
    {
      what: 'a forbidden name of a self-issued leaf',
      expected: 'refused',
      source: `${source} and 6.1.3 (b)`,
      make: () => {
        const anchor = root({ nameConstraints: rawExtension.nameConstraints(permitting(dns('other.test'))) });
        const issuing = intermediate(anchor);
        return { trusted: [anchor], sent: [issuing], leaf: leaf(issuing, { subject: issuing.subject }) };
      },
    },
    {
      what: 'another authority of the same name and key is free',
      expected: 'accepted',
      source: `${source}; RFC 4158 section 2.3`,
      make: () => {
        const [narrow, free] = [root(), root()];
        const above = intermediate(narrow, { nameConstraints: rawExtension.nameConstraints(excluding(dns('secret.test'))) });
        const first = intermediate(above, { subject: 'CN=Twin', ...names(dns('secret.test')) });
        const second = intermediate(free, { subject: 'CN=Twin', key: first.key });
        return { trusted: [narrow, free], sent: [above, first, second], leaf: leaf(first) };
      },
    },
    {
      what: 'another authority of the same name leads nowhere',
      expected: 'accepted',
      source: `${source}; RFC 4158 section 2.3`,
      make: () => {
        const [unknown, anchor] = [root(), root()];
        const above = intermediate(anchor, { nameConstraints: rawExtension.nameConstraints(permitting(dns('example.test'))) });
        const lost = intermediate(unknown, { subject: 'CN=Twin', ...names(dns('secret.test')) });
        const found = intermediate(above, { subject: 'CN=Twin', key: lost.key });
        return { trusted: [anchor], sent: [above, lost, found], leaf: leaf(lost) };
      },
    },
    {
      what: 'constraints that are not critical and hold',
      expected: 'refused',
      refusedBy: 'strict',
      source,
      make: () => short({ nameConstraints: rawExtension.nameConstraints(permitting(dns('example.test')), false) }),
    },
    {
      what: 'constraints that are not critical and forbid',
      expected: 'refused',
      source,
      make: () => short({ nameConstraints: rawExtension.nameConstraints(permitting(dns('other.test')), false) }),
    },
    {
      what: 'constraints on a leaf',
      expected: 'refused',
      refusedBy: 'strict',
      source,
      make: () => short({}, { nameConstraints: rawExtension.nameConstraints(permitting(dns('example.test'))) }),
    },
    {
      what: 'constraints on a leaf that are not critical',
      expected: 'refused',
      refusedBy: 'strict',
      source,
      make: () => short({}, { nameConstraints: rawExtension.nameConstraints(permitting(dns('example.test')), false) }),
    },
    {
      what: 'constraints without any subtree',
      expected: 'refused',
      refusedBy: 'strict',
      source,
      make: () => long({ nameConstraints: rawExtension.nameConstraints({}) }),
    },
    {
      what: 'constraints with empty lists of subtrees',
      expected: 'refused',
      refusedBy: 'strict',
      source,
      make: () => long({ nameConstraints: rawExtension.nameConstraints({ permitted: [], excluded: [] }) }),
    },
    {
      what: 'constraints with a minimum',
      expected: 'refused',
      source: `${source}: minimum must be zero`,
      make: () => {
        const subtree = encodeDer(0x30, dns('example.test'), encodeDer(0x80, Uint8Array.of(1)));
        const value = encodeDer(0x30, encodeDer(0xa0, subtree));
        return short({ nameConstraints: { type: '2.5.29.30', critical: true, value } });
      },
    },
    {
      what: 'constraints that are no list',
      expected: 'refused',
      source: 'RFC 5280 section 4.2',
      make: () => short({ nameConstraints: { type: '2.5.29.30', critical: true, value: encodeCount(1) } }),
    },
  ]),
];
