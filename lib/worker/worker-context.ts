import type { Logger } from 'pino';
import type { DiscoveryContext } from '../checks/discovery/run-discovery.ts';
import type { OwnNetworkWatch } from '../checks/own-network/own-network.ts';
import type { CheckContext } from '../checks/run-check.ts';
import type { DeepScanContext } from '../checks/run-deep-scan.ts';
import type { ClaimKeeper } from './claim-keeper.ts';
import type { Limiter } from './limiter.ts';
import type { Place } from './presence.ts';

/** What the handlers of a worker work with. */
export type WorkerContext = {
  location: Place & { id: number };
  check: CheckContext;
  ownNetwork: OwnNetworkWatch;
  deepScan: DeepScanContext;
  discovery: DiscoveryContext;
  claims: ClaimKeeper;
  /** How many endpoints of the schedule are probed at the same time. */
  limiter: Limiter;
  retention: { checksDays: number; rollupsDays: number };
  /** Aborts when the worker is to stop. */
  signal: AbortSignal;
  log: Logger;
};

/** Does one job. It may run twice for the same job and throws to have it run again. */
export type JobHandler<Payload> = (context: WorkerContext, payload: Payload) => Promise<void>;
