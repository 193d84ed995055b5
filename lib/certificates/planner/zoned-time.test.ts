import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dayWords, isDay, mondayOf, monthStart, monthWords } from './day.ts';
import { dayAt, dayStartMs, weekIndex, weeksFrom } from './zoned-time.ts';

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Santiago',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
];
const zone = fc.constantFrom(...zones);
const instant = fc.integer({ min: Date.UTC(1970, 0, 1), max: Date.UTC(10_000, 0, 1) - 1 });
const shownDay = (atMs: number, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(atMs);

describe('days', () => {
  it('begin weeks on Mondays', () => {
    expect(['2026-03-01', '2026-03-02', '2027-01-03', '2024-02-29'].map(mondayOf)).toEqual([
      '2026-02-23',
      '2026-03-02',
      '2026-12-28',
      '2024-02-26',
    ]);
  });

  it('exist or do not', () => {
    expect(['2024-02-29', '2026-02-29', '2100-02-29', '2000-02-29', '1899-12-31', '10000-01-01', '2026-13-01'].map(isDay)).toEqual([
      ...[true, false, false, true],
      ...[false, false, false],
    ]);
  });

  it('pass the year 9999', () => {
    expect(addDays('9999-12-31', 1)).toBe('+010000-01-01');
    expect(addDays('+010000-01-01', -1)).toBe('9999-12-31');
    expect(dayWords('+010000-01-01', 'long')).toBe('1 January 10000');
    expect(monthStart('9999-12-15', 1)).toBe('+010000-01-01');
  });

  it('have names', () => {
    expect([dayWords('2027-01-11'), dayWords('2027-01-11', 'long'), monthWords('2027-01-11')]).toEqual([
      '11 Jan 2027',
      '11 January 2027',
      'Jan 2027',
    ]);
    expect(monthStart('2026-11-30', 3)).toBe('2027-02-01');
  });
});

describe('the date in a zone', () => {
  it('is what the platform shows', () => {
    fc.assert(
      fc.property(instant, zone, (atMs, timeZone) => {
        expect(dayAt(atMs, timeZone)).toBe(shownDay(atMs, timeZone).replace(/^10000/, '+010000'));
      }),
    );
  });

  it('changes at the start of a day and at no other time', () => {
    fc.assert(
      fc.property(instant, zone, (atMs, timeZone) => {
        const day = dayAt(atMs, timeZone);
        const startMs = dayStartMs(day, timeZone);
        expect(startMs).toBeLessThanOrEqual(atMs);
        expect(dayAt(startMs, timeZone)).toBe(day);
        expect(dayAt(startMs - 1, timeZone)).toBe(addDays(day, -1));
      }),
    );
  });
});

describe('weeks', () => {
  it('are an hour shorter or longer when the clocks change', () => {
    const { mondays, boundaries } = weeksFrom(Date.parse('2026-03-25T12:00:00Z'), 'Europe/Berlin', 0, 2);
    const hours = boundaries.slice(1).map((end, index) => (end - (boundaries[index] ?? 0)) / 3_600_000);
    expect(mondays).toEqual(['2026-03-23', '2026-03-30']);
    expect(hours).toEqual([167, 168]);
    const autumn = weeksFrom(Date.parse('2026-10-21T12:00:00Z'), 'America/New_York', 1, 1).boundaries;
    expect(((autumn[1] ?? 0) - (autumn[0] ?? 0)) / 3_600_000).toBe(169);
  });

  it('put an instant in one zone into the week before, in another into the next', () => {
    const atMs = Date.parse('2026-03-02T02:00:00Z');
    expect(weeksFrom(atMs, 'UTC', 0, 1).mondays).toEqual(['2026-03-02']);
    expect(weeksFrom(atMs, 'America/New_York', 0, 1).mondays).toEqual(['2026-02-23']);
  });

  it.each(['2049-12-31T23:59:59Z', '2050-01-01T00:00:00Z', '9999-12-31T23:59:59Z'])('hold %s', (text) => {
    const weeks = weeksFrom(Date.parse(text), 'UTC', -1, 3);
    expect(weekIndex(Date.parse(text), weeks)).toBe(1);
  });

  it('follow one another without gaps, all Mondays, wherever they begin', () => {
    fc.assert(
      fc.property(instant, zone, fc.integer({ min: -200, max: 200 }), fc.constantFrom(4, 53, 156), (atMs, timeZone, first, count) => {
        const weeks = weeksFrom(atMs, timeZone, first, count);
        expect(weeks.boundaries).toHaveLength(count + 1);
        for (const [index, monday] of weeks.mondays.entries()) {
          expect(mondayOf(monday)).toBe(monday);
          const fromMs = weeks.boundaries[index] ?? Number.NaN;
          const toMs = weeks.boundaries[index + 1] ?? Number.NaN;
          expect(Math.abs(toMs - fromMs - 7 * 86_400_000)).toBeLessThanOrEqual(3_600_000);
          expect([weekIndex(fromMs, weeks), weekIndex(toMs - 1, weeks), weekIndex(toMs, weeks)]).toEqual([index, index, index + 1]);
        }
        expect(weekIndex((weeks.boundaries[0] ?? 0) - 1, weeks)).toBe(-1);
      }),
      { numRuns: 40 },
    );
  });
});
