import type { NextRequest } from 'next/server';
import { currentSession } from '#app/_server/session.ts';
import { readPlannerRows } from '#lib/certificates/planner/read-planner.ts';
import { plannerColumns } from '#lib/certificates/planner/table.ts';
import { database } from '#lib/db/client.ts';
import { exportFormats, exportHeaders, isExportFormat, toCsv, toJson } from '#lib/export/table.ts';
import { plannerQuestion } from '../planner-question.ts';

export const dynamic = 'force-dynamic';

/** The planner's table with the page's filters, all of its pages, as `format` csv or json. */
export async function GET(request: NextRequest): Promise<Response> {
  if ((await currentSession()) === null) return new Response(null, { status: 401 });
  const query = Object.fromEntries(request.nextUrl.searchParams);
  const format = query.format ?? 'csv';
  if (!isExportFormat(format))
    return Response.json({ error: `format is “${format.slice(0, 40)}”; it may be ${exportFormats.join(' or ')}.` }, { status: 400 });
  const rows = await readPlannerRows(database(), await plannerQuestion(query));
  const body = format === 'csv' ? toCsv(plannerColumns, rows) : toJson(plannerColumns, rows);
  return new Response(body, { headers: exportHeaders(format, 'expiry') });
}
