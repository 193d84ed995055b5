import { windowWords } from '../../diagnosis/expiry.ts';
import type { DoorPlan, HostPlan } from '../desired/plan.ts';
import { settingLabels, settingWords, transportWords } from '../desired/settings.ts';
import { changesNothing, type FleetFilePlan } from './apply-fleet-file.ts';
import type { DomainPlan, StorePlan } from './plan-settings.ts';

/** Marks before what is new, other than it was, and gone. */
const marks = { new: '+', changed: '~', removed: '-', released: '-' } as const;
type Changed = keyof typeof marks;

/** A plan as lines of text, one or more for each thing that changes; ends with the counts. */
export function describePlan(plan: FleetFilePlan): string[] {
  const { settings, hosts } = plan;
  if (changesNothing(plan))
    return [
      `Nothing to change: ${hosts.counts.unchanged === 1 ? 'one host is' : `${hosts.counts.unchanged} hosts are`} as ${plan.managedBy} says.`,
    ];
  const { counts } = hosts;
  return [
    ...(settings.expiryWindows === null
      ? []
      : [`~ expiry windows: ${windowWords(settings.expiryWindows.before)} -> ${windowWords(settings.expiryWindows.after)}`]),
    ...settings.domains.flatMap(domainLines),
    ...settings.stores.flatMap(storeLines),
    ...hosts.hosts.flatMap(hostLines),
    `Hosts: ${counts.new} to be added, ${counts.changed} to be changed, ${counts.removed} to be removed, ${counts.unchanged} unchanged. Doors: ${counts.doorsNew} to be added, ${counts.doorsChanged} to be changed, ${counts.doorsRemoved} to be removed.`,
  ];
}

const isChange = (kind: string): kind is Changed => kind in marks;

function domainLines({ kind, name, changes }: DomainPlan): string[] {
  if (!isChange(kind)) return [];
  const what = kind === 'released' ? ' (no longer managed; its settings stay)' : '';
  return [
    `${marks[kind]} domain ${name}${what}`,
    ...changes.map(({ field, before, after }) => `    ${field}: ${words(before)} -> ${words(after)}`),
  ];
}

function words(value: DomainPlan['changes'][number]['before']): string {
  if (value === null || value === '') return 'none';
  if (typeof value === 'string') return JSON.stringify(value);
  if ('warningDays' in value) return windowWords(value);
  if ('mode' in value) return value.mode === 'off' ? 'off' : `${value.mode} every ${value.intervalSeconds} s`;
  return value.length === 0 ? 'none' : value.join(', ');
}

function storeLines({ kind, name, domain, added, removed }: StorePlan): string[] {
  if (!isChange(kind)) return [];
  return [
    `${marks[kind]} trust store ${name} (${domain ?? 'all domains'})`,
    ...added.map(({ subject, sha256 }) => `    + ${subject} ${sha256}`),
    ...removed.map((sha256) => `    - ${sha256}`),
  ];
}

function hostLines({ kind, name, changes, doors, managedBy, managedBefore }: HostPlan): string[] {
  if (!isChange(kind)) return [];
  const managed =
    kind === 'changed' && managedBy !== managedBefore ? [`    managed by: ${managedBefore ?? 'people'} -> ${managedBy ?? 'people'}`] : [];
  return [
    `${marks[kind]} host ${name}`,
    ...managed,
    ...changes.map(
      ({ field, before, after }) => `    ${settingLabels[field]}: ${settingWords(field, before)} -> ${settingWords(field, after)}`,
    ),
    ...doors.flatMap(doorLines),
  ];
}

const doorLines = ({ kind, port, settings, changes }: DoorPlan): string[] => [
  `    ${marks[kind]} port ${port} (${transportWords[settings.transport]})`,
  ...changes.map(
    ({ field, before, after }) => `        ${settingLabels[field]}: ${settingWords(field, before)} -> ${settingWords(field, after)}`,
  ),
];
