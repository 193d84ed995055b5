import type { WorkingQueue } from '../../queue/queue.ts';
import type { WorkerContext } from '../worker-context.ts';

/** What the repeated tasks of a worker work with, the same for all of their runs. */
export type TaskContext = WorkerContext & { queue: WorkingQueue };

/** What every worker does again and again: one file of this folder each, and one line in index.ts. */
export type Task = {
  /** As its file is named. */
  name: string;
  /** The pause after each run. */
  everyMs: number;
  /** Said in the log, beside the error, when a run throws. It is tried again after the pause. */
  complaint: string;
  /** One run. It may run at the same time in several workers of a location. Resolves to `again` to be repeated without a pause. */
  run(context: TaskContext): Promise<unknown>;
};
