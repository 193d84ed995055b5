/**
 * Does a page of ours send this request? Browsers name the origin of every page that sends a form, so a form of another site, which
 * would act on behalf of whoever opens it, is told by it. Server actions are guarded by the framework in the same way.
 */
export function isOwnPage(headers: Headers): boolean {
  const origin = URL.parse(headers.get('origin') ?? '');
  const host = headers.get('x-forwarded-host') ?? headers.get('host');
  return origin !== null && origin.host !== '' && origin.host === host;
}
