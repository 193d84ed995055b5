import type { VerdictPolicy } from '#lib/checks/read/host-state.ts';
import type { HostState } from '#lib/checks/read/views.ts';
import { count, list } from '#lib/diagnosis/reading/wording.ts';
import type { DiscoverySetting, DomainView, RedundancyView } from '#lib/fleet/domains/views.ts';

export const policyWords: Readonly<Record<VerdictPolicy, string>> = {
  any: 'any location',
  majority: 'most locations',
  all: 'all locations',
};

const days = (seconds: number): string => {
  if (seconds % 86_400 === 0) return seconds === 86_400 ? 'every day' : `every ${count(seconds / 86_400, 'day')}`;
  if (seconds % 3_600 === 0) return seconds === 3_600 ? 'every hour' : `every ${count(seconds / 3_600, 'hour')}`;
  return `every ${count(Math.round(seconds / 60), 'minute')}`;
};

/** Such as "reports, every day". */
export const discoveryWords = ({ mode, intervalSeconds }: DiscoverySetting): string =>
  mode === 'off' ? 'off' : `${mode === 'add' ? 'adds' : 'reports'}, ${days(intervalSeconds)}`;

export const serviceWords: Readonly<Record<RedundancyView['service'], string>> = {
  directory: 'LDAPS',
  'global-catalog': 'LDAPS for the global catalog',
};

/** Is one door left where there are more? */
export const isLast = ({ doorCount, servingCount }: RedundancyView): boolean => doorCount > 1 && servingCount === 1;

/** Such as "2 of 3 doors serve LDAPS (1 with accepted findings); 1 fails". */
export function redundancyWords(view: RedundancyView): string {
  const { service, doorCount, servingCount, failingCount, maintenanceCount, unknownCount, servingAcceptedCount } = view;
  const others = [
    ...(failingCount === 0 ? [] : [`${failingCount} ${failingCount === 1 ? 'fails' : 'fail'}`]),
    ...(maintenanceCount === 0 ? [] : [`${maintenanceCount} in maintenance`]),
    ...(unknownCount === 0 ? [] : [`${unknownCount} stale or not checked`]),
  ];
  const verb = servingCount === 1 ? 'serves' : 'serve';
  const accepted = servingAcceptedCount === 0 ? '' : ` (${servingAcceptedCount} with accepted findings)`;
  return `${servingCount} of ${count(doorCount, 'door')} ${verb} ${serviceWords[service]}${accepted}${others.length === 0 ? '' : `; ${others.join(', ')}`}`;
}

/** The state that a place is in by its redundancy alone. */
export function redundancyState(views: readonly RedundancyView[]): HostState {
  if (views.some(({ servingCount, failingCount }) => failingCount > 0 && servingCount <= 1)) return 'critical';
  if (views.some((view) => isLast(view) || view.failingCount > 0)) return 'warning';
  if (views.some(({ servingCount, maintenanceCount }) => servingCount === 0 && maintenanceCount === 0)) return 'not-checked';
  return views.some(({ servingCount }) => servingCount === 0) ? 'maintenance' : 'healthy';
}

const troubles = ['critical', 'warning', 'stale', 'not-checked', 'maintenance'] as const;
const troubleWords: Readonly<Record<(typeof troubles)[number], string>> = {
  critical: 'critical',
  warning: 'with a warning',
  stale: 'stale',
  'not-checked': 'not checked',
  maintenance: 'in maintenance',
};

/** The domain in a sentence or two: what it has, and how its doors stand. */
export function domainSentence({ hostCount, doorCount, doorCounts, sites, wrongNameCount }: DomainView): string {
  if (hostCount === 0) return 'No host is in this domain yet.';
  const named = sites.filter(({ name }) => name !== '').length;
  const places = named === 0 ? '' : ` in ${count(named, 'site')}`;
  const head = `${count(hostCount, 'host')} with ${count(doorCount, 'door')}${places}`;
  const bad = troubles.flatMap((state) => (doorCounts[state] === 0 ? [] : [`${doorCounts[state]} ${troubleWords[state]}`]));
  const doors = bad.length === 0 ? 'All doors are healthy' : `Doors: ${list([`${doorCounts.healthy} healthy`, ...bad])}`;
  const dns = wrongNameCount === 0 ? '' : ` DNS misleads clients about ${count(wrongNameCount, 'name')}.`;
  return `${head}. ${doors}.${dns}`;
}
