import { leadingCause, stateRank } from '../../checks/read/host-state.ts';
import type { DoorState } from './door-states.ts';
import { serviceOf, standingOf } from './standing.ts';
import type { RedundancyView, SiteHostView, SiteView } from './views.ts';

const hostsPerSite = 30;

function redundancyOf(doors: readonly DoorState[]): RedundancyView[] {
  return (['directory', 'global-catalog'] as const).flatMap((service) => {
    const of = doors.filter((door) => serviceOf(door) === service);
    const own = of.map(standingOf);
    const servingAcceptedCount = of.filter((door, index) => own[index] === 'serves' && door.acceptedCount > 0).length;
    const count = (standing: (typeof own)[number]) => own.filter((one) => one === standing).length;
    const counts = { servingCount: count('serves'), failingCount: count('fails') };
    const rest = { maintenanceCount: count('maintenance'), unknownCount: count('unknown'), servingAcceptedCount };
    return own.length === 0 ? [] : [{ service, doorCount: own.length, ...counts, ...rest }];
  });
}

function hostOf(name: string, doors: readonly DoorState[]): SiteHostView[] {
  const [worst] = doors.toSorted((one, other) => stateRank(one.judged.state) - stateRank(other.judged.state));
  if (worst === undefined) return [];
  const shown = doors.map(({ port, transport, judged, acceptedCount }) => ({ port, transport, state: judged.state, acceptedCount }));
  const acceptedCount = shown.reduce((sum, door) => sum + door.acceptedCount, 0);
  return [{ name, state: worst.judged.state, cause: leadingCause(worst.judged), acceptedCount, doors: shown }];
}

/** The sites of a domain by name, the one without a name last, each with its hosts and how they stand in for each other. */
export function sitesOf(doors: readonly DoorState[]): SiteView[] {
  const sites = [...Map.groupBy(doors, ({ site }) => site)].map(([name, own]) => {
    const hosts = [...Map.groupBy(own, ({ host }) => host)].flatMap(([host, of]) => hostOf(host, of));
    const ordered = hosts.toSorted((one, other) => stateRank(one.state) - stateRank(other.state) || (one.name < other.name ? -1 : 1));
    const counts = { hostCount: hosts.length, acceptedHostCount: hosts.filter(({ acceptedCount }) => acceptedCount > 0).length };
    return { name, redundancy: redundancyOf(own), ...counts, hosts: ordered.slice(0, hostsPerSite) };
  });
  return sites.sort((one, other) => Number(one.name === '') - Number(other.name === '') || one.name.localeCompare(other.name, 'en'));
}
