import { ensureCheckPartitions } from '../../checks/partitions.ts';
import { now } from '../../clock.ts';
import type { Task } from './task.ts';

/** Makes the coming days' partitions. */
export const partitions: Task = {
  name: 'partitions',
  everyMs: 3_600_000,
  complaint: 'partitions could not be made',
  run: ({ check: { db } }) => ensureCheckPartitions(db, now()),
};
