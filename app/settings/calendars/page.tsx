import type { Metadata } from 'next';
import { connection } from 'next/server';
import { CalendarSettings } from '#components/settings/calendar-settings.tsx';
import { listCalendarFeeds, readCalendarSubjects } from '#lib/certificates/calendars/list-calendar-feeds.ts';
import { now } from '#lib/clock.ts';
import { settings } from '#lib/config/env.ts';
import { database } from '#lib/db/client.ts';
import * as actions from './actions.ts';

export const metadata: Metadata = { title: 'Calendars' };

export default async function CalendarSettingsPage() {
  await connection();
  const [feeds, subjects] = await Promise.all([listCalendarFeeds(database()), readCalendarSubjects(database())]);
  return <CalendarSettings feeds={feeds} {...subjects} baseUrl={settings().baseUrl} now={now().toISOString()} actions={actions} />;
}
