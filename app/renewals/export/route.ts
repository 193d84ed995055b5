import type { NextRequest } from 'next/server';
import { currentSession } from '#app/_server/session.ts';
import { renewalColumns } from '#lib/certificates/renewals/export-columns.ts';
import { parseRenewalFilter } from '#lib/certificates/renewals/filter.ts';
import { readRenewalsForExport } from '#lib/certificates/renewals/read-renewals.ts';
import { now } from '#lib/clock.ts';
import { database } from '#lib/db/client.ts';
import { exportHeaders, isExportFormat, toCsv, toJson } from '#lib/export/table.ts';
import { readerZone } from '../../_server/reader-zone.ts';

export const dynamic = 'force-dynamic';

/** The plans of the list's filter as CSV or JSON (`format`; CSV when left out). */
export async function GET(request: NextRequest): Promise<Response> {
  if ((await currentSession()) === null) return new Response(null, { status: 401 });
  const query = Object.fromEntries(request.nextUrl.searchParams);
  const format = isExportFormat(query.format) ? query.format : 'csv';
  const rows = await readRenewalsForExport(database(), parseRenewalFilter(query), { now: now(), timeZone: await readerZone() });
  return new Response(format === 'csv' ? toCsv(renewalColumns, rows) : toJson(renewalColumns, rows), {
    headers: exportHeaders(format, 'renewals'),
  });
}
