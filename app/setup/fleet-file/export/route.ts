import { currentSession } from '#app/_server/session.ts';
import { now } from '#lib/clock.ts';
import { database } from '#lib/db/client.ts';
import { writeFleetFile } from '#lib/fleet/fleet-file/write-fleet-file.ts';

export const dynamic = 'force-dynamic';

/** The fleet as it is, as a fleet file. */
export async function GET(): Promise<Response> {
  if ((await currentSession()) === null) return new Response(null, { status: 401 });
  const name = `fleet-${now().toISOString().slice(0, 10)}.yaml`;
  return new Response(await writeFleetFile(database()), {
    headers: {
      'content-type': 'application/yaml; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    },
  });
}
