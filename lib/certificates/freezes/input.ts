import { z } from 'zod';
import { isZoneName } from './freeze-interval.ts';

/** Fields that the verbs of change freezes share. */

/** Most days that one freeze may last. */
export const freezeDaysMax = 366;

const day = (which: string) => {
  const words = `The ${which} day is a date from 2000-01-01 to 2199-12-31, such as 2026-12-18.`;
  return z
    .string(words)
    .trim()
    .refine((text) => /^2[01]\d\d-\d\d-\d\d$/.test(text) && isCalendarDay(text), words);
};

/** Refuses 30 February, which Date.parse would take for 2 March. */
function isCalendarDay(text: string): boolean {
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === text;
}

export const freezeId = z.uuid('The change freeze is named by its id.');
export const freezeFields = {
  name: z
    .string('The change freeze needs a name.')
    .trim()
    .min(1, 'The change freeze needs a name, such as Year end.')
    .max(80, 'The name can be 80 characters long at most.')
    .regex(/^\P{Cc}*$/u, 'The name cannot hold control characters.'),
  fromDay: day('first'),
  toDay: day('last'),
  timeZone: z
    .string('The time zone is an IANA name, such as Europe/Berlin.')
    .trim()
    .refine(isZoneName, 'The time zone is an IANA name that this server knows, such as Europe/Berlin or UTC.'),
};

/** The days in their order and no more than a year apart; the fault is told at the last day. */
export function checkFreezeDays({ fromDay, toDay }: { fromDay: string; toDay: string }, context: z.RefinementCtx): void {
  const days = (Date.parse(toDay) - Date.parse(fromDay)) / 86_400_000 + 1;
  if (days < 1) context.addIssue({ code: 'custom', path: ['toDay'], message: `The last day, ${toDay}, is before the first, ${fromDay}.` });
  else if (days > freezeDaysMax)
    context.addIssue({
      code: 'custom',
      path: ['toDay'],
      message: `A change freeze lasts ${freezeDaysMax} days at most; this one has ${days}.`,
    });
}
