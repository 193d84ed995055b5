import { refreshUsage } from '../../checks/refresh-certificate-usage.ts';
import type { Task } from './task.ts';

/** Counts where certificates are used. Lists of certificates are slower from a change on until then, but not older. */
export const certificateUsage: Task = {
  name: 'certificate-usage',
  everyMs: 10_000,
  complaint: 'the usage of certificates could not be kept',
  run: async ({ check: { db } }) => void (await refreshUsage(db)),
};
