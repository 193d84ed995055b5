import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bucketIds,
  firstWeek,
  isNarrowed,
  moved,
  narrowed,
  type PlannerChoice,
  parsePlannerChoice,
  plannerGroupings,
  plannerQuery,
  plannerSorts,
  plannerSpans,
  widened,
  withBucketToggled,
  zoomed,
} from './filter.ts';

const usual = parsePlannerChoice({});

const day = fc
  .date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const word = fc.string({ maxLength: 20 }).map((text) => text.trim());
const value = fc.option(
  word.filter((text) => text !== ''),
  { nil: null },
);
const choices: fc.Arbitrary<PlannerChoice> = fc.record({
  buckets: fc.subarray([...bucketIds]),
  ends: fc.option(
    fc.tuple(day, day).map(([one, other]) => (one <= other ? { fromDay: one, toDay: other } : { fromDay: other, toDay: one })),
    { nil: null },
  ),
  by: fc.constantFrom(...plannerGroupings),
  span: fc.constantFrom(...plannerSpans),
  from: fc.option(fc.integer({ min: -1_040, max: 2_600 }), { nil: null }),
  q: word,
  site: value,
  issuer: value,
  owner: value,
  template: value,
  domain: value,
  at: fc.option(day, { nil: null }),
  lanePage: fc.integer({ min: 1, max: 10_000 }),
  tablePage: fc.integer({ min: 1, max: 10_000 }),
  sort: fc.record({ by: fc.constantFrom(...plannerSorts), descending: fc.boolean() }),
});

describe('the address of the planner', () => {
  it('says a choice so that it is read again', () => {
    fc.assert(
      fc.property(choices, (choice) => {
        expect(parsePlannerChoice(plannerQuery(choice))).toEqual(choice);
      }),
    );
  });

  it('says nothing of what is usual', () => expect(plannerQuery(usual)).toEqual({}));

  it('ignores what it does not know', () => {
    const query = {
      bucket: 'soon,0-7,0-7',
      week: '2026-02-30',
      by: 'colour',
      span: '7',
      from: '1e9',
      at: 'tomorrow',
      sort: '-size',
      page: '0',
    };
    expect(parsePlannerChoice(query)).toEqual({ ...usual, buckets: ['0-7'] });
  });

  it('never fails', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom('-', '..', '2026-01-01..', '-0', '99999', '9999-12-31', '9999-12-31..9999-12-31'));
    const key = fc.constantFrom('bucket', 'week', 'by', 'span', 'from', 'q', 'site', 'at', 'lanes', 'page', 'sort');
    fc.assert(
      fc.property(fc.dictionary(key, fc.oneof(text, fc.array(text))), (query) => {
        const choice = parsePlannerChoice(query);
        expect(parsePlannerChoice(plannerQuery(choice))).toEqual(choice);
      }),
    );
  });

  it('takes any day for its week', () => {
    const week = { fromDay: '2026-12-28', toDay: '2027-01-03' };
    expect(['2026-12-28', '2027-01-01', '2027-01-03'].map((text) => parsePlannerChoice({ week: text }).ends)).toEqual([week, week, week]);
    expect(parsePlannerChoice({ week: '2027-01-02..2027-01-01' }).ends).toBeNull();
  });
});

describe('moving about', () => {
  it('keeps a little of the past in sight', () => {
    expect(plannerSpans.map((span) => firstWeek({ ...usual, span }))).toEqual([-1, -1, -2, -2, -2, -2]);
  });

  it('goes back where it came from, unless it met an end', () => {
    expect(firstWeek(moved(moved(usual, 13), -13))).toBe(firstWeek(usual));
    expect(firstWeek(moved(usual, -5_000))).toBe(-1_040);
    expect(firstWeek(moved(usual, 5_000))).toBe(2_600);
  });

  it('zooms from four weeks to three years and no further', () => {
    expect(zoomed(usual, 'in')?.span).toBe(26);
    expect(zoomed(usual, 'out')?.span).toBe(104);
    expect([zoomed({ ...usual, span: 4 }, 'in'), zoomed({ ...usual, span: 156 }, 'out')]).toEqual([null, null]);
  });

  it('begins with the first page when filters change', () => {
    const paged = { ...usual, lanePage: 3, tablePage: 4 };
    expect(withBucketToggled(paged, '8-30')).toEqual({ ...usual, buckets: ['8-30'] });
    expect(narrowed(paged, { q: 'dc01' })).toEqual({ ...usual, q: 'dc01' });
  });

  it('adds buckets in their order and takes them away again', () => {
    const both = withBucketToggled(withBucketToggled(usual, '31-60'), 'expired');
    expect(both.buckets).toEqual(['expired', '31-60']);
    expect(withBucketToggled(both, 'expired').buckets).toEqual(['31-60']);
  });

  it('tells filters from the way of showing', () => {
    expect(isNarrowed({ ...usual, by: 'owner', span: 13, at: '2027-01-01', from: 5 })).toBe(false);
    fc.assert(fc.property(choices, (choice) => !isNarrowed(widened(choice))));
  });
});
