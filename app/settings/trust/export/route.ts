import type { NextRequest } from 'next/server';
import { exportResponse } from '#app/_server/export-response.ts';
import { now } from '#lib/clock.ts';
import { database } from '#lib/db/client.ts';
import { tableFile } from '#lib/export/table.ts';
import { anchorColumns, anchorRows } from '#lib/fleet/trust/export-columns.ts';
import { readTrustSettings } from '#lib/fleet/trust/read-trust-settings.ts';

export const dynamic = 'force-dynamic';

/** The certificates of the trust stores that the page shows. */
export async function GET(request: NextRequest): Promise<Response> {
  const domain = request.nextUrl.searchParams.get('domain')?.toLowerCase() ?? null;
  return exportResponse(request, {
    anchors: async () =>
      tableFile('trusted', anchorColumns, anchorRows((await readTrustSettings(database(), { domain, now: now() })).stores)),
  });
}
