import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeExpiry } from '../../diagnosis/expiry.ts';
import { defaultExpiryWindows } from '../../diagnosis/rule.ts';
import { plannerGroupings, plannerSpans } from './filter.ts';
import { planExpiry, plannerRows } from './plan.ts';
import { dayMs, leafEnding, now, plannerData, plannerHost, question } from './testing/planner-certificate.ts';
import type { PlannerCertificate } from './views.ts';
import { dayAt } from './zoned-time.ts';

const bucketCounts = (certificates: readonly PlannerCertificate[], query = {}) =>
  planExpiry(plannerData(certificates), question(query)).buckets.map((bucket) => bucket.certificates);

describe('the buckets', () => {
  it('count a certificate that ends now as valid', () => {
    expect(bucketCounts([leafEnding(0)])).toEqual([0, 1, 0, 0, 0, 0]);
  });

  it('count by whole days left', () => {
    const ends = [-400, -1 / dayMs, 7.99, 8, 30.99, 31, 60.99, 61, 90.99, 91, 5_000];
    expect(bucketCounts(ends.map((days) => leafEnding(days)))).toEqual([2, 1, 2, 2, 2, 2]);
  });

  it('hold a certificate that ends in the year 9999, and one that ends in 2050', () => {
    const end = (text: string) => leafEnding(0, { notAfterMs: Date.parse(text) });
    expect(bucketCounts([end('9999-12-31T23:59:59Z'), end('2049-12-31T23:59:59Z'), end('2050-01-01T00:00:00Z')])).toEqual([
      0, 0, 0, 0, 0, 3,
    ]);
  });

  it('count each host once, however many of its certificates end', () => {
    const host = plannerHost('dc01.corp.example');
    const wildcard = leafEnding(3, { hosts: [host, plannerHost('dc02.corp.example'), plannerHost('dc03.corp.example')] });
    const view = planExpiry(plannerData([wildcard, leafEnding(2, { hosts: [host] })]), question());
    expect(view.buckets[1]).toMatchObject({ id: '0-7', certificates: 2, hosts: 3, level: 'critical' });
    expect(view.served).toEqual({ certificates: 2, hosts: 3 });
  });

  it('say how bad the worst of them is by its own windows, not by its bucket', () => {
    const short = (days: number) => leafEnding(days, { notBeforeMs: now.getTime() + (days - 47) * dayMs });
    const levels = (certificates: PlannerCertificate[]) =>
      planExpiry(plannerData(certificates), question()).buckets.map(({ level }) => level);
    expect(levels([short(20)])).toEqual([null, null, 'distant', null, null, null]);
    expect(levels([short(5)])).toEqual([null, 'warning', null, null, null, null]);
    expect(levels([leafEnding(20)])).toEqual([null, null, 'warning', null, null, null]);
    const early = { ...defaultExpiryWindows, warningDays: 120, warningShare: 1 };
    const strict = leafEnding(80, { hosts: [plannerHost('a'), plannerHost('b', { windows: early })] });
    expect(levels([strict])).toEqual([null, null, null, null, 'warning', null]);
  });

  it('agree with the one judgement of expiry, and lose nothing', () => {
    const certificate = fc
      .record({ days: fc.double({ min: -500, max: 4_000_000, noNaN: true }), lifetime: fc.integer({ min: 1, max: 4_000 }) })
      .map(({ days, lifetime }) => leafEnding(days, { notBeforeMs: now.getTime() + (days - lifetime) * dayMs }));
    fc.assert(
      fc.property(fc.array(certificate, { maxLength: 30 }), (certificates) => {
        const rows = plannerRows(plannerData(certificates), question());
        expect(bucketCounts(certificates).reduce((sum, count) => sum + count, 0)).toBe(certificates.length);
        for (const row of rows) {
          const validity = { notBefore: new Date(row.notBefore), notAfter: new Date(row.notAfter) };
          expect(row).toMatchObject({ ...pick(judgeExpiry(validity, defaultExpiryWindows, now)) });
        }
      }),
    );
  });
});

const pick = ({ level, daysLeft }: { level: string; daysLeft: number }) => ({ level, daysLeft });

describe('the sentence', () => {
  const sentence = (certificates: readonly PlannerCertificate[], query = {}) =>
    planExpiry(plannerData(certificates), question(query)).sentence;

  it('says what needs action, whom clients refuse and which week is busiest', () => {
    const host = plannerHost('dc01');
    const certificates = [
      leafEnding(-1, { hosts: [host] }),
      leafEnding(-2, { hosts: [host] }),
      leafEnding(5),
      leafEnding(100),
      leafEnding(101),
    ];
    expect(sentence(certificates)).toBe(
      '3 certificates need action this week; clients already refuse 1 host. The busiest week is that of 8 June 2026 with 2.',
    );
    expect(sentence([leafEnding(5)])).toBe('1 certificate needs action this week; none has expired.');
  });

  it('is calm when nothing needs action', () => {
    const only = leafEnding(100);
    expect(sentence([only])).toBe(`No certificate needs action this week. The first to end is ${only.name}, on 9 June 2026.`);
  });

  it('knows nothing served from nothing found', () => {
    expect(sentence([])).toBe('No certificate was seen at any host yet.');
    expect(sentence([leafEnding(1)], { site: 'Mars' })).toBe('No certificate served now matches these filters.');
  });

  it('speaks of a later time as what would be', () => {
    expect(sentence([leafEnding(5), leafEnding(35)], { at: '2026-03-31' })).toBe(
      'On 31 March 2026, if nothing is renewed, 2 certificates would need action that week; clients would refuse 1 host.',
    );
    expect(sentence([leafEnding(5)], { at: '2026-02-01' })).toBe('1 certificate needs action this week; none has expired.');
  });
});

describe('the charts', () => {
  it('count every certificate of their stretch in one week, at its level', () => {
    const days = fc.array(fc.double({ min: -300, max: 900, noNaN: true }), { maxLength: 60 });
    fc.assert(
      fc.property(
        days,
        fc.constantFrom(...plannerSpans),
        fc.constantFrom('UTC', 'Europe/Berlin', 'America/Santiago'),
        (ends, span, zone) => {
          const certificates = ends.map((each) => leafEnding(each));
          const view = planExpiry(plannerData(certificates), question({ span: String(span) }, zone));
          expect(view.weeks).toHaveLength(span);
          const inWeeks = view.weeks.reduce((sum, week) => sum + week.certificates, 0);
          const [lane] = view.lanes.items;
          expect(inWeeks).toBe(ends.length - (lane?.earlier ?? 0) - (lane?.later ?? 0));
          expect((lane?.marks ?? []).reduce((sum, mark) => sum + mark.count, 0)).toBe(inWeeks);
          for (const week of view.weeks) expect(Object.values(week.levels).reduce((a, b) => a + b, 0)).toBe(week.certificates);
          expect(view.weeks.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
          expect(view.weeks[0]?.left).toBe(0);
          expect(view.weeks.at(-1)?.right).toBe(1);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('judge for the end of the day that is asked for, for any day that an address can say', () => {
    const at = fc
      .date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(at, fc.integer({ min: -1_040, max: 2_600 }), (day, from) => {
        const view = planExpiry(plannerData([leafEnding(40)]), question({ at: day, from: String(from) }, 'Europe/Berlin'));
        expect(view.isAhead).toBe(day >= '2026-03-01');
        if (!view.isAhead) expect(view.judgedAt).toBe(now.toISOString());
        else expect(dayAt(Date.parse(view.judgedAt), 'Europe/Berlin')).toBe(day);
        expect(view.isAhead && dayAt(Date.parse(view.judgedAt) + 1, 'Europe/Berlin')).not.toBe(day);
      }),
      { numRuns: 50 },
    );
  });

  it('leave out the line of seven days where it would touch that of now', () => {
    const labels = (span: string) => planExpiry(plannerData([]), question({ span })).window.marks.map(({ label }) => label);
    expect([labels('13'), labels('53'), labels('156')]).toEqual([['now', '7 d', '30 d'], ['now', '30 d'], ['now']]);
  });

  it('name months as people do', () => {
    const { ticks } = planExpiry(plannerData([]), question()).window;
    expect(ticks[0]).toMatchObject({ label: 'Mar 2026' });
    expect(ticks.map(({ at }) => at)).toEqual(ticks.map(({ at }) => at).toSorted((a, b) => a - b));
  });
});

describe('the lanes', () => {
  it('put the group that ends first at the top, and those without a value by their own words', () => {
    const at = (site: string, days: number) => leafEnding(days, { hosts: [plannerHost(`${site}-dc`, { site })] });
    const lanes = planExpiry(plannerData([at('Berlin', 90), at('', 3), at('London', -3), at('Berlin', 40)]), question()).lanes;
    expect(lanes.items.map(({ label, certificates, soonestAt }) => [label, certificates, soonestAt.slice(0, 10)])).toEqual([
      ['London', 1, '2026-02-26'],
      ['No site', 1, '2026-03-04'],
      ['Berlin', 2, '2026-04-10'],
    ]);
  });

  it('count a certificate in each group that it serves, with the hosts there', () => {
    const hosts = [plannerHost('a', { site: 'Berlin' }), plannerHost('b', { site: 'London' }), plannerHost('c', { site: 'London' })];
    const lanes = planExpiry(plannerData([leafEnding(50, { hosts })]), question()).lanes;
    expect(lanes.items.map(({ label, certificates, hosts: count }) => [label, certificates, count])).toEqual([
      ['Berlin', 1, 1],
      ['London', 1, 2],
    ]);
  });

  it('merge marks that would overlap, with the worst level, but never what ended with what did not', () => {
    const { marks } =
      planExpiry(plannerData([-0.1, 0.1, 0.2, 60, 60.5, 200].map((days) => leafEnding(days))), question()).lanes.items[0] ?? {};
    expect(marks?.map(({ level, count }) => [level, count])).toEqual([
      ['expired', 1],
      ['critical', 2],
      ['distant', 2],
      ['distant', 1],
    ]);
  });

  it('have a hundred marks or so, however many certificates there are', () => {
    const certificates = Array.from({ length: 5_000 }, (_, index) => leafEnding(index / 14));
    const [lane] = planExpiry(plannerData(certificates), question()).lanes.items;
    expect(lane?.marks.length).toBeLessThanOrEqual(101);
  });

  it('come 25 a page, and a page beyond the last is the last', () => {
    const certificates = Array.from({ length: 60 }, (_, index) => leafEnding(index, { issuerName: `CA ${index}` }));
    const lanes = planExpiry(plannerData(certificates), question({ by: 'issuer', lanes: '9' })).lanes;
    expect([lanes.page, lanes.pages, lanes.total, lanes.items.length]).toEqual([3, 3, 60, 10]);
  });

  it.each(plannerGroupings)('group by %s', (by) => {
    const [lane] = planExpiry(plannerData([leafEnding(10)]), question({ by })).lanes.items;
    const keys = {
      site: 'Berlin',
      issuer: 'Corp Issuing CA',
      owner: 'Directory team',
      template: 'KerberosAuthentication',
      domain: 'corp.example',
    };
    expect(lane?.key).toBe(keys[by]);
  });

  it('keep issuers apart from all that is counted', () => {
    const issuer = leafEnding(200, { kind: 'issuer', name: 'Corp Issuing CA', hosts: [plannerHost('a'), plannerHost('b')] });
    const far = leafEnding(4_000, { kind: 'issuer', name: 'Corp Root CA', hosts: [plannerHost('a')] });
    const view = planExpiry(plannerData([issuer, far, leafEnding(500)]), question());
    expect(view.served.certificates).toBe(1);
    expect(view.issuers.items.map(({ label, hosts }) => [label, hosts])).toEqual([
      ['Corp Issuing CA', 2],
      ['Corp Root CA', 1],
    ]);
    expect(view.issuersSentence).toBe('1 issuer ends within a year; 2 hosts hang on it.');
    expect(planExpiry(plannerData([far]), question()).issuersSentence).toBe('The only issuer does not end within a year.');
    expect(planExpiry(plannerData([far, far]), question()).issuersSentence).toBe(
      'None of the 2 issuers and trust anchors ends within a year.',
    );
  });

  it('judge a trust anchor that no host hangs on by the windows for everything', () => {
    const anchor = leafEnding(20, { kind: 'issuer', name: 'Corp Next Root CA', hosts: [] });
    const view = planExpiry(plannerData([anchor]), question());
    expect(view.issuers.items).toMatchObject([{ label: 'Corp Next Root CA', hosts: 0, levels: { warning: 1 } }]);
    expect(view.issuersSentence).toBe('1 issuer ends within a year; no host hangs on it.');
    expect(planExpiry(plannerData([anchor]), question({ site: 'Berlin' })).issuers.items).toEqual([]);
  });
});
