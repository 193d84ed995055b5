import type { NextRequest } from 'next/server';
import { exportResponse } from '#app/_server/export-response.ts';
import { readerZone } from '#app/_server/reader-zone.ts';
import { renewalColumns } from '#lib/certificates/renewals/export-columns.ts';
import { parseRenewalFilter } from '#lib/certificates/renewals/filter.ts';
import { readRenewalsForExport } from '#lib/certificates/renewals/read-renewals.ts';
import { now } from '#lib/clock.ts';
import { database } from '#lib/db/client.ts';
import { tableFile } from '#lib/export/table.ts';

export const dynamic = 'force-dynamic';

/** The plans of the list's filter. */
export async function GET(request: NextRequest): Promise<Response> {
  const filter = parseRenewalFilter(Object.fromEntries(request.nextUrl.searchParams));
  return exportResponse(request, {
    plans: async () => {
      const reader = { now: now(), timeZone: await readerZone() };
      return tableFile('renewals', renewalColumns, await readRenewalsForExport(database(), filter, reader));
    },
  });
}
