import { createHash } from 'node:crypto';
import { customaryTransport, type Transport } from '../host-list.ts';
import { doorName } from '../internal.ts';
import type { DesiredDoor, DesiredHost } from './desired-host.ts';
import type { RegisteredDoor, RegisteredFleet, RegisteredHost } from './registered.ts';
import {
  type DoorField,
  type DoorSettings,
  doorFields,
  type HostField,
  type HostSettings,
  hostFields,
  plainHost,
  type SettingValue,
  transportWords,
} from './settings.ts';

/** One field that is, or will be, another than it was; of what is new, other than the usual. */
export type SettingChange<Field extends HostField | DoorField = HostField | DoorField> = {
  field: Field;
  before: SettingValue;
  after: SettingValue;
};

export type DoorPlan = {
  kind: 'new' | 'changed' | 'removed';
  port: number;
  /** Null for a new one. */
  id: string | null;
  /** As it will be; as it was, of one that goes. */
  settings: DoorSettings;
  /** Empty of a new one and of one that goes. */
  changes: SettingChange<DoorField>[];
};

export type HostPlan = {
  kind: 'new' | 'changed' | 'unchanged' | 'removed';
  name: string;
  /** Null for a new one. */
  id: string | null;
  /** As it will be; as it was, of one that goes. */
  settings: HostSettings;
  changes: SettingChange<HostField>[];
  /** Doors that are new, changed or go; those that stay as they are are left out. Empty of a host that goes. */
  doors: DoorPlan[];
  /** Who will manage it. */
  managedBy: string | null;
  /** Who managed it until now; null of a new one. */
  managedBefore: string | null;
};

/** Why the plan cannot be carried out. `port` is null where the host as a whole is meant. */
export type PlanFault = { name: string; port: number | null; field: HostField | DoorField | 'name' | 'port'; message: string };

export type PlanCounts = {
  new: number;
  changed: number;
  unchanged: number;
  removed: number;
  doorsNew: number;
  doorsChanged: number;
  doorsRemoved: number;
};

export type FleetPlan = {
  /** In the order wanted; those that go come last, by name. */
  hosts: HostPlan[];
  faults: PlanFault[];
  counts: PlanCounts;
  /** The same for the same plan, and for no other: whoever shows one can ask that this one is carried out and no other. */
  digest: string;
};

export type PlanOptions = {
  /**
   * Name of what manages the hosts, such as a fleet file; written to each of them. Null: people do, new hosts are nobody's, and who
   * manages the others stays.
   */
  managedBy: string | null;
  /** Seconds between the checks of a new door that names none. */
  intervalSeconds: number;
  /**
   * What `managedBy` manages and the list leaves out goes: hosts, and doors of hosts whose doors are listed. Without it nothing goes.
   */
  prune?: boolean;
};

/**
 * What it takes for the registered fleet to be the desired one. Pure, and the same again once it is carried out: all unchanged.
 * `registered` must hold every host that is desired, and with `prune` every host of `managedBy` (loadRegistered).
 */
export function planFleet(desired: readonly DesiredHost[], registered: RegisteredFleet, options: PlanOptions): FleetPlan {
  const faults: PlanFault[] = [];
  const named = new Set<string>();
  const hosts: HostPlan[] = [];
  for (const host of desired) {
    if (named.has(host.name))
      faults.push({ name: host.name, port: null, field: 'name', message: `${host.name} is named twice; leave one of them out.` });
    else hosts.push(planHost(host, registered, options, faults));
    named.add(host.name);
  }
  if (options.prune === true && options.managedBy !== null)
    for (const host of registered.hosts.values())
      if (host.managedBy === options.managedBy && !named.has(host.name)) hosts.push(goingHost(host));
  return { hosts, faults, counts: countPlan(hosts), digest: digestOf(hosts) };
}

function planHost(desired: DesiredHost, registered: RegisteredFleet, options: PlanOptions, faults: PlanFault[]): HostPlan {
  const before = registered.hosts.get(desired.name);
  const was = before?.settings ?? plainHost;
  const settings = settingsOf(desired, was);
  const changes = differences(hostFields, was, settings);
  const doors = planDoors(desired, before, registered, options, faults);
  const managedBefore = before?.managedBy ?? null;
  const managedBy = options.managedBy ?? managedBefore;
  const unchanged = changes.length === 0 && doors.length === 0 && managedBy === managedBefore;
  const kind = before === undefined ? 'new' : unchanged ? 'unchanged' : 'changed';
  return { kind, name: desired.name, id: before?.id ?? null, settings, changes, doors, managedBy, managedBefore };
}

/** What was, with what is given. A reason goes with its pause. */
function settingsOf(desired: DesiredHost, was: HostSettings): HostSettings {
  const { name: _, doors: __, ...given } = desired;
  const settings = { ...was, ...defined(given) };
  return { ...settings, pauseReason: settings.paused ? settings.pauseReason : '' };
}

type Defined<Given> = { [Key in keyof Given]: Exclude<Given[Key], undefined> };
const defined = <Given extends object>(given: Given): Partial<Defined<Given>> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<Defined<Given>>;

function differences<Settings extends HostSettings | DoorSettings, Field extends keyof Settings & (HostField | DoorField)>(
  fields: readonly Field[],
  before: Settings,
  after: Settings,
): SettingChange<Field>[] {
  return fields
    .map((field) => ({ field, before: before[field] as SettingValue, after: after[field] as SettingValue }))
    .filter((change) => canonical(change.before) !== canonical(change.after));
}

/** Windows come from the database with their keys in any order. */
const canonical = (value: SettingValue): string =>
  value !== null && typeof value === 'object' && 'warningDays' in value
    ? JSON.stringify([value.warningDays, value.warningShare, value.criticalDays, value.criticalShare])
    : JSON.stringify(value);

const plainDoor: DesiredDoor = { port: 636 };

function planDoors(
  desired: DesiredHost,
  before: RegisteredHost | undefined,
  registered: RegisteredFleet,
  options: PlanOptions,
  faults: PlanFault[],
): DoorPlan[] {
  const wanted = desired.doors ?? (before === undefined ? [plainDoor] : []);
  const byPort = new Map(before?.doors.map((door) => [door.port, door]));
  const doors = wanted.flatMap((door) => planDoor(desired.name, door, byPort.get(door.port), registered, options, faults) ?? []);
  if (options.prune !== true || options.managedBy === null || desired.doors === undefined) return doors;
  const ports = new Set(wanted.map(({ port }) => port));
  return [...doors, ...(before?.doors ?? []).filter(({ port }) => !ports.has(port)).map(goingDoor)];
}

/** Null when the door stays as it is, or cannot be had: then the fault is told. */
function planDoor(
  name: string,
  wanted: DesiredDoor,
  before: RegisteredDoor | undefined,
  { locations }: RegisteredFleet,
  options: PlanOptions,
  faults: PlanFault[],
): DoorPlan | null {
  const { port, transport: wantedTransport, ...given } = wanted;
  const fault = (field: DoorField, message: string): null => {
    faults.push({ name, port, field, message });
    return null;
  };
  const transport: Transport | null = wantedTransport ?? before?.transport ?? customaryTransport(port);
  const door = doorName(name, port);
  if (transport === null) return fault('transport', `Say whether port ${port} of ${name} speaks LDAPS or StartTLS.`);
  if (before !== undefined && before.transport !== transport)
    return fault(
      'transport',
      `${door} is registered already, as ${transportWords[before.transport]}. Remove that port first to watch it as ${transportWords[transport]}.`,
    );
  const unknown = given.probedFrom?.filter((location) => !locations.has(location)) ?? [];
  if (unknown.length > 0)
    return fault(
      'probedFrom',
      `${door}: there is no location ${unknown.join(', ')}; there are ${[...locations].sort().join(', ') || 'none yet'}.`,
    );

  const was: DoorSettings = before ?? { transport, intervalSeconds: options.intervalSeconds, slowAfterMs: null, probedFrom: [] };
  const { intervalSeconds, slowAfterMs, probedFrom } = { ...was, ...defined(given) };
  const settings = { transport, intervalSeconds, slowAfterMs, probedFrom };
  if (before === undefined) return { kind: 'new', port, id: null, settings, changes: [] };
  const changes = differences(doorFields, was, settings);
  return changes.length === 0 ? null : { kind: 'changed', port, id: before.id, settings, changes };
}

const goingDoor = ({ id, port, transport, intervalSeconds, slowAfterMs, probedFrom }: RegisteredDoor): DoorPlan => ({
  kind: 'removed',
  port,
  id,
  settings: { transport, intervalSeconds, slowAfterMs, probedFrom },
  changes: [],
});

const goingHost = ({ id, name, settings, managedBy }: RegisteredHost): HostPlan => ({
  kind: 'removed',
  name,
  id,
  settings,
  changes: [],
  doors: [],
  managedBy,
  managedBefore: managedBy,
});

function countPlan(hosts: readonly HostPlan[]): PlanCounts {
  const counts: PlanCounts = { new: 0, changed: 0, unchanged: 0, removed: 0, doorsNew: 0, doorsChanged: 0, doorsRemoved: 0 };
  for (const { kind, doors } of hosts) {
    counts[kind] += 1;
    for (const door of doors) counts[door.kind === 'new' ? 'doorsNew' : door.kind === 'changed' ? 'doorsChanged' : 'doorsRemoved'] += 1;
  }
  return counts;
}

const digestOf = (hosts: readonly HostPlan[]): string =>
  createHash('sha256')
    .update(JSON.stringify(hosts.filter(({ kind }) => kind !== 'unchanged')))
    .digest('hex');
