import { databaseTime } from '../../checks/database-time.ts';
import { sweepDiscoveries } from '../../checks/discovery/sweep-discoveries.ts';
import type { Task } from './task.ts';

/** Enqueues the discoveries that are due. */
export const dueDiscoveries: Task = {
  name: 'due-discoveries',
  everyMs: 10_000,
  complaint: 'discoveries could not be enqueued',
  run: async ({ check: { db }, queue, location }) => sweepDiscoveries(db, queue, { location, now: await databaseTime(db) }),
};
