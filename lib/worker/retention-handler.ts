import { databaseTime } from '../checks/database-time.ts';
import { applyRetention } from '../checks/retention.ts';
import type { JobHandler } from './worker-context.ts';

/** Removes what is older than the settings keep, and makes the coming days' partitions. */
export const handleRetention: JobHandler<Record<string, never>> = async (context) => {
  const result = await applyRetention(context.check.db, { now: await databaseTime(context.check.db), ...context.retention });
  context.log.info(result, 'the retention was applied');
};
