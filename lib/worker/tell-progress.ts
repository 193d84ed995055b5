import { tellBrowsers } from '../checks/live.ts';
import type { LiveEvent } from '../checks/live-events.ts';
import type { WorkerContext } from './worker-context.ts';

/** Tells of a requested piece of work, in order: each step as it happens, and at last that it is over. */
export function tellProgress(context: WorkerContext, endpointId: string, requestId: string) {
  const { db } = context.check;
  let told: Promise<void> = Promise.resolve();
  const tell = (event: LiveEvent): void => {
    told = told
      .then(() => tellBrowsers(db, event))
      .catch((error: unknown) => context.log.warn({ err: error }, 'progress of a check could not be told'));
  };
  return {
    step: (step: Pick<Extract<LiveEvent, { type: 'progress' }>, 'address' | 'stage' | 'status' | 'ms' | 'note'>): void =>
      tell({ type: 'progress', requestId, endpointId, ...step }),
    finish: (verdict: string): Promise<void> => {
      tell({ type: 'finished', requestId, endpointId, verdict });
      return told;
    },
  };
}
