import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS, daysLeft, expiryThresholds, judgeExpiry } from './expiry.ts';
import { defaultExpiryWindows } from './rule.ts';

const at = (iso: string) => new Date(iso);
const start = at('2026-01-01T00:00:00Z');
const lifetime = (days: number) => ({ notBefore: start, notAfter: new Date(start.getTime() + days * DAY_MS) });
const timeBeforeEnd = (validity: { notAfter: Date }, days: number) => new Date(validity.notAfter.getTime() - days * DAY_MS);

describe('daysLeft', () => {
  it('is 0 on the last day, -1 in the first day after it', () => {
    const notAfter = at('2026-11-21T12:00:00Z');
    expect(daysLeft(notAfter, at('2026-11-21T11:59:59Z'))).toBe(0);
    expect(daysLeft(notAfter, notAfter)).toBe(0);
    expect(daysLeft(notAfter, at('2026-11-21T12:00:01Z'))).toBe(-1);
    expect(daysLeft(notAfter, at('2026-11-20T12:00:00Z'))).toBe(1);
  });

  it('agrees with the seconds that are left, for any two times', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (seconds) => {
        const days = daysLeft(new Date(start.getTime() + seconds * 1000), start);
        expect(days * 86_400).toBeLessThanOrEqual(seconds);
        expect((days + 1) * 86_400).toBeGreaterThan(seconds);
      }),
    );
  });
});

describe('expiryThresholds', () => {
  it('warns 30 days before the end of a 2-year certificate and 9.4 days before that of a 47-day one', () => {
    expect(expiryThresholds(lifetime(730), defaultExpiryWindows)).toEqual({ warningDays: 30, criticalDays: 7 });
    const short = expiryThresholds(lifetime(47), defaultExpiryWindows);
    expect(short.warningDays).toBeCloseTo(9.4, 10);
    expect(short.criticalDays).toBeCloseTo(2.35, 10);
  });

  it('has no window for a certificate that ends before it begins', () => {
    expect(expiryThresholds(lifetime(-3), defaultExpiryWindows)).toEqual({ warningDays: 0, criticalDays: 0 });
  });
});

describe('judgeExpiry', () => {
  it('goes from distant over warning and critical to expired at the edges of the windows', () => {
    const validity = lifetime(730);
    const level = (days: number) => judgeExpiry(validity, defaultExpiryWindows, timeBeforeEnd(validity, days)).level;
    expect([31, 30, 29.99, 7, 6.99, 0, -0.01].map(level)).toEqual([
      'distant',
      'distant',
      'warning',
      'warning',
      'critical',
      'critical',
      'expired',
    ]);
  });

  it('never gets better as time passes', () => {
    const order = ['distant', 'warning', 'critical', 'expired'];
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4000 }),
        fc.double({ min: -100, max: 4000, noNaN: true }),
        fc.double({ min: 0, max: 4000, noNaN: true }),
        (days, daysBefore, later) => {
          const validity = lifetime(days);
          const first = judgeExpiry(validity, defaultExpiryWindows, timeBeforeEnd(validity, daysBefore));
          const second = judgeExpiry(validity, defaultExpiryWindows, timeBeforeEnd(validity, daysBefore - later));
          expect(order.indexOf(second.level)).toBeGreaterThanOrEqual(order.indexOf(first.level));
          expect(second.daysLeft).toBeLessThanOrEqual(first.daysLeft);
        },
      ),
    );
  });

  it('says expired exactly when less than no time is left', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4000 }), fc.integer({ min: -1e8, max: 1e8 }), (days, seconds) => {
        const validity = lifetime(days);
        const now = new Date(validity.notAfter.getTime() - seconds * 1000);
        const judged = judgeExpiry(validity, defaultExpiryWindows, now);
        expect(judged.level === 'expired').toBe(seconds < 0);
        expect(judged.daysLeft < 0).toBe(seconds < 0);
      }),
    );
  });
});
