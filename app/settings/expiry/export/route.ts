import type { NextRequest } from 'next/server';
import { exportResponse } from '#app/_server/export-response.ts';
import { domainColumns, freezeColumns } from '#lib/certificates/settings/export-columns.ts';
import { readExpirySettings } from '#lib/certificates/settings/read-expiry-settings.ts';
import { now } from '#lib/clock.ts';
import { database } from '#lib/db/client.ts';
import { tableFile } from '#lib/export/table.ts';

export const dynamic = 'force-dynamic';

const read = () => readExpirySettings(database(), { now: now() });

/** `table=domains`: the domains with their owners and windows. `table=freezes`: the change freezes. */
export async function GET(request: NextRequest): Promise<Response> {
  return exportResponse(request, {
    domains: async () => {
      const view = await read();
      return tableFile('domains', domainColumns(view), view.domains);
    },
    freezes: async () => tableFile('change-freezes', freezeColumns, (await read()).freezes),
  });
}
