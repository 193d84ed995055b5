import { encodeDer } from '../../../../simulation/certificate-factory-der.ts';
import { rawExtension, rawKey, rawName } from '../../../testing/certificate-factory-raw.ts';
import { derChildren, readDer } from '../../der.ts';
import { caseHost, casesOf, intermediate, leaf, type Party, type PathCase, root, type Situation } from './path-case.ts';

const source = 'RFC 5280 section 6.1';
const building = 'RFC 4158 section 2';

/** The certificate with a flipped bit in its signature. */
function spoiled(party: Party): Party {
  const der = Uint8Array.from(party.der);
  der[der.length - 3] = (der[der.length - 3] ?? 0) ^ 0x55;
  return { ...party, der };
}

/** The certificate with another algorithm outside than inside. */
function twoAlgorithms(party: Party): Party {
  const [body, , signature] = derChildren(readDer(party.der));
  const other = encodeDer(0x30, Uint8Array.of(0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x03));
  return { ...party, der: encodeDer(0x30, body?.bytes ?? new Uint8Array(), other, signature?.bytes ?? new Uint8Array()) };
}

/** Two authorities that certify each other. */
function ring(first: string, second: string): Party[] {
  const one: Party = { der: new Uint8Array(), key: rawKey(), subject: first };
  const two = intermediate(one, { subject: second });
  return [intermediate(two, { subject: first, key: one.key }), two];
}

const below = (issuer: Party, options = {}): Situation => ({ trusted: [], sent: [], leaf: leaf(issuer, options) });

/** Which path is found, and whether it is one. */
export const pathBuildingCases: readonly PathCase[] = [
  ...casesOf('path', [
    {
      what: 'a leaf below a root',
      expected: 'accepted',
      source,
      make: () => {
        const anchor = root();
        return { ...below(anchor), trusted: [anchor] };
      },
    },
    {
      what: 'an unknown root that was sent',
      expected: 'refused',
      source,
      make: () => {
        const unknown = root();
        const issuing = intermediate(unknown);
        return { ...below(issuing), trusted: [root()], sent: [issuing, unknown] };
      },
    },
    {
      what: 'a missing intermediate',
      expected: 'refused',
      source,
      make: () => {
        const anchor = root();
        return { ...below(intermediate(anchor)), trusted: [anchor] };
      },
    },
    {
      what: 'intermediates in the wrong order among strangers',
      expected: 'accepted',
      source: building,
      make: () => {
        const anchor = root();
        const upper = intermediate(anchor);
        const lower = intermediate(upper);
        return { ...below(lower), trusted: [anchor], sent: [upper, root(), anchor, lower, lower] };
      },
    },
    {
      what: 'a trusted intermediate without its root',
      expected: 'accepted',
      source: 'RFC 5280 section 6.2: any certificate can be an anchor',
      make: () => {
        const unknown = root();
        const issuing = intermediate(unknown);
        return { ...below(issuing), trusted: [issuing], sent: [unknown] };
      },
    },
    {
      what: 'a self-signed leaf',
      expected: 'refused',
      source,
      make: () => ({ trusted: [root()], leaf: leaf(null, { subject: `CN=${caseHost}` }) }),
    },
    {
      what: 'a self-signed leaf that is trusted',
      expected: 'accepted',
      source: 'RFC 5280 section 6.2: any certificate can be an anchor',
      make: () => {
        const own = leaf(null, { subject: `CN=${caseHost}` });
        return { trusted: [own], leaf: own };
      },
    },
    {
      what: 'a broken signature on the leaf',
      expected: 'refused',
      source,
      make: () => {
        const anchor = root();
        return { trusted: [anchor], leaf: spoiled(leaf(anchor)) };
      },
    },
    {
      what: 'a broken signature on an intermediate',
      expected: 'refused',
      source,
      make: () => {
        const anchor = root();
        const issuing = intermediate(anchor);
        return { ...below(issuing), trusted: [anchor], sent: [spoiled(issuing)] };
      },
    },
    {
      what: 'two signature algorithms that differ',
      expected: 'refused',
      source: 'RFC 5280 section 4.1.1.2',
      make: () => {
        const anchor = root();
        return { trusted: [anchor], leaf: twoAlgorithms(leaf(anchor)) };
      },
    },
    {
      what: 'a root of the same name and another key',
      expected: 'refused',
      source,
      make: () => ({ ...below(root({ subject: 'CN=Twin' })), trusted: [root({ subject: 'CN=Twin' })] }),
    },
    {
      what: 'the right one of two roots of the same name',
      expected: 'accepted',
      source: building,
      make: () => {
        const [one, other] = [root({ subject: 'CN=Twin' }), root({ subject: 'CN=Twin' })];
        return { ...below(other), trusted: [one, other] };
      },
    },
    {
      what: 'an expired cross certificate beside the root',
      expected: 'accepted',
      source: `${building}; the expiry of AddTrust in 2020`,
      make: () => {
        const [anchor, old] = [root(), root()];
        const cross = intermediate(old, { subject: anchor.subject, key: anchor.key, notAfter: '2020-05-30T10:48:38Z' });
        return { ...below(anchor), trusted: [anchor, old], sent: [cross] };
      },
    },
    {
      what: 'an expired intermediate beside its successor',
      expected: 'accepted',
      source: building,
      make: () => {
        const anchor = root();
        const old = intermediate(anchor, { notAfter: '2020-01-01T00:00:00Z' });
        const fresh = intermediate(anchor, { subject: old.subject, key: old.key });
        return { ...below(fresh), trusted: [anchor], sent: [old, fresh] };
      },
    },
    {
      what: 'a cross certificate that is no authority beside one that is',
      expected: 'accepted',
      source: building,
      make: () => {
        const anchor = root();
        const bad = intermediate(anchor, { basicConstraints: rawExtension.basicConstraints(false), keyUsage: null });
        const good = intermediate(anchor, { subject: bad.subject, key: bad.key });
        return { ...below(good), trusted: [anchor], sent: [bad, good] };
      },
    },
    {
      what: 'two authorities that certify each other and nobody else does',
      expected: 'refused',
      source: building,
      make: () => {
        const [one, two] = ring('CN=One', 'CN=Two');
        return one === undefined || two === undefined ? below(root()) : { ...below(one), trusted: [root()], sent: [one, two] };
      },
    },
    {
      what: 'two keys of one authority that certify each other and nobody else does',
      expected: 'refused',
      source: building,
      make: () => {
        const [one, two] = ring('CN=Same', 'CN=Same');
        return one === undefined || two === undefined ? below(root()) : { ...below(one), trusted: [root()], sent: [one, two] };
      },
    },
    {
      what: 'three authorities that all certify each other, one of them trusted',
      expected: 'accepted',
      source: `${building}; CVE-2024-0567`,
      make: () => {
        const roots = [root({ subject: 'CN=A' }), root({ subject: 'CN=B' }), root({ subject: 'CN=C' })];
        const crosses = roots.flatMap((signer) =>
          roots.filter((other) => other !== signer).map((other) => intermediate(signer, { subject: other.subject, key: other.key })),
        );
        const [anchor = root()] = roots;
        const issuing = intermediate(anchor);
        const critical = rawExtension.alternativeNames([rawName.dns(caseHost)], true);
        return { ...below(issuing, { subject: '', alternativeNames: critical }), trusted: [anchor], sent: [issuing, ...crosses] };
      },
    },
    {
      what: 'an issuer whose key cannot be read',
      expected: 'refused',
      source,
      make: () => {
        const anchor = root();
        const algorithm = encodeDer(0x30, Uint8Array.of(0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01), encodeDer(0x05));
        const publicKeyInfo = encodeDer(0x30, algorithm, encodeDer(0x03, Uint8Array.of(0)));
        const issuing = intermediate(anchor, { key: { ...rawKey(), publicKeyInfo } });
        return { ...below(issuing), trusted: [anchor], sent: [issuing] };
      },
    },
  ]),
];
