import type { NextRequest } from 'next/server';
import { exportResponse } from '#app/_server/export-response.ts';
import { now } from '#lib/clock.ts';
import { database } from '#lib/db/client.ts';
import { tableFile } from '#lib/export/table.ts';
import { waiverColumns } from '#lib/fleet/waivers/export-columns.ts';
import { parseWaiverState } from '#lib/fleet/waivers/filter.ts';
import { readWaivers } from '#lib/fleet/waivers/read-waivers.ts';

export const dynamic = 'force-dynamic';

/** The waivers of the list shown. */
export async function GET(request: NextRequest): Promise<Response> {
  const state = parseWaiverState(request.nextUrl.searchParams.get('state'));
  return exportResponse(request, {
    waivers: async () => tableFile('waivers', waiverColumns, await readWaivers(database(), { state, now: now() })),
  });
}
