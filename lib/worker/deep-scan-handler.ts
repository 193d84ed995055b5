import { setTimeout as wait } from 'node:timers/promises';
import { type ClaimedDeepScan, claimDeepScan, releaseDeepScan } from '../checks/claim-deep-scan.ts';
import { wantsDeepScan } from '../checks/deep-scan-due.ts';
import { runDeepScan } from '../checks/run-deep-scan.ts';
import type { DeepScanPayload } from '../queue/jobs.ts';
import { tellProgress } from './tell-progress.ts';
import type { JobHandler, WorkerContext } from './worker-context.ts';

/** How soon an endpoint that is being scanned is asked for again, in milliseconds. */
const ASK_AGAIN_MS = 1_000;

/**
 * Deep-scans one endpoint. The schedule leaves out a door at which TLS did not answer at the newest check, and one that was scanned since
 * the job was due; a person gets the scan in any case.
 */
export const handleDeepScan: JobHandler<DeepScanPayload> = async (context, payload) => {
  const progress = payload.requestId === null ? null : tellProgress(context, payload.endpointId, payload.requestId);
  const claimed = await claimWhenFree(context, payload.endpointId);
  if (claimed === null) {
    await progress?.finish('superseded');
    return;
  }
  try {
    const scheduled = payload.requestId === null;
    const isDone = claimed.scannedAt !== null && claimed.scannedAt >= new Date(payload.dueAt);
    if (scheduled && (isDone || claimed.evidence === null || !wantsDeepScan(claimed.evidence))) return;

    const onProgress = (done: number, total: number, what: string): void =>
      progress?.step({ address: null, stage: 'deep-scan', status: 'ok', ms: null, note: `${done} of ${total}: ${what}` });
    const result = await runDeepScan(context.deepScan, claimed, { signal: context.signal, onProgress });
    if (result.status === 'interrupted') throw new Error('The deep scan was interrupted.');
    await progress?.finish(result.status === 'saved' ? result.outcome : result.status);
  } finally {
    await releaseDeepScan(context.check.db, claimed);
  }
};

/** Claims an endpoint, after whoever scans it now; null when there is nothing to scan (any more). */
async function claimWhenFree(context: WorkerContext, endpointId: string): Promise<ClaimedDeepScan | null> {
  for (;;) {
    context.signal.throwIfAborted();
    const result = await claimDeepScan(context.check.db, { endpointId, locationId: context.location.id });
    if (result.status === 'claimed') return result.scan;
    if (result.status === 'no') return null;
    await wait(ASK_AGAIN_MS, undefined, { signal: context.signal });
  }
}
