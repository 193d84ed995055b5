import type { NextRequest } from 'next/server';
import { currentSession } from '#app/_server/session.ts';
import { exportMax, inventoryExportColumns } from '#lib/certificates/inventory/export-columns.ts';
import { readFilter } from '#lib/certificates/inventory/filter.ts';
import { readInventoryRows } from '#lib/certificates/inventory/read-inventory.ts';
import { now } from '#lib/clock.ts';
import { database } from '#lib/db/client.ts';
import { exportFormats, exportHeaders, isExportFormat, toCsv, toJson } from '#lib/export/table.ts';
import { parametersOf } from '#lib/list-address.ts';

export const dynamic = 'force-dynamic';

/** The list as a file, with the filters and the order of the page; its name says so when it holds the first ones alone. */
export async function GET(request: NextRequest): Promise<Response> {
  if ((await currentSession()) === null) return new Response(null, { status: 401 });
  const { searchParams } = request.nextUrl;
  const format = searchParams.get('format');
  if (!isExportFormat(format))
    return new Response(`format is ${exportFormats.join(' or ')}, not ${JSON.stringify(format)}.\n`, {
      status: 400,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    });
  const at = now();
  const { rows, total } = await readInventoryRows(database(), readFilter(parametersOf(searchParams)), {
    now: at,
    offset: 0,
    limit: exportMax,
  });
  const part = total > rows.length ? `-first-${rows.length}-of-${total}` : '';
  const body = format === 'csv' ? toCsv(inventoryExportColumns, rows) : toJson(inventoryExportColumns, rows);
  return new Response(body, { headers: exportHeaders(format, `certificates-${at.toISOString().slice(0, 10)}${part}`) });
}
