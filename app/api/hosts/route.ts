import type { NextRequest } from 'next/server';
import { rowWindow } from '#app/_server/row-window.ts';
import { currentSession } from '#app/_server/session.ts';
import { readHostsFilter } from '#lib/checks/read/hosts-table/filter.ts';
import { readHostRows, readMatchingHostIds } from '#lib/checks/read/hosts-table/read-hosts-table.ts';
import { now } from '#lib/clock.ts';
import { database } from '#lib/db/client.ts';
import { parametersOf } from '#lib/list-address.ts';

export const dynamic = 'force-dynamic';

const rowsMax = 200;
const idsMax = 50_000;

/**
 * Rows of the list of hosts for the table that scrolls: `limit` of them from `offset` on, with the filters and the order of the page.
 * With `ids` their ids alone, for choosing many.
 */
export async function GET(request: NextRequest): Promise<Response> {
  if ((await currentSession()) === null) return new Response(null, { status: 401 });
  const { searchParams } = request.nextUrl;
  const onlyIds = searchParams.get('ids') === '1';
  const part = rowWindow(searchParams, onlyIds ? idsMax : rowsMax);
  if (part instanceof Response) return part;
  const filter = readHostsFilter(parametersOf(searchParams));
  const answer = onlyIds
    ? await readMatchingHostIds(database(), filter, now()).then((ids) => ({
        total: ids.length,
        ids: ids.slice(part.offset, part.offset + part.limit),
      }))
    : await readHostRows(database(), filter, { now: now(), ...part });
  return Response.json(answer, { headers: { 'cache-control': 'no-store' } });
}
