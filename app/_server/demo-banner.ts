import { database } from '#lib/db/client.ts';
import { readDemoBanner } from '#lib/fleet/demo/read-demo.ts';
import { log } from '#lib/log.ts';

/** What the banner of the demo says; null without a demo. A database that does not answer is told by the page itself. */
export async function demoBanner(): Promise<{ hostCount: number } | null> {
  try {
    return await readDemoBanner(database());
  } catch (error) {
    log('web').debug({ err: error }, 'it is not known whether there is a demo');
    return null;
  }
}
