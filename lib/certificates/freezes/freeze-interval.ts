import { tzOffset } from '@date-fns/tz';
import type { FreezeView } from './views.ts';

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** From the first instant of the freeze up to, not including, the first instant after it. */
export type FreezeInterval = { from: Date; to: Date };

/**
 * The exact instants of a freeze: its first day begins when that date begins in its zone, and it ends when the day after its last one
 * begins there. So a day with a change of the clocks is 23 or 25 hours long.
 */
export const freezeInterval = (freeze: Pick<FreezeView, 'fromDay' | 'toDay' | 'timeZone'>): FreezeInterval => ({
  from: startOfDay(freeze.fromDay, freeze.timeZone),
  to: startOfDay(new Date(Date.parse(freeze.toDay) + dayMs).toISOString().slice(0, 10), freeze.timeZone),
});

/**
 * The first instant at which a calendar in the zone shows the day (`2026-12-18`) or a later one. Where clocks leap over midnight, the day
 * begins after the leap; where midnight comes twice, it begins at the first.
 */
export function startOfDay(day: string, timeZone: string): Date {
  const wallMs = Date.parse(day);
  const wallAt = (atMs: number): number => atMs + tzOffset(timeZone, new Date(atMs)) * minuteMs;
  const guessMs = wallMs - tzOffset(timeZone, new Date(wallMs - dayMs)) * minuteMs;
  if (wallAt(guessMs) === wallMs && wallAt(guessMs - 1) < wallMs) return new Date(guessMs);
  // Zones are at most 14 hours from UTC, and a leap is at most a day: the instant lies between, and only there does the date turn.
  let before = wallMs - 2 * dayMs;
  let reached = wallMs + 2 * dayMs;
  while (reached - before > 1) {
    const middle = Math.floor((before + reached) / 2);
    if (wallAt(middle) >= wallMs) reached = middle;
    else before = middle;
  }
  return new Date(reached);
}

/** Is it a zone by an IANA name that this machine knows? Bare offsets such as `+01:00` are none: they know no daylight saving. */
export function isZoneName(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
