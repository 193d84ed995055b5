import type { NextRequest } from 'next/server';
import { currentSession } from '#app/_server/session.ts';
import { readFilter } from '#lib/certificates/inventory/filter.ts';
import { readInventoryRows } from '#lib/certificates/inventory/read-inventory.ts';
import { now } from '#lib/clock.ts';
import { database } from '#lib/db/client.ts';
import { parametersOf } from '#lib/list-address.ts';

export const dynamic = 'force-dynamic';

const limitMax = 200;
const offsetMax = 10_000_000;

/** A whole number of the address within bounds; null when it is none. */
function wholeNumber(text: string | null, min: number, max: number): number | null {
  const number = text !== null && /^\d{1,8}$/.test(text) ? Number(text) : Number.NaN;
  return number >= min && number <= max ? number : null;
}

/** Rows of the inventory for the table that scrolls: `limit` of them from `offset` on, with the filters and the order of the page. */
export async function GET(request: NextRequest): Promise<Response> {
  if ((await currentSession()) === null) return new Response(null, { status: 401 });
  const { searchParams } = request.nextUrl;
  const offset = wholeNumber(searchParams.get('offset') ?? '0', 0, offsetMax);
  const limit = wholeNumber(searchParams.get('limit') ?? '100', 1, limitMax);
  if (offset === null) return refuse('offset', searchParams.get('offset'), `a whole number from 0 to ${offsetMax}`);
  if (limit === null) return refuse('limit', searchParams.get('limit'), `a whole number from 1 to ${limitMax}`);
  const page = await readInventoryRows(database(), readFilter(parametersOf(searchParams)), { now: now(), offset, limit });
  return Response.json(page, { headers: { 'cache-control': 'no-store' } });
}

const refuse = (field: string, value: string | null, allowed: string): Response =>
  Response.json({ error: { field, value, message: `${field} is ${allowed}, not ${JSON.stringify(value)}.` } }, { status: 400 });
