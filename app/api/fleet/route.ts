import { createHash } from 'node:crypto';
import type { NextRequest } from 'next/server';
import { changesSince } from '#app/_server/live-feed.ts';
import { currentSession } from '#app/_server/session.ts';

export const dynamic = 'force-dynamic';

/** The changes of the board since `since`, for browsers that the event stream does not reach; 304 when nothing is new. */
export async function GET(request: NextRequest): Promise<Response> {
  if ((await currentSession()) === null) return new Response(null, { status: 401 });
  const changes = await changesSince(request.nextUrl.searchParams.get('since'));
  const etag = `"${createHash('sha256')
    .update(JSON.stringify([changes.whole, changes.hosts, changes.silentWorkers]))
    .digest('base64url')}"`;
  const headers = { etag, 'cache-control': 'no-store' };
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
  return Response.json(changes, { headers });
}
