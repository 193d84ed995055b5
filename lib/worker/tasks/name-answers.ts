import { databaseTime } from '../../checks/database-time.ts';
import { sweepNameAnswers } from '../../checks/name-answers/sweep-name-answers.ts';
import type { Task } from './task.ts';

/** Asks every resolver for the names whose answers are due. */
export const nameAnswers: Task = {
  name: 'name-answers',
  everyMs: 30_000,
  complaint: 'resolvers could not be asked',
  run: async ({ check: { db, resolvers }, location, signal }) =>
    sweepNameAnswers(db, { locationId: location.id, resolvers, now: await databaseTime(db), signal }),
};
