import { databaseTime } from '../../checks/database-time.ts';
import { sweepDeepScans } from '../../checks/sweep-deep-scans.ts';
import type { Task } from './task.ts';

/** Enqueues the deep scans that are due. */
export const dueDeepScans: Task = {
  name: 'due-deep-scans',
  everyMs: 15_000,
  complaint: 'due deep scans could not be enqueued',
  run: async ({ check: { db }, queue, location }) => sweepDeepScans(db, queue, { location, now: await databaseTime(db) }),
};
