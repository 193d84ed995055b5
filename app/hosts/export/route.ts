import type { NextRequest } from 'next/server';
import { exportResponse } from '#app/_server/export-response.ts';
import { isNarrowed, readHostsFilter } from '#lib/checks/read/hosts-table/filter.ts';
import { readMatchingHostIds } from '#lib/checks/read/hosts-table/read-hosts-table.ts';
import { now } from '#lib/clock.ts';
import { database } from '#lib/db/client.ts';
import { loadRegistered } from '#lib/fleet/desired/registered.ts';
import { hostListFile } from '#lib/fleet/import/export-hosts.ts';
import { parametersOf } from '#lib/list-address.ts';

export const dynamic = 'force-dynamic';

/** The registration of all hosts, or of those that meet the filters of the list, as a file that the import reads back. By name. */
export function GET(request: NextRequest): Promise<Response> {
  const filter = readHostsFilter(parametersOf(request.nextUrl.searchParams));
  return exportResponse(request, {
    hosts: async () => {
      const choice = isNarrowed(filter) ? { ids: await readMatchingHostIds(database(), filter, now()) } : 'all';
      return hostListFile((await loadRegistered(database(), choice)).hosts.values());
    },
  });
}
