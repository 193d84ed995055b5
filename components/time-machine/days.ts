/** A date of the calendar without a time or a zone: 2027-03-31. */
export type Day = string;

const dayMs = 86_400_000;
const toDay = (ms: number): Day => new Date(ms).toISOString().slice(0, 10);
const toMs = (day: Day): number => Date.parse(`${day}T00:00:00Z`);

/** The last day that can be looked ahead to: certificates name no later one (RFC 5280 section 4.1.2.5). */
export const lastDay: Day = '9999-12-31';

/** Is it a date that exists, of a year with four digits? */
export const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(toMs(text)) && toDay(toMs(text)) === text;

/** So many days later. */
export const addDays = (day: Day, count: number): Day => toDay(toMs(day) + count * dayMs);

/** The date that a calendar in the zone shows at an instant. */
export function dayIn(zone: string, at: Date): Day {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((candidate) => candidate.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** "31 March 2027". */
export const longDayWords = (day: Day): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(toMs(day)));

/** Days worth looking ahead to, soonest first; what falls on the same day is said once. */
export function offeredDays(today: Day): { label: string; day: Day }[] {
  const [year = 0, month = 0] = today.split('-').map(Number);
  const monthEnd = (months: number) => toDay(Date.UTC(year, months, 0));
  const quarterEnd = Math.ceil(month / 3) * 3;
  const offered = [
    { label: 'End of this month', day: monthEnd(month) },
    { label: 'In 30 days', day: addDays(today, 30) },
    { label: 'End of this quarter', day: monthEnd(quarterEnd) },
    { label: 'In 90 days', day: addDays(today, 90) },
    { label: 'End of next quarter', day: monthEnd(quarterEnd + 3) },
  ];
  return [...Map.groupBy(offered, ({ day }) => day).values()]
    .flatMap((same) => same.slice(-1))
    .sort((one, other) => one.day.localeCompare(other.day));
}
