import type { Task } from './task.ts';

/** Looks whether the location's own network, when it was gone, is there again. */
export const ownNetwork: Task = {
  name: 'own-network',
  everyMs: 3_000,
  complaint: 'the location’s own network could not be looked at',
  run: (context) => context.ownNetwork.lookAgain(),
};
