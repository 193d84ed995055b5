import { setTimeout as wait } from 'node:timers/promises';
import { type ClaimedEndpoint, claimEndpoint, releaseClaims } from '../checks/claim.ts';
import { runCheck } from '../checks/run-check.ts';
import type { CheckPayload } from '../queue/jobs.ts';
import { tellProgress } from './tell-progress.ts';
import type { JobHandler, WorkerContext } from './worker-context.ts';

/** How soon a busy endpoint is asked for again, in milliseconds. */
const ASK_AGAIN_MS = 200;

/**
 * Checks the endpoints of a job. Ones that were checked since the job was due are left out, so a job that is done again after its
 * worker died goes on where that stopped. One endpoint that cannot be checked does not keep the others from it.
 */
export const handleCheck: JobHandler<CheckPayload> = async (context, payload) => {
  const checks = payload.endpointIds.map((endpointId) => {
    const check = () => checkOne(context, endpointId, payload);
    // What a person waits for does not queue behind the schedule; its jobs are few.
    return payload.requestId === null ? context.limiter.run(check) : check();
  });
  const failed = (await Promise.allSettled(checks)).filter((result) => result.status === 'rejected');
  const first = failed[0];
  if (first) throw new Error(`${failed.length} of ${checks.length} checks were not saved.`, { cause: first.reason });
};

async function checkOne(context: WorkerContext, endpointId: string, payload: CheckPayload): Promise<void> {
  const endpoint = await claimWhenFree(context, endpointId);
  if (!endpoint) return;
  const alreadyChecked = endpoint.lastSavedAt !== null && endpoint.lastSavedAt >= new Date(payload.dueAt);
  if (payload.requestId === null && alreadyChecked) return releaseClaims(context.check.db, [endpoint]);

  const lost = context.claims.keep(endpoint);
  const progress = payload.requestId === null ? null : tellProgress(context, endpointId, payload.requestId);
  try {
    const outcome = await runCheck(context.check, endpoint, {
      signal: AbortSignal.any([context.signal, lost]),
      ...(progress ? { onStage: progress.step } : {}),
    });
    if (outcome.status === 'saved') context.claims.forget(endpoint);
    if (outcome.status === 'interrupted') throw new Error('The check was interrupted.');
    if (progress) await progress.finish(outcome.verdict);
  } finally {
    await context.claims.drop(endpoint);
  }
}

/** Claims an endpoint, after whoever probes it now; null when there is nothing to probe (any more). */
async function claimWhenFree(context: WorkerContext, endpointId: string): Promise<ClaimedEndpoint | null> {
  for (;;) {
    context.signal.throwIfAborted();
    const result = await claimEndpoint(context.check.db, { endpointId, locationId: context.location.id });
    if (result.status === 'claimed') return result.endpoint;
    if (result.status !== 'busy') return null;
    await wait(ASK_AGAIN_MS, undefined, { signal: context.signal });
  }
}
