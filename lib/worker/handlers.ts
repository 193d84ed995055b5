import type { z } from 'zod';
import type { JobName, jobs } from '../queue/jobs.ts';
import { handleCertificates } from './certificates-handler.ts';
import { handleCheck } from './check-handler.ts';
import { handleDeepScan } from './deep-scan-handler.ts';
import { handleDiscovery } from './discovery-handler.ts';
import { handleRetention } from './retention-handler.ts';
import type { JobHandler } from './worker-context.ts';

type Payloads = { [Job in (typeof jobs)[number] as Job['name']]: z.output<Job['payload']> };

/** What is done about each job, by its name. */
export const handlers: { readonly [Name in JobName]: JobHandler<Payloads[Name]> } = {
  check: handleCheck,
  'deep-scan': handleDeepScan,
  discovery: handleDiscovery,
  retention: handleRetention,
  certificates: handleCertificates,
};
