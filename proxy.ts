import { type NextRequest, NextResponse } from 'next/server';
import { isKnownHost } from '#app/_server/known-host.ts';
import { settings } from '#lib/config/env.ts';

/**
 * Answers only to names that are ours, and gives every page a content security policy with a nonce of its own: only scripts and styles that we send run. Inline style
 * attributes are allowed (positions of bars and menus); inline scripts and style elements without the nonce are not.
 */
export function proxy(request: NextRequest): NextResponse {
  if (!isKnownHost(request.headers.get('host'), settings().baseUrl)) {
    return new NextResponse('Port636 does not answer to this name. Set PORT636_BASE_URL to the address that people use.\n', {
      status: 421,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    });
  }
  const nonce = crypto.randomUUID().replaceAll('-', '');
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

export const config = { matcher: ['/((?!_next/static/|icon.svg$|healthz$|readyz$).*)'] };
