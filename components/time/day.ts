const format = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' });

/** A date of the calendar without a time, in words: "18 Dec 2026" for `2026-12-18`. */
export const dayWords = (day: string): string => format.format(new Date(`${day.slice(0, 10)}T00:00:00Z`));
