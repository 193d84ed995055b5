import type { ExpiryWindows } from './rule.ts';

export const DAY_MS = 86_400_000;

/** Validity of a certificate, as in its facts. */
export type Validity = { notBefore: Date; notAfter: Date };

/**
 * Whole days until `notAfter`, rounded down: 0 on the last day, negative once expired (-1 within the first day after it).
 */
export const daysLeft = (notAfter: Date, now: Date): number => Math.floor((notAfter.getTime() - now.getTime()) / DAY_MS);

/** The windows of one certificate in days, each the shorter of a number of days and a share of its lifetime. */
export type ExpiryThresholds = { warningDays: number; criticalDays: number };

/** A 2-year certificate warns at 30 days and a 47-day one at 9.4, with the default windows. */
export function expiryThresholds({ notBefore, notAfter }: Validity, windows: ExpiryWindows): ExpiryThresholds {
  const lifetimeDays = Math.max(0, (notAfter.getTime() - notBefore.getTime()) / DAY_MS);
  return {
    warningDays: Math.min(windows.warningDays, windows.warningShare * lifetimeDays),
    criticalDays: Math.min(windows.criticalDays, windows.criticalShare * lifetimeDays),
  };
}

/** expired: notAfter has passed (RFC 5280 counts notAfter itself as valid). warning, critical: inside that window. */
export type ExpiryLevel = 'expired' | 'critical' | 'warning' | 'distant';
export type Expiry = ExpiryThresholds & { level: ExpiryLevel; daysLeft: number };

/**
 * How near the end of a certificate is, at a given time and with given windows. A day has 86,400 seconds here: neither daylight saving
 * nor leap seconds, which the clocks of computers do not count, make one longer.
 */
export function judgeExpiry(validity: Validity, windows: ExpiryWindows, now: Date): Expiry {
  const thresholds = expiryThresholds(validity, windows);
  const remainingMs = validity.notAfter.getTime() - now.getTime();
  const remainingDays = remainingMs / DAY_MS;
  const level: ExpiryLevel =
    remainingMs < 0
      ? 'expired'
      : remainingDays < thresholds.criticalDays
        ? 'critical'
        : remainingDays < thresholds.warningDays
          ? 'warning'
          : 'distant';
  return { ...thresholds, level, daysLeft: daysLeft(validity.notAfter, now) };
}

/** Calendar months, as "the next 3 to 6 months" are counted; the last day of a shorter month stands for days it lacks. */
export function threeMonthsAfter(now: Date): Date {
  const then = new Date(now);
  then.setUTCMonth(then.getUTCMonth() + 3);
  if (then.getUTCDate() !== now.getUTCDate()) then.setUTCDate(0);
  return then;
}

/** A share as per cent, without what binary fractions add: 0.333 is 33.3. */
export const percentOf = (share: number): number => Math.round(share * 100_000) / 1_000;

/** "warning 30 days or 20 %, critical 7 days or 5 %, whichever is shorter"; `as inherited` for none. */
export const windowWords = (windows: ExpiryWindows | null): string =>
  windows === null
    ? 'as inherited'
    : `warning ${windows.warningDays} ${windows.warningDays === 1 ? 'day' : 'days'} or ${percentOf(windows.warningShare)} %, critical ${windows.criticalDays} ${windows.criticalDays === 1 ? 'day' : 'days'} or ${percentOf(windows.criticalShare)} %, whichever is shorter`;
