import type { NextRequest } from 'next/server';
import { currentSession } from '#app/_server/session.ts';
import { searchHostNames } from '#lib/certificates/preflight/read-hosts.ts';
import { database } from '#lib/db/client.ts';

export const dynamic = 'force-dynamic';

/** Names of registered hosts that contain `search`, for the host chooser. */
export async function GET(request: NextRequest): Promise<Response> {
  if ((await currentSession()) === null) return new Response(null, { status: 401 });
  const search = (request.nextUrl.searchParams.get('search') ?? '').slice(0, 253);
  return Response.json({ names: await searchHostNames(database(), search) }, { headers: { 'cache-control': 'no-store' } });
}
