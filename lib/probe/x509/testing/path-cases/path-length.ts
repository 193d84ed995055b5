import { rawExtension } from '../../../testing/certificate-factory-raw.ts';
import { casesOf, intermediate, leaf, long, type Party, type PathCase, root, type Situation, short } from './path-case.ts';

const source = 'RFC 5280 section 4.2.1.9';
const limited = (pathLength: number | null) => ({ basicConstraints: rawExtension.basicConstraints(true, pathLength) });

/** Authorities below a root, each with its limit, and a leaf below the last. */
function chain(limits: readonly (number | null)[], ofRoot: number | null = null): Situation {
  const anchor = root(limited(ofRoot));
  const sent: Party[] = [];
  for (const limit of limits) sent.push(intermediate(sent.at(-1) ?? anchor, limited(limit)));
  return { trusted: [anchor], sent, leaf: leaf(sent.at(-1) ?? anchor) };
}

/** Limits on the number of intermediates. */
export const pathLengthCases: readonly PathCase[] = casesOf('path-length', [
  { what: 'no limit anywhere', expected: 'accepted', source, make: () => chain([null, null]) },
  { what: 'limit zero right above the leaf', expected: 'accepted', source, make: () => chain([0]) },
  { what: 'limit one right above the leaf', expected: 'accepted', source, make: () => chain([1]) },
  { what: 'limit larger than needed', expected: 'accepted', source, make: () => chain([7, 3]) },
  { what: 'limit zero and another authority below', expected: 'refused', source, make: () => chain([0, null]) },
  { what: 'limit zero twice', expected: 'refused', source, make: () => chain([0, 0]) },
  { what: 'limit that grows on the way down', expected: 'accepted', source, make: () => chain([1, 2]) },
  { what: 'limit kept by the first and broken by the second', expected: 'refused', source, make: () => chain([2, 0, 0]) },
  { what: 'limit of the first broken by the third', expected: 'refused', source, make: () => chain([1, null, null]) },
  { what: 'root of limit zero above the leaf', expected: 'accepted', source, make: () => chain([], 0) },
  { what: 'root of limit zero above an authority', expected: 'refused', source, make: () => chain([null], 0) },
  { what: 'root of limit one above an authority', expected: 'accepted', source, make: () => chain([null], 1) },
  { what: 'root of limit one above two authorities', expected: 'refused', source, make: () => chain([null, null], 1) },
  {
    what: 'self-issued authorities do not count',
    expected: 'accepted',
    source: `${source} and 6.1.4 (l)`,
    make: () => {
      const anchor = root();
      const first = intermediate(anchor, limited(1));
      const rollover = intermediate(first, { ...limited(1), subject: first.subject });
      const last = intermediate(rollover, limited(0));
      return { trusted: [anchor], sent: [first, rollover, last], leaf: leaf(last) };
    },
  },
  {
    what: 'the last certificate does not count though it is an authority',
    expected: 'accepted',
    source,
    make: () => {
      const anchor = root();
      const first = intermediate(anchor, limited(0));
      const last = leaf(first, { ...limited(0), keyUsage: rawExtension.keyUsage(['digitalSignature', 'keyCertSign']) });
      return { trusted: [anchor], sent: [first], leaf: last };
    },
  },
  {
    what: 'a self-issued leaf below limit zero',
    expected: 'accepted',
    source,
    make: () => {
      const anchor = root();
      const issuing = intermediate(anchor, limited(0));
      return { trusted: [anchor], sent: [issuing], leaf: leaf(issuing, { subject: issuing.subject }) };
    },
  },
  {
    what: 'a limit on a leaf that is no authority',
    expected: 'refused',
    refusedBy: 'strict',
    source,
    make: () => short({}, { basicConstraints: rawExtension.basicConstraints(false, 0) }),
  },
  {
    what: 'a limit without the right to sign certificates',
    expected: 'refused',
    source,
    make: () => long({ ...limited(0), keyUsage: rawExtension.keyUsage(['cRLSign']) }),
  },
]);
