import type { VerbContext } from '../../access/verb-context.ts';
import type { Transaction } from '../../db/client.ts';
import { type InputFault, InvalidInputError } from '../../errors.ts';
import { demoManager } from '../demo/marks.ts';
import { applyFleetWithin } from '../desired/apply.ts';
import { type FleetPlan, type PlanFault, planFleet } from '../desired/plan.ts';
import { loadRegistered, lockRegistered } from '../desired/registered.ts';
import { announceFleet, lockRegistration } from '../internal.ts';
import { lockTrust } from '../trust/anchor.ts';
import { planSettings, type SettingsPlan, type WantedStore } from './plan-settings.ts';
import type { ReadFleetFile } from './read-fleet-file.ts';
import { loadRegisteredSettings } from './registered-settings.ts';
import { hostsOf } from './schema.ts';
import { writeSettings } from './write-settings.ts';

/** A fleet file that was read, with what lies beside it. */
export type GivenFleetFile = {
  read: ReadFleetFile;
  /** What it is called where it says no name itself: its file name. */
  fileName: string;
  /** Its trust stores with their certificates, in its order. */
  stores: readonly WantedStore[];
};

export type FleetFileOptions = {
  /** What the file managed and names no more goes. */
  prune: boolean;
  /** Seconds between the checks of a new door that names none. */
  intervalSeconds: number;
};

/** All that a file changes. `hosts` are by name; `settings` are everything else. */
export type FleetFilePlan = { managedBy: string; settings: SettingsPlan; hosts: FleetPlan };

/** Name under which the file manages what it names. */
export const managerOf = ({ read, fileName }: Pick<GivenFleetFile, 'read' | 'fileName'>): string => read.file.name ?? fileName;

/** Does the plan leave everything as it is? */
export const changesNothing = ({ settings, hosts }: FleetFilePlan): boolean =>
  settings.expiryWindows === null &&
  [...settings.domains, ...settings.stores].every(({ kind }) => kind === 'unchanged') &&
  hosts.counts.new + hosts.counts.changed + hosts.counts.removed === 0;

/** What the file would change, without changing it. Throws InvalidInputError with every fault and its line. */
export function planFleetFile(context: VerbContext, given: GivenFleetFile, options: FleetFileOptions): Promise<FleetFilePlan> {
  return context.db.$transaction((tx) => planWithin(tx, given, options), { timeout: 120_000, maxWait: 10_000 });
}

/**
 * Makes the fleet what the file says, or changes nothing at all: settings, trust stores and hosts in one transaction. The second time
 * it changes nothing. `show` is given the plan before anything is written. Throws InvalidInputError with every fault and its line.
 */
export function applyFleetFile(
  context: VerbContext,
  given: GivenFleetFile,
  options: FleetFileOptions,
  show: (plan: FleetFilePlan) => void = () => undefined,
): Promise<FleetFilePlan> {
  return context.db.$transaction(
    async (tx) => {
      await lockRegistration(tx);
      const plan = await planWithin(tx, given, options);
      show(plan);
      if (changesNothing(plan)) return plan;
      // Trust, then hosts, then the states of their doors, as everybody takes them: settings have doors checked again.
      await lockTrust(tx);
      await lockRegistered(tx, choiceOf(given, options));
      await writeSettings(tx, context, plan.settings, plan.managedBy);
      const planOptions = { managedBy: plan.managedBy, prune: options.prune, intervalSeconds: options.intervalSeconds };
      const hosts = await applyFleetWithin(tx, context, hostsOf(given.read.file), planOptions);
      await announceFleet(tx);
      return { ...plan, hosts };
    },
    { timeout: 300_000, maxWait: 10_000 },
  );
}

const demoNameWords = `The name ${demoManager} belongs to the demonstration fleet: give the file a “name” of its own.`;

/** The hosts that the file may change. */
const choiceOf = (given: GivenFleetFile, { prune }: Pick<FleetFileOptions, 'prune'>) => ({
  names: hostsOf(given.read.file).map(({ name }) => name),
  managedBy: prune ? managerOf(given) : null,
});

async function planWithin(tx: Transaction, given: GivenFleetFile, options: FleetFileOptions): Promise<FleetFilePlan> {
  const { file, lineOf } = given.read;
  const managedBy = managerOf(given);
  const { prune, intervalSeconds } = options;
  const settings = planSettings(file, given.stores, await loadRegisteredSettings(tx), { managedBy, prune });
  const desired = hostsOf(file);
  const hosts = planFleet(desired, await loadRegistered(tx, choiceOf(given, { prune })), { managedBy, prune, intervalSeconds });
  const indexOf = new Map(desired.map(({ name }, index) => [name, index]));
  const foreign = hosts.hosts.flatMap(({ name, managedBefore }): PlanFault[] =>
    managedBefore === null || managedBefore === managedBy
      ? []
      : [{ name, port: null, field: 'name', message: `${name} is managed by ${managedBefore}.` }],
  );
  const faults: InputFault[] = [
    ...(managedBy === demoManager ? [{ field: 'name', value: managedBy, message: demoNameWords }] : []),
    ...settings.faults.map(({ path, value, message }) => ({ field: path.join('.'), value, message: `Line ${lineOf(path)}: ${message}` })),
    ...[...hosts.faults, ...foreign].map(({ name, message }) => {
      const path = ['hosts', indexOf.get(name) ?? 0, 'name'];
      return { field: path.join('.'), value: name, message: `Line ${lineOf(path)}: ${message}` };
    }),
  ];
  if (faults.length > 0) throw new InvalidInputError(faults);
  return { managedBy, settings: settings.plan, hosts };
}
