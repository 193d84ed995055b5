import type { NextRequest } from 'next/server';
import { currentSession } from '#app/_server/session.ts';
import { type NumberTable, numberTables } from '#lib/certificates/planner/filter.ts';
import { issuerColumns, laneColumns, weekColumns } from '#lib/certificates/planner/numbers.ts';
import type { PlannerQuestion } from '#lib/certificates/planner/plan.ts';
import { readPlannerNumbers, readPlannerRows } from '#lib/certificates/planner/read-planner.ts';
import { plannerColumns } from '#lib/certificates/planner/table.ts';
import { database } from '#lib/db/client.ts';
import { type ExportColumn, exportFormats, exportHeaders, isExportFormat, toCsv, toJson } from '#lib/export/table.ts';
import { plannerQuestion } from '../planner-question.ts';

export const dynamic = 'force-dynamic';

/**
 * The planner's table with the page's filters, all of its pages, as `format` csv or json. `table` asks for the numbers of a chart instead:
 * its weeks, all its lanes, or all issuers.
 */
export async function GET(request: NextRequest): Promise<Response> {
  if ((await currentSession()) === null) return new Response(null, { status: 401 });
  const query = Object.fromEntries(request.nextUrl.searchParams);
  const format = query.format ?? 'csv';
  if (!isExportFormat(format)) return refuse('format', format, exportFormats);
  const table = numberTables.find((one) => one === query.table) ?? null;
  if (query.table !== undefined && table === null) return refuse('table', query.table, numberTables);
  const write = <Row>(columns: readonly ExportColumn<Row>[], rows: readonly Row[]): string =>
    format === 'csv' ? toCsv(columns, rows) : toJson(columns, rows);
  const question = await plannerQuestion(query);
  const body =
    table === null ? write(plannerColumns, await readPlannerRows(database(), question)) : await numbersOf(table, question, write);
  return new Response(body, { headers: exportHeaders(format, table === null ? 'expiry' : `expiry-${table}`) });
}

type Write = <Row>(columns: readonly ExportColumn<Row>[], rows: readonly Row[]) => string;

async function numbersOf(table: NumberTable, question: PlannerQuestion, write: Write): Promise<string> {
  const { weeks, lanes, issuers } = await readPlannerNumbers(database(), question);
  if (table === 'weeks') return write(weekColumns, weeks);
  return table === 'lanes' ? write(laneColumns, lanes.items) : write(issuerColumns, issuers.items);
}

const refuse = (field: string, value: string, allowed: readonly string[]): Response =>
  Response.json({ error: `${field} is “${value.slice(0, 40)}”; it may be ${allowed.join(' or ')}.` }, { status: 400 });
