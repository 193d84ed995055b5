import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commonNameOf, count, duration, isoTime, list, minuteTime, timeFromNow } from './wording.ts';

const now = new Date('2026-11-21T09:30:00.500Z');

describe('times', () => {
  it('are written in UTC without milliseconds', () => {
    expect(isoTime(now)).toBe('2026-11-21T09:30:00Z');
    expect(minuteTime(now)).toBe('2026-11-21 09:30 UTC');
  });

  it('say how far from now they are', () => {
    expect(timeFromNow(new Date('2026-11-18T09:30:00Z'), now)).toBe('2026-11-18T09:30:00Z (3 days ago)');
    expect(timeFromNow(new Date('2026-11-21T10:30:01Z'), now)).toBe('2026-11-21T10:30:01Z (in 1 hour)');
  });
});

describe('duration', () => {
  it.each([
    [0, '0 seconds'],
    [1000, '1 second'],
    [-90_000, '1 minute'],
    [7_200_000, '2 hours'],
    [86_400_000, '1 day'],
  ])('writes %i ms as %s', (ms, text) => {
    expect(duration(ms)).toBe(text);
  });

  it('never claims more than has passed', () => {
    const unitMs: Record<string, number> = { second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000 };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), (ms) => {
        const [number = '', unit = ''] = duration(ms).split(' ');
        const claimed = Number(number.replaceAll(',', '')) * (unitMs[unit.replace(/s$/, '')] ?? Number.NaN);
        expect(claimed).toBeLessThanOrEqual(ms);
      }),
    );
  });
});

it('counts with the thousands apart, and in the plural unless there is one', () => {
  expect([count(0, 'host'), count(1, 'host'), count(1_200, 'host'), count(2, 'entry', 'entries')]).toEqual([
    ...['0 hosts', '1 host', '1,200 hosts', '2 entries'],
  ]);
});

describe('list', () => {
  it('joins as a sentence does and counts what it leaves out', () => {
    expect(list([])).toBe('');
    expect(list(['a'])).toBe('a');
    expect(list(['a', 'b'])).toBe('a and b');
    expect(list(['a', 'b', 'c', 'd', 'e'], 3)).toBe('a, b, c and 2 more');
  });
});

describe('commonNameOf', () => {
  it('finds the common name, wherever it stands, and undoes escapes', () => {
    expect(commonNameOf('CN=Contoso Issuing CA, DC=contoso, DC=com')).toBe('Contoso Issuing CA');
    expect(commonNameOf('C=DE, O=Muster, CN=Muster\\, Root')).toBe('Muster, Root');
  });

  it('keeps the whole name where there is no common name', () => {
    expect(commonNameOf('O=Muster, OU=PKI')).toBe('O=Muster, OU=PKI');
    expect(commonNameOf('')).toBe('no name');
  });
});
