import { databaseTime } from '../../checks/database-time.ts';
import { endExpiredWaivers } from '../../fleet/waivers/end-expired-waivers.ts';
import type { Task } from './task.ts';

/** Ends the waivers whose time is over. */
export const expiredWaivers: Task = {
  name: 'expired-waivers',
  everyMs: 15_000,
  complaint: 'waivers could not be ended',
  run: async ({ check: { db } }) => void (await endExpiredWaivers(db, await databaseTime(db))),
};
