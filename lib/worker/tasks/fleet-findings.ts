import { databaseTime } from '../../checks/database-time.ts';
import { sweepFleetFindings } from '../../fleet/findings/sweep-fleet-findings.ts';
import type { Task } from './task.ts';

/** Judges the domains as wholes. */
export const fleetFindings: Task = {
  name: 'fleet-findings',
  everyMs: 15_000,
  complaint: 'the fleet could not be judged',
  run: async ({ check: { db } }) => sweepFleetFindings(db, await databaseTime(db)),
};
