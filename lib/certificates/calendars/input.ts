import { z } from 'zod';

/** Fields that the verbs of calendars share. */

export const feedId = z.uuid('The calendar is named by its id.');

export const calendarName = z
  .string('The calendar needs a name.')
  .trim()
  .min(1, 'The calendar needs a name, such as Certificates of Berlin.')
  .max(80, 'The name can be 80 characters long at most.')
  .regex(/^\P{Cc}*$/u, 'The name cannot hold control characters.');

const alarmsMax = 8;
const alarmWords = `Reminders are whole days from 0 to 365 before the end, ${alarmsMax} at most, such as 30, 7, 1.`;

/** As a list or as text with commas, spaces or semicolons; each once, largest first. Empty for none. */
export const alarmDays = z
  .union([z.string().transform((text) => text.split(/[\s,;]+/).filter(Boolean)), z.array(z.union([z.string(), z.number()]))], alarmWords)
  .transform((list, context) => {
    const days = [...new Set(list.map((one) => (/^\d{1,3}$/.test(String(one)) ? Number(one) : Number.NaN)))];
    if (days.some((one) => !(one <= 365)) || days.length > alarmsMax) context.addIssue(alarmWords);
    return days.sort((one, other) => other - one);
  });
