import type { NextRequest } from 'next/server';
import { currentSession } from '#app/_server/session.ts';
import { parseRequestAddress } from '#lib/certificates/preflight/filter.ts';
import { readRequestFiles } from '#lib/certificates/request-files/read-request-files.ts';
import { database } from '#lib/db/client.ts';

export const dynamic = 'force-dynamic';

/** One file of a request to save: `kind` is `inf` or `openssl`, the rest of the address is that of the page. */
export async function GET(request: NextRequest): Promise<Response> {
  if ((await currentSession()) === null) return new Response(null, { status: 401 });
  const query = Object.fromEntries(request.nextUrl.searchParams);
  const address = parseRequestAddress(query);
  if (address === null) return refuse('request: name the host.');
  const made = await readRequestFiles(database(), address);
  if (!made.ok) return refuse(`${made.field === 'host' ? 'request' : made.field}: ${made.message}`);
  const file = made.view.files.find(({ kind }) => kind === query.kind);
  if (file === undefined) return refuse('kind: inf or openssl.');
  const headers = {
    'content-type': 'text/plain; charset=utf-8',
    'content-disposition': `attachment; filename="${file.fileName}"`,
    'cache-control': 'no-store',
  };
  return new Response(file.text, { headers });
}

const refuse = (message: string): Response =>
  new Response(`${message}\n`, { status: 400, headers: { 'content-type': 'text/plain; charset=utf-8' } });
