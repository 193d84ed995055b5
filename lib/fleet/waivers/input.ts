import { z } from 'zod';

/** What the verbs of waivers share. */

/** A waiver lasts this many days at most: what is accepted for longer is a rule of the house, not an exception. */
export const waiverDaysMax = 366;

const dayWords = 'The last day is a date such as 2026-12-18.';

/** A calendar day in UTC, as YYYY-MM-DD. */
export const lastDay = z
  .string(dayWords)
  .trim()
  .refine((text) => /^\d{4}-\d\d-\d\d$/.test(text) && isCalendarDay(text), dayWords);

/** Refuses 30 February, which Date.parse would take for 2 March. */
function isCalendarDay(text: string): boolean {
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === text;
}

export const waiverReason = z
  .string('A reason is needed.')
  .trim()
  .min(1, 'A reason is needed: whoever finds this later wants to know why.')
  .max(1_000, 'The reason can be 1000 characters long at most.')
  .regex(/^[\P{Cc}\n\r\t]*$/u, 'The reason cannot hold control characters.');

/** The first instant after the last day. */
export const endOfDay = (day: string): Date => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000);
