import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HostView } from '#lib/checks/read/views.ts';
import { makeEvidence, probedAt } from '#lib/diagnosis/testing/evidence-factory.ts';
import { asOfText, judgeAsOf, likelyTimes, parseAsOf } from './as-of.ts';
import { hostAddress } from './host-address.ts';
import { makeHostView } from './testing/host-view.ts';

const at = (text: string) => ({ status: 'at', at: new Date(text) });

describe('parseAsOf', () => {
  it('is now without a value', () => {
    expect([undefined, '', '  '].map(parseAsOf)).toEqual([{ status: 'now' }, { status: 'now' }, { status: 'now' }]);
  });

  it('reads dates and times as UTC unless a zone is given', () => {
    expect(parseAsOf('2027-03-01')).toEqual(at('2027-03-01T00:00:00Z'));
    expect(parseAsOf('2027-03-01T13:05')).toEqual(at('2027-03-01T13:05:00Z'));
    expect(parseAsOf('2027-03-01 13:05:06.5')).toEqual(at('2027-03-01T13:05:06.500Z'));
    expect(parseAsOf('2027-03-01t13:05z')).toEqual(at('2027-03-01T13:05:00Z'));
    expect(parseAsOf('2027-03-01T13:05-0530')).toEqual(at('2027-03-01T18:35:00Z'));
  });

  it('reads a plus sign that the address did not escape', () => {
    expect(parseAsOf('2027-03-01T13:05 01:00')).toEqual(parseAsOf('2027-03-01T13:05+01:00'));
  });

  it('refuses what no calendar has, naming the field, the value and what is allowed', () => {
    const wrong = [
      'tomorrow',
      '2027-02-29',
      '2027-13-01',
      '2027-03-01T24:00',
      '2027-03-01T10:60',
      '1949-12-31',
      '01.03.2027',
      '1772323200',
    ];
    for (const text of wrong) {
      const parsed = parseAsOf(text);
      expect(parsed.status === 'refused' && parsed.message, text).toContain(`As of: “${text}” is no date`);
      expect(parsed.status === 'refused' && parsed.message).toContain('2027-03-01T13:00+01:00');
    }
  });

  it('refuses a value that is given twice', () => {
    expect(parseAsOf(['2027-03-01', '2027-03-02'])).toMatchObject({ status: 'refused' });
  });

  it('reads back every time that it writes', () => {
    const moments = fc.date({ min: new Date('1950-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true });
    fc.assert(fc.property(moments, (moment) => void expect(parseAsOf(asOfText(moment))).toEqual({ status: 'at', at: moment })));
  });

  it('never throws, and never gives a time out of bounds', () => {
    const texts = fc.oneof(fc.string(), fc.stringMatching(/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2})?([+-]\d{2}:\d{2})?$/));
    fc.assert(
      fc.property(texts, (text) => {
        const parsed = parseAsOf(text);
        if (parsed.status === 'at') expect(parsed.at.getUTCFullYear()).toSatisfy((year: number) => year >= 1950 && year <= 9999);
        if (parsed.status === 'refused') expect(parsed.message.length).toBeLessThan(300);
      }),
    );
  });
});

describe('asOfText', () => {
  it('is as short as it can be', () => {
    expect(['2027-03-01T00:00:00Z', '2027-03-01T13:00:00Z', '2027-03-01T13:00:07Z'].map((text) => asOfText(new Date(text)))).toEqual([
      '2027-03-01',
      '2027-03-01T13:00',
      '2027-03-01T13:00:07',
    ]);
  });
});

describe('likelyTimes', () => {
  it('are days from now, the end of the quarter and the day after the expiry', () => {
    const times = likelyTimes(new Date('2026-11-21T09:42:16Z'), '2027-01-31T12:00:00Z');
    expect(times.map((time) => asOfText(time.at))).toEqual(['2026-12-21', '2027-02-19', '2026-12-31T23:59', '2027-02-01']);
  });

  it('leave out an expiry that is past or not known', () => {
    expect(likelyTimes(probedAt, new Date(probedAt.getTime() - 1).toISOString())).toHaveLength(3);
    expect(likelyTimes(probedAt, null)).toHaveLength(3);
  });

  it('lie ahead, whatever the day', () => {
    const moments = fc.date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2199-12-31T00:00:00Z'), noInvalidDate: true });
    fc.assert(
      fc.property(moments, fc.integer({ min: 1, max: 4e11 }), (now, ahead) => {
        const expiresAt = new Date(now.getTime() + ahead);
        const times = likelyTimes(now, expiresAt.toISOString());
        expect(times).toHaveLength(4);
        expect(times.at(-1)?.at.getTime()).toBeGreaterThan(expiresAt.getTime());
        expect(times[2]?.at.getUTCMonth()).toBe(Math.floor(now.getUTCMonth() / 3) * 3 + 2);
      }),
    );
  });
});

describe('judgeAsOf', () => {
  const evidence = makeEvidence();
  const view: HostView = makeHostView({ evidence, evidenceAt: probedAt.toISOString(), generatedAt: probedAt.toISOString(), findings: [] });

  it('shows what was found while no other time is asked for', () => {
    expect(judgeAsOf(view, { status: 'now' })).toEqual({ now: probedAt, findings: view.findings, sameCauseHosts: view.sameCauseHosts });
    expect(judgeAsOf(view, { status: 'refused', message: 'As of: no.' }).findings).toBe(view.findings);
  });

  it('judges the same evidence for another time, and says what nobody has found yet', () => {
    const later = new Date('2099-01-01T00:00:00Z');
    const judged = judgeAsOf(view, { status: 'at', at: later });
    expect(judged.now).toBe(later);
    expect(judged.findings[0]).toMatchObject({ id: 'certificate-expired', since: null, location: evidence.location });
  });

  it('keeps since when a finding stands that was found', () => {
    const later = { status: 'at', at: new Date('2099-01-01T00:00:00Z') } as const;
    const since = '2026-11-20T11:22:00.000Z';
    const [finding] = judgeAsOf(view, later).findings;
    if (finding === undefined) throw new Error('an expired certificate is a finding');
    const found = makeHostView({ ...view, findings: [{ ...finding, since }], sameCauseHosts: ['dc02.corp.example'] });
    expect(judgeAsOf(found, later).findings[0]).toMatchObject({ id: finding.id, since });
    expect(judgeAsOf(found, later).sameCauseHosts).toEqual(['dc02.corp.example']);
    expect(judgeAsOf({ ...found, findings: [{ ...finding, id: 'other', since }] }, later).sameCauseHosts).toEqual([]);
  });

  it('finds nothing without evidence', () => {
    expect(judgeAsOf(makeHostView({ evidence: null }), { status: 'at', at: probedAt }).findings).toEqual([]);
  });
});

describe('hostAddress', () => {
  it('keeps the stretch and the time, and leaves out what is usual', () => {
    const name = 'dc01.corp.example';
    const asOf = parseAsOf('2027-03-01T13:00Z');
    expect(hostAddress(name, 636, { range: '24h', asOf: { status: 'now' } })).toBe('/hosts/dc01.corp.example~636');
    expect(hostAddress(name, 636, { range: '7d', asOf })).toBe('/hosts/dc01.corp.example~636?range=7d&asOf=2027-03-01T13%3A00');
    expect(hostAddress(name, 636, { range: '24h', asOf: parseAsOf('never') })).toBe('/hosts/dc01.corp.example~636');
  });
});
