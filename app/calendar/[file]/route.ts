import { createHash } from 'node:crypto';
import type { NextRequest } from 'next/server';
import { readCalendar } from '#lib/certificates/calendars/read-calendar.ts';
import { now } from '#lib/clock.ts';
import { settings } from '#lib/config/env.ts';
import { database } from '#lib/db/client.ts';

export const dynamic = 'force-dynamic';

/** No search engine keeps the address; that no other page learns of it is set in next.config.js. */
const discreet = { 'x-robots-tag': 'noindex' };

/** A calendar for calendar programs, which know no sign-in: the secret in the address is the permission. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ file: string }> }): Promise<Response> {
  const { file } = await params;
  const secret = file.endsWith('.ics') ? file.slice(0, -'.ics'.length) : '';
  const text = await readCalendar(database(), { secret, baseUrl: settings().baseUrl, now: now() });
  if (text === null)
    return new Response('There is no calendar at this address (any more).\n', {
      status: 404,
      headers: { ...discreet, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
    });
  const etag = `"${createHash('sha256').update(text).digest('base64url')}"`;
  const headers = { ...discreet, etag, 'cache-control': 'private, no-cache' };
  if (knows(request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers });
  return new Response(text, { headers: { ...headers, 'content-type': 'text/calendar; charset=utf-8' } });
}

/** Does If-None-Match name it (RFC 9110 section 13.1.2)? A proxy that compresses may have made it weak. */
const knows = (given: string | null, etag: string): boolean =>
  (given ?? '').split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag);
