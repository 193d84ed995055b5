import { runDiscovery } from '../checks/discovery/run-discovery.ts';
import type { DiscoveryPayload } from '../queue/jobs.ts';
import type { JobHandler } from './worker-context.ts';

/** Discovers a domain or forest. One that was interrupted is done again. */
export const handleDiscovery: JobHandler<DiscoveryPayload> = async (context, { runId }) => {
  const outcome = await runDiscovery(context.discovery, runId, { signal: context.signal });
  if (outcome === 'interrupted') throw new Error('The discovery was interrupted.');
  context.log.info({ runId, outcome }, 'a discovery ended');
};
