import type { Job, WorkOptions } from 'pg-boss';
import { queueName } from '../queue/define-job.ts';
import { certificatesJob, type JobName, jobs, retentionJob, URGENT_PRIORITY } from '../queue/jobs.ts';
import { ensureQueue, type WorkingQueue } from '../queue/queue.ts';
import { handlers } from './handlers.ts';
import type { WorkerContext } from './worker-context.ts';

/** Lanes of requested checks, beside those of the schedule, and how many one of them does at the same time. */
const URGENT_LANES = 2;
const URGENT_JOBS_PER_LANE = 10;
/** How many batches of the schedule one lane does at the same time. */
export const JOBS_PER_LANE = 2;
/** Deep scans at the same time in one worker, and those of them that a person waits for: few, for checks come first. */
const DEEP_SCANS = 2;
const URGENT_DEEP_SCANS = 2;
/** Discoveries at the same time in one worker. */
const DISCOVERIES = 2;
/** A worker that starts applies the retention, unless another has just done so, in seconds. */
const RETENTION_AT_START_SECONDS = 3_600;

/** A worker that starts has certificates of an earlier version read anew, unless another has just done so, in seconds. */
const CERTIFICATES_AT_START_SECONDS = 60;

/** Starts to take jobs from the queues of this location and from those of all. `lanes`: how many take those of the schedule. */
export async function takeJobs(queue: WorkingQueue, context: WorkerContext, options: { lanes: number }): Promise<void> {
  const { boss } = queue;
  const lanes: { readonly [Name in JobName]: readonly WorkOptions[] } = {
    check: [
      {
        localConcurrency: URGENT_LANES,
        minPriority: URGENT_PRIORITY,
        // Somebody may ask for a whole fleet, and a server that does not answer takes as long as a probe may.
        batchSize: URGENT_JOBS_PER_LANE,
        pollingIntervalSeconds: 0.5,
        burstWhenBatchFull: true,
      },
      {
        localConcurrency: options.lanes,
        maxPriority: URGENT_PRIORITY - 1,
        batchSize: JOBS_PER_LANE,
        pollingIntervalSeconds: 1,
        // While there is more to do than a lane takes at once, it asks for more without a pause.
        burstWhenBatchFull: true,
      },
    ],
    'deep-scan': [
      { localConcurrency: URGENT_DEEP_SCANS, minPriority: URGENT_PRIORITY, batchSize: 1, pollingIntervalSeconds: 1 },
      { localConcurrency: DEEP_SCANS, maxPriority: URGENT_PRIORITY - 1, batchSize: 1, pollingIntervalSeconds: 5, burstWhenBatchFull: true },
    ],
    discovery: [{ localConcurrency: DISCOVERIES, batchSize: 1, pollingIntervalSeconds: 1 }],
    retention: [{ localConcurrency: 1, pollingIntervalSeconds: 10 }],
    certificates: [{ localConcurrency: 1, pollingIntervalSeconds: 10 }],
  };
  for (const definition of jobs) {
    const name = queueName(definition, context.location.name);
    await ensureQueue(boss, definition, name);
    const handle = handlers[definition.name];
    for (const lane of lanes[definition.name])
      await boss.work(name, lane, async (taken: Job[]) => {
        // The schema of the same definition has just checked what its handler takes.
        const results = await Promise.allSettled(taken.map(async (job) => handle(context, definition.payload.parse(job.data) as never)));
        const failed = results.find((result) => result.status === 'rejected');
        if (!failed) return;
        if (!context.signal.aborted) context.log.error({ err: failed.reason, queue: name }, 'a job failed and is tried again');
        throw failed.reason;
      });
    if (definition.schedule !== undefined) await boss.schedule(name, definition.schedule, {}, { tz: 'UTC' });
  }
  const once = (singletonSeconds: number) => ({ singletonKey: 'at-start', singletonSeconds });
  await boss.send(queueName(retentionJob, null), {}, once(RETENTION_AT_START_SECONDS));
  await boss.send(queueName(certificatesJob, null), {}, once(CERTIFICATES_AT_START_SECONDS));
}
