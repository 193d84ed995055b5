/** How a certificate's dates stand at a given time. */
export type LifetimeState = 'valid' | 'not-yet-valid' | 'expired' | 'unknown';

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** The state of a validity period; the end itself still counts as valid (RFC 5280 section 4.1.2.5). */
export function lifetimeState(notBefore: string | null, notAfter: string | null, now: Date): LifetimeState {
  if (notBefore === null || notAfter === null) return 'unknown';
  if (now.getTime() < Date.parse(notBefore)) return 'not-yet-valid';
  return now.getTime() > Date.parse(notAfter) ? 'expired' : 'valid';
}

const count = (n: number, unit: string): string => `${n} ${unit}${n === 1 ? '' : 's'}`;

/** What is left of a lifetime, as in "212 days left", "31 hours left" (under 48 hours) or "expired 3 days ago". */
export function lifetimeWords(notBefore: string | null, notAfter: string | null, now: Date): string {
  const state = lifetimeState(notBefore, notAfter, now);
  if (state === 'unknown' || notAfter === null || notBefore === null) return 'dates cannot be read';
  if (state === 'not-yet-valid') {
    const wait = Date.parse(notBefore) - now.getTime();
    return wait < 2 * dayMs ? `valid in ${count(Math.ceil(wait / hourMs), 'hour')}` : `valid in ${count(Math.ceil(wait / dayMs), 'day')}`;
  }
  const left = Date.parse(notAfter) - now.getTime();
  const span =
    Math.abs(left) < 2 * dayMs ? count(Math.floor(Math.abs(left) / hourMs), 'hour') : count(Math.floor(Math.abs(left) / dayMs), 'day');
  return left < 0 ? `expired ${span} ago` : `${span} left`;
}
