import { beforeAll, describe, expect, it } from 'vitest';
import { now } from '#lib/clock.ts';
import { openSslRefusal } from './testing/openssl-verdict.ts';
import { type OurVerdict, ourVerdict, type Presented } from './testing/our-verdict.ts';
import { pathCases } from './testing/path-cases/index.ts';
import { caseHost, type PathCase } from './testing/path-cases/path-case.ts';

interface Judged {
  readonly one: PathCase;
  readonly presented: Presented;
  readonly anyPurpose: boolean;
  readonly ours: OurVerdict;
}

const judged: Judged[] = pathCases.map((one) => {
  const { trusted, sent = [], leaf, host = caseHost, at, anyPurpose = false } = one.make();
  const bytes = (parties: readonly { der: Uint8Array }[]): Uint8Array[] => parties.map(({ der }) => der);
  const time = at === undefined ? now() : new Date(at);
  const presented = { trusted: bytes(trusted), sent: bytes(sent), leaf: leaf.der, host, at: time, mostIntermediates: null };
  return { one, presented, anyPurpose, ours: ourVerdict(presented) };
});

const isExpected = (one: PathCase, accepted: boolean): boolean => accepted === (one.expected === 'accepted');
const accepts = ({ refusals }: OurVerdict): boolean => refusals.length === 0;
const acceptsStrictly = (verdict: OurVerdict): boolean => accepts(verdict) && verdict.strictRefusals.length === 0;

describe('our verdict', () => {
  it.each(judged)('on $one.id is as the standards want it', ({ one, ours }) => {
    const isRefusedByBoard = one.expected === 'refused' && one.refusedBy === 'everybody';
    const isRefusedStrictly = isRefusedByBoard || (one.expected === 'refused' && one.refusedBy === 'strict');
    expect({ ...ours, board: !accepts(ours), strictly: !acceptsStrictly(ours) }).toMatchObject({
      board: isRefusedByBoard,
      strictly: isRefusedStrictly,
    });
  });

  it('has a situation of its own for every id', () => {
    expect(new Set(pathCases.map(({ id }) => id)).size).toBe(pathCases.length);
    expect(pathCases.length).toBeGreaterThan(240);
  });
});

/** How often each judge is right, by category. */
type Counts = Map<string, { ours: number; openSsl: number }>;

describe('OpenSSL beside us', () => {
  const byDefault: Counts = new Map();
  const strictly: Counts = new Map();

  beforeAll(async () => {
    const waiting = judged.values();
    const work = async (): Promise<void> => {
      for (const { one, presented, anyPurpose, ours } of waiting) {
        const category = one.id.slice(0, one.id.lastIndexOf('::'));
        for (const [counts, strict] of [[byDefault, false] as const, [strictly, true] as const]) {
          const isAccepted = (await openSslRefusal(presented, { strict, at: presented.at, serverPurpose: !anyPurpose })) === null;
          const count = counts.get(category) ?? { ours: 0, openSsl: 0 };
          counts.set(category, count);
          if (isExpected(one, isAccepted)) count.openSsl++;
          if (isExpected(one, strict ? acceptsStrictly(ours) : accepts(ours))) count.ours++;
        }
      }
    };
    await Promise.all([work(), work()]);
  }, 120_000);

  it.each([
    ['by default', byDefault],
    ['strictly', strictly],
  ])('is right no more often than we are in any category, judging %s', (_, counts) => {
    const all = [...counts.values()];
    // Far from blind itself: it is asked as it should be.
    expect(all.reduce((sum, { openSsl }) => sum + openSsl, 0)).toBeGreaterThan(pathCases.length * 0.7);
    expect([...counts].filter(([, { ours, openSsl }]) => ours < openSsl).map(([category]) => category)).toEqual([]);
  });
});
