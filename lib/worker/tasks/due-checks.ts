import { databaseTime } from '../../checks/database-time.ts';
import { CHECKS_PER_SWEEP, sweepDue } from '../../checks/sweep.ts';
import type { Task } from './task.ts';

/** Enqueues the checks that are due. */
export const dueChecks: Task = {
  name: 'due-checks',
  everyMs: 2_000,
  complaint: 'due checks could not be enqueued',
  async run({ check: { db }, queue, location, log }) {
    const count = await sweepDue(db, queue, { location, now: await databaseTime(db) });
    if (count > 0) log.debug({ count }, 'checks were enqueued');
    return count >= CHECKS_PER_SWEEP ? 'again' : undefined;
  },
};
