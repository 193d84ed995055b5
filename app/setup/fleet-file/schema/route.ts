import { fleetFileJsonSchema } from '#lib/fleet/fleet-file/schema.ts';
import { currentSession } from '../../../_server/session.ts';

/** The schema of fleet files, for editors. */
export async function GET(): Promise<Response> {
  if ((await currentSession()) === null) return new Response(null, { status: 401 });
  return Response.json(fleetFileJsonSchema(), { headers: { 'content-disposition': 'attachment; filename="fleet.schema.json"' } });
}
