import type { NextRequest } from 'next/server';
import { now } from '#lib/clock.ts';
import { exportFormats, exportHeaders, isExportFormat, type TableFile } from '#lib/export/table.ts';
import { currentSession } from './session.ts';

/** Reads one table; null where there is no such thing as the address names. */
type ReadTable = () => Promise<TableFile | null>;

const quotedMax = 40;

/**
 * Answers with a table of a page as a file. The address has `table`, one of `tables` (the first when left out), and `format`, csv or
 * json (csv when left out). The file's name ends in the day, in UTC, on which it was made. Refuses whoever has no session with 401,
 * what is not allowed with 400, and what does not exist with 404.
 */
export async function exportResponse(request: NextRequest, tables: Readonly<Record<string, ReadTable>>): Promise<Response> {
  if ((await currentSession()) === null) return new Response(null, { status: 401 });
  const names = Object.keys(tables);
  const table = request.nextUrl.searchParams.get('table') ?? names[0] ?? '';
  const format = request.nextUrl.searchParams.get('format') ?? 'csv';
  const read = Object.hasOwn(tables, table) ? tables[table] : undefined;
  if (read === undefined) return refused('table', table, names);
  if (!isExportFormat(format)) return refused('format', format, exportFormats);
  const file = await read();
  if (file === null) return plain('There is nothing of that name here.', 404);
  const name = file.name.replaceAll(/[^A-Za-z0-9.-]+/g, '_');
  return new Response(file.write(format), { headers: exportHeaders(format, `${name}-${now().toISOString().slice(0, 10)}`) });
}

const refused = (field: string, given: string, allowed: readonly string[]): Response =>
  plain(`${field} is “${given.slice(0, quotedMax)}”; it may be ${allowed.join(' or ')}.`, 400);

const plain = (sentence: string, status: number): Response =>
  new Response(`${sentence}\n`, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });
