import type { NextRequest } from 'next/server';
import { exportResponse } from '#app/_server/export-response.ts';
import { calendarColumns } from '#lib/certificates/calendars/export-columns.ts';
import { listCalendarFeeds } from '#lib/certificates/calendars/list-calendar-feeds.ts';
import { database } from '#lib/db/client.ts';
import { tableFile } from '#lib/export/table.ts';

export const dynamic = 'force-dynamic';

/** The calendars, without their addresses. */
export async function GET(request: NextRequest): Promise<Response> {
  return exportResponse(request, {
    calendars: async () => tableFile('calendars', calendarColumns, await listCalendarFeeds(database())),
  });
}
