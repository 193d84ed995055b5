import { recordTrust } from '../../checks/record-trust.ts';
import { now } from '../../clock.ts';
import type { Task, TaskContext } from './task.ts';

/** The id of what each worker recorded last. */
const recorded = new WeakMap<TaskContext, string>();

/** Keeps in the database which certificates this location trusts, whenever they are others. */
export const trustedCertificates: Task = {
  name: 'trusted-certificates',
  everyMs: 15_000,
  complaint: 'the trusted certificates could not be kept',
  async run(context) {
    const { check, location } = context;
    const trusted = await check.trust.everything();
    if (trusted.id === recorded.get(context)) return;
    await recordTrust(check.db, location.id, trusted, now());
    recorded.set(context, trusted.id);
  },
};
