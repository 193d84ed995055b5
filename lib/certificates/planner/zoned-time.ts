import { TZDate } from '@date-fns/tz';
import { startOfDay } from '../freezes/freeze-interval.ts';
import { addDays, type Day, mondayOf } from './day.ts';

/**
 * The date that a calendar in the zone shows. Leap seconds are ignored, as by the clocks of computers: a day has 86,400 seconds, and a
 * certificate that names one cannot be read (lib/probe/x509/time.ts).
 */
export function dayAt(atMs: number, zone: string): Day {
  const date = new TZDate(atMs, zone);
  const text = new Date(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())).toISOString();
  return text.slice(0, text.indexOf('T'));
}

/** The first instant of a day in the zone, in milliseconds of the epoch. */
export const dayStartMs = (day: Day, zone: string): number => startOfDay(day, zone).getTime();

/** Weeks one after another. Week `i` of `mondays` lasts from `boundaries[i]` up to, not including, `boundaries[i + 1]`. */
export type Weeks = { mondays: readonly Day[]; boundaries: readonly number[] };

/**
 * So many ISO weeks of the zone, the first being `firstWeek` weeks after the one that `atMs` lies in. A week with a change of the
 * clocks is an hour shorter or longer.
 */
export function weeksFrom(atMs: number, zone: string, firstWeek: number, count: number): Weeks {
  const current = mondayOf(dayAt(atMs, zone));
  const mondays = Array.from({ length: count }, (_, index) => addDays(current, 7 * (firstWeek + index)));
  const boundaries = [...mondays, addDays(current, 7 * (firstWeek + count))].map((monday) => dayStartMs(monday, zone));
  return { mondays, boundaries };
}

/** Index of the week that an instant lies in; -1 before the first, the number of weeks after the last. */
export function weekIndex(atMs: number, { boundaries }: Weeks): number {
  let low = 0;
  let high = boundaries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((boundaries[middle] ?? Number.POSITIVE_INFINITY) <= atMs) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
