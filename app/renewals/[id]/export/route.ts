import type { NextRequest } from 'next/server';
import { exportResponse } from '#app/_server/export-response.ts';
import { readerZone } from '#app/_server/reader-zone.ts';
import { renewalDoorColumns, renewalDoorsExportMax } from '#lib/certificates/renewals/export-columns.ts';
import { readRenewal } from '#lib/certificates/renewals/read-renewal.ts';
import { now } from '#lib/clock.ts';
import { database } from '#lib/db/client.ts';
import { tableFile } from '#lib/export/table.ts';

export const dynamic = 'force-dynamic';

/** All doors of a plan with what they serve now. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  return exportResponse(request, {
    doors: async () => {
      const view = await readRenewal(database(), id, { now: now(), timeZone: await readerZone() }, renewalDoorsExportMax);
      return view && tableFile(`renewal-${view.certificate?.name ?? view.host ?? id}-doors`, renewalDoorColumns, view.doors);
    },
  });
}
