import { type AuditRecord, writeAudit } from '../../access/audit.ts';
import type { VerbContext } from '../../access/verb-context.ts';
import type { Transaction } from '../../db/client.ts';
import { ConflictError, InvalidInputError } from '../../errors.ts';
import { announceFleet, doorName, dropEmptyDomains, lockRegistration } from '../internal.ts';
import { lockDoors } from '../pausing.ts';
import type { DesiredHost } from './desired-host.ts';
import { type FleetPlan, type PlanFault, type PlanOptions, planFleet } from './plan.ts';
import { auditOfPlan } from './plan-audit.ts';
import { counter, inBatches, type ReportProgress, unreported } from './progress.ts';
import { loadRegistered, lockRegistered } from './registered.ts';
import { writeDoors } from './write-doors.ts';
import { writeHosts } from './write-hosts.ts';

export type ApplyOptions = PlanOptions & {
  /** Digest of the plan that was shown: with another one by now nothing is done. Left out, what is planned now is done. */
  expectedDigest?: string;
  /** Faults as those who gave the list know them, such as by line; left out, by host and door. */
  explain?: (faults: readonly PlanFault[]) => InvalidInputError;
  /** One more record for the whole, beside those of each host; left out when nothing changes. */
  audit?: (plan: FleetPlan) => AuditRecord;
  /** Is told how far it is. */
  report?: ReportProgress;
};

/**
 * Makes the registered fleet the desired one, or changes nothing at all: throws InvalidInputError with every fault of the plan, and
 * ConflictError when the plan is not the expected one any more. Locked against other registrations, planned within the transaction, in
 * a few statements for each thousand of hosts. New doors are due at once, as is whatever a check judges and changed.
 */
export function applyFleet(context: VerbContext, desired: readonly DesiredHost[], options: ApplyOptions): Promise<FleetPlan> {
  return context.db.$transaction((tx) => applyFleetWithin(tx, context, desired, options), { timeout: 300_000, maxWait: 10_000 });
}

/** The same as part of a larger transaction, which must have a timeout that suits the number of hosts. */
export async function applyFleetWithin(
  tx: Transaction,
  context: Pick<VerbContext, 'now' | 'actor'>,
  desired: readonly DesiredHost[],
  options: ApplyOptions,
): Promise<FleetPlan> {
  const { now } = context;
  const report = options.report ?? unreported;
  report({ step: 'compare', done: 0, total: null });
  await lockRegistration(tx);
  const choice = { names: desired.map(({ name }) => name), managedBy: options.prune === true ? options.managedBy : null };
  await lockRegistered(tx, choice);
  const plan = planFleet(desired, await loadRegistered(tx, choice), options);
  if (plan.faults.length > 0) throw (options.explain ?? explainFaults)(plan.faults);
  if (options.expectedDigest !== undefined && options.expectedDigest !== plan.digest)
    throw new ConflictError('The fleet was changed since this was looked at, so nothing was done. Look again.');
  if (plan.counts.new + plan.counts.changed + plan.counts.removed === 0) return plan;

  await lockDoors(
    tx,
    plan.hosts.flatMap(({ kind, id }) => (id === null || kind === 'unchanged' ? [] : [id])),
  );
  const ids = await writeHosts(tx, plan, now, report);
  await writeDoors(tx, plan, ids, now, report);
  await dropEmptyDomains(tx);
  const records = [...auditOfPlan(plan), ...(options.audit === undefined ? [] : [options.audit(plan)])];
  await inBatches(records, (batch) => writeAudit(tx, context, ...batch), counter('record', records.length, report));
  await announceFleet(tx);
  return plan;
}

/** The faults of a plan by host and door. */
export const explainFaults = (faults: readonly PlanFault[]): InvalidInputError =>
  new InvalidInputError(
    faults.map(({ name, port, field, message }) => ({ field, value: port === null ? name : doorName(name, port), message })),
  );
