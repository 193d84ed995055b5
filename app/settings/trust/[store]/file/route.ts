import type { NextRequest } from 'next/server';
import { currentSession } from '#app/_server/session.ts';
import { database } from '#lib/db/client.ts';
import { readStoreFile, storeFileFormats } from '#lib/fleet/trust/read-store-file.ts';

export const dynamic = 'force-dynamic';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const plain = (sentence: string, status: number): Response =>
  new Response(`${sentence}\n`, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });

/** The certificates of a trust store for its clients: `?format=pem`, `p7b` or `cer`, and `sha256` for one of them. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ store: string }> }): Promise<Response> {
  if ((await currentSession()) === null) return new Response(null, { status: 401 });
  const asked = request.nextUrl.searchParams;
  const format = storeFileFormats.find((each) => each === (asked.get('format') ?? 'pem'));
  if (format === undefined) return plain(`The format is one of ${storeFileFormats.join(', ')}.`, 400);
  const storeId = (await params).store;
  const sha256 = asked.get('sha256')?.toLowerCase() ?? null;
  if (format === 'cer' && sha256 === null) return plain('A file in DER holds one certificate: name it by sha256.', 400);
  const file = uuid.test(storeId) ? await readStoreFile(database(), { storeId, format, sha256 }) : null;
  if (file === null) return plain('There is no such trust store, or the certificate is not in it.', 404);
  return new Response(file.body, {
    headers: {
      'content-type': file.type,
      'content-disposition': `attachment; filename="${file.name}"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  });
}
