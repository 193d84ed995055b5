/**
 * A date of the calendar without a time or a zone, `2026-12-31`; years have four digits in addresses. Arithmetic on days is that of
 * the proleptic Gregorian calendar and knows no clocks, so no zone's daylight saving can bend it.
 */
export type Day = string;

const dayMs = 86_400_000;

const msOf = (day: Day): number => Date.parse(`${day}T00:00:00Z`);
const ofMs = (ms: number): Day => {
  const text = new Date(ms).toISOString();
  return text.slice(0, text.indexOf('T'));
};

/** Is it a date that exists, from the year 1900 to 9999? */
export const isDay = (text: string): boolean =>
  /^(19|[2-9]\d)\d\d-\d\d-\d\d$/.test(text) && !Number.isNaN(msOf(text)) && ofMs(msOf(text)) === text;

/** So many days later; earlier when negative. */
export const addDays = (day: Day, days: number): Day => ofMs(msOf(day) + days * dayMs);

/** The Monday on or before the day: ISO 8601 weeks begin there. */
export function mondayOf(day: Day): Day {
  const daysSinceMonday = (new Date(msOf(day)).getUTCDay() + 6) % 7;
  return addDays(day, -daysSinceMonday);
}

/** The first day of the month that lies so many months later. */
export function monthStart(day: Day, months: number): Day {
  const date = new Date(msOf(day));
  return ofMs(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
}

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const longMonthNames = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
];

/** "11 Jan 2027", or "11 January 2027" when long. */
export function dayWords(day: Day, length: 'short' | 'long' = 'short'): string {
  const date = new Date(msOf(day));
  return `${date.getUTCDate()} ${(length === 'long' ? longMonthNames : monthNames)[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** "Jan 2027". */
export function monthWords(day: Day): string {
  const date = new Date(msOf(day));
  return `${monthNames[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}
