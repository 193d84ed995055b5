import type { NextRequest } from 'next/server';
import { exportResponse } from '#app/_server/export-response.ts';
import { hostExportColumns } from '#components/hosts/export-columns.ts';
import { readHostsFilter } from '#lib/checks/read/hosts-table/filter.ts';
import { readHostRows } from '#lib/checks/read/hosts-table/read-hosts-table.ts';
import { now } from '#lib/clock.ts';
import { database } from '#lib/db/client.ts';
import { tableFile } from '#lib/export/table.ts';
import { parametersOf } from '#lib/list-address.ts';

export const dynamic = 'force-dynamic';

const rowsMax = 100_000;

/** The list of hosts as a file, with the filters and the order of the page. */
export function GET(request: NextRequest): Promise<Response> {
  const filter = readHostsFilter(parametersOf(request.nextUrl.searchParams));
  return exportResponse(request, {
    hosts: async () => {
      const { rows } = await readHostRows(database(), filter, { now: now(), offset: 0, limit: rowsMax });
      return tableFile('hosts', hostExportColumns, rows);
    },
  });
}
