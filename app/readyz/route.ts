import { readReadiness } from '#lib/checks/read/read-readiness.ts';
import { now } from '#lib/clock.ts';
import { database } from '#lib/db/client.ts';
import { log } from '#lib/log.ts';

export const dynamic = 'force-dynamic';

/** Can this process serve, and does a worker look? 503 while not; names of checks only, no detail. */
export async function GET(): Promise<Response> {
  const headers = { 'cache-control': 'no-store' };
  try {
    const readiness = await readReadiness(database(), { now: now() });
    return Response.json(readiness, { status: readiness.ready ? 200 : 503, headers });
  } catch (error) {
    log('web').warn({ err: error }, 'not ready');
    return Response.json({ ready: false, checks: [{ name: 'database', ok: false }] }, { status: 503, headers });
  }
}
