'use server';

import { addCalendarFeed } from '#lib/certificates/calendars/add-calendar-feed.ts';
import { RemoveCalendarFeedInput, removeCalendarFeed } from '#lib/certificates/calendars/remove-calendar-feed.ts';
import { RenewCalendarAddressInput, renewCalendarAddress } from '#lib/certificates/calendars/renew-calendar-address.ts';
import { paths } from '#lib/paths.ts';
import { defineAction } from '../../_server/define-action.ts';
import { CalendarForm } from './calendar-form.ts';

const common = { role: 'admin', revalidate: [paths.calendarSettings()] } as const;

export const add = defineAction({ ...common, schema: CalendarForm, verb: addCalendarFeed });
export const renew = defineAction({ ...common, schema: RenewCalendarAddressInput, verb: renewCalendarAddress });
export const remove = defineAction({ ...common, schema: RemoveCalendarFeedInput, verb: removeCalendarFeed });
