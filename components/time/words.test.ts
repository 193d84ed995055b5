import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agoWords, durationWords, isTimeZone, momentWords } from './words.ts';

const at = new Date('2026-11-21T09:42:16Z');

describe('durationWords', () => {
  it('uses the largest units', () => {
    expect([0, 42_000, 38 * 60_000, 5 * 3_600_000, 5 * 3_600_000 + 720_000, 86_400_000, 259_200_000].map(durationWords)).toEqual([
      '0 s',
      '42 s',
      '38 min',
      '5 h',
      '5 h 12 min',
      '1 day',
      '3 days',
    ]);
  });

  it('is never empty or negative', () => {
    fc.assert(fc.property(fc.integer({ min: -1e12, max: 1e13 }), (ms) => /^\d+ (s|min|h( \d+ min)?|days?)$/.test(durationWords(ms))));
  });
});

describe('agoWords', () => {
  it('tells past from future', () => {
    expect(agoWords(new Date(at.getTime() - 42_000), at)).toBe('42 s ago');
    expect(agoWords(new Date(at.getTime() + 300_000), at)).toBe('in 5 min');
    expect(agoWords(at, at)).toBe('just now');
  });
});

describe('momentWords', () => {
  it('shows the zone', () => {
    expect(momentWords(at, 'UTC')).toBe('21 Nov 2026, 09:42:16 UTC');
    expect(momentWords(at, 'Europe/Berlin')).toContain('10:42:16');
  });
});

it('knows a zone from other words', () => {
  expect(['UTC', 'Europe/Berlin', 'Mars/Base', ''].map(isTimeZone)).toEqual([true, true, false, false]);
});
