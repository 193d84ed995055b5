import { z } from 'zod';
import type { AddCalendarFeedInput } from '#lib/certificates/calendars/add-calendar-feed.ts';
import { calendarScopes } from '#lib/certificates/calendars/views.ts';

/** The form has scope and name in one choice: `all`, `owner:NAME` or `domain:NAME`. */
export const CalendarForm = z
  .object({
    name: z.string().default(''),
    covers: z.string().regex(/^(?:all|owner:.+|domain:.+)$/s, 'Choose from the list whose certificates the calendar has.'),
    alarmDays: z.string().default(''),
  })
  .transform(({ covers, ...rest }): AddCalendarFeedInput => {
    const scope = calendarScopes.find((one) => covers.startsWith(`${one}:`)) ?? 'all';
    return { ...rest, scope, scopeValue: covers.slice(scope.length + 1) };
  });
