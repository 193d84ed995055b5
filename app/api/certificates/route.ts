import type { NextRequest } from 'next/server';
import { rowWindow } from '#app/_server/row-window.ts';
import { currentSession } from '#app/_server/session.ts';
import { readFilter } from '#lib/certificates/inventory/filter.ts';
import { readInventoryRows } from '#lib/certificates/inventory/read-inventory.ts';
import { now } from '#lib/clock.ts';
import { database } from '#lib/db/client.ts';
import { parametersOf } from '#lib/list-address.ts';

export const dynamic = 'force-dynamic';

const limitMax = 200;

/** Rows of the inventory for the table that scrolls: `limit` of them from `offset` on, with the filters and the order of the page. */
export async function GET(request: NextRequest): Promise<Response> {
  if ((await currentSession()) === null) return new Response(null, { status: 401 });
  const { searchParams } = request.nextUrl;
  const part = rowWindow(searchParams, limitMax);
  if (part instanceof Response) return part;
  const page = await readInventoryRows(database(), readFilter(parametersOf(searchParams)), { now: now(), ...part });
  return Response.json(page, { headers: { 'cache-control': 'no-store' } });
}
