/** Is this process up? Looks at nothing else. */
export const dynamic = 'force-dynamic';

export const GET = (): Response => Response.json({ status: 'ok' }, { headers: { 'cache-control': 'no-store' } });
