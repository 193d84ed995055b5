import type { AuditRecord } from '../../access/audit.ts';
import type { DoorPlan, FleetPlan, HostPlan, SettingChange } from './plan.ts';
import type { SettingValue } from './settings.ts';

type Json = Exclude<AuditRecord['after'], null>;

/** One record for each host that the plan changes, with what it was and will be. */
export const auditOfPlan = ({ hosts }: FleetPlan): AuditRecord[] => hosts.flatMap((host) => recordOf(host) ?? []);

function recordOf(host: HostPlan): AuditRecord | null {
  const { name, kind, changes, doors, managedBy, managedBefore } = host;
  if (kind === 'unchanged') return null;
  if (kind === 'removed') return { action: 'host.delete', subject: name, before: { site: host.settings.site, managedBy }, after: null };
  const after = side(changes, 'after');
  const endpoints = doorRecords(doors, 'after');
  if (kind === 'new')
    return { action: 'host.register', subject: name, before: null, after: { ...after, ...endpoints, ...owner(managedBy) } };
  const moved = managedBy !== managedBefore;
  return {
    action: 'host.edit',
    subject: name,
    before: { ...side(changes, 'before'), ...doorRecords(doors, 'before'), ...(moved ? { managedBy: managedBefore } : {}) },
    after: { ...after, ...endpoints, ...(moved ? { managedBy } : {}) },
  };
}

const owner = (managedBy: string | null): { managedBy?: string } => (managedBy === null ? {} : { managedBy });

const side = (changes: readonly SettingChange[], when: 'before' | 'after'): Record<string, Json | null> =>
  Object.fromEntries(changes.map((change) => [change.field, jsonOf(change[when])]));

const jsonOf = (value: SettingValue): Json | null =>
  value === null || typeof value !== 'object' ? value : Array.isArray(value) ? [...value] : { ...value };

/** Doors that are there on one side of the change, each with what differs. */
function doorRecords(doors: readonly DoorPlan[], when: 'before' | 'after'): { endpoints?: Json } {
  const there = doors.filter(({ kind }) => kind !== (when === 'before' ? 'new' : 'removed'));
  if (there.length === 0) return {};
  return {
    endpoints: there.map(({ port, kind, settings, changes }) =>
      kind === 'changed' ? { port, ...side(changes, when) } : { port, ...settings, probedFrom: [...settings.probedFrom] },
    ),
  };
}
