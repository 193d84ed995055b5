import type { NextRequest } from 'next/server';
import { exportResponse } from '#app/_server/export-response.ts';
import { plannerQuestion } from '#app/expiry/planner-question.ts';
import { ownerTableColumns } from '#lib/certificates/report/export-columns.ts';
import { readOwnerTables } from '#lib/certificates/report/read-report.ts';
import { database } from '#lib/db/client.ts';
import { tableFile } from '#lib/export/table.ts';

export const dynamic = 'force-dynamic';

/** The report's tables by owner as one, with the report's filters. */
export async function GET(request: NextRequest): Promise<Response> {
  const question = await plannerQuestion(Object.fromEntries(request.nextUrl.searchParams));
  return exportResponse(request, {
    owners: async () => tableFile('expiry-by-owner', ownerTableColumns, await readOwnerTables(database(), question)),
  });
}
