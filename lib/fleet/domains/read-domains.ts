import { stateRank, verdictPolicyOf } from '../../checks/read/host-state.ts';
import type { HostState } from '../../checks/read/views.ts';
import type { Database } from '../../db/client.ts';
import { type DoorState, readDoorStates } from './door-states.ts';
import type { DiscoverySetting, DomainListView } from './views.ts';

/** The worst of the states; null for none. */
export const worstOf = (states: readonly HostState[]): HostState | null =>
  states.reduce<HostState | null>((worst, state) => (worst === null || stateRank(state) < stateRank(worst) ? state : worst), null);

/** The first end of a served certificate. */
export const firstEnd = (doors: readonly DoorState[]): string | null => {
  const ends = doors.flatMap(({ leafEndsMs }) => leafEndsMs ?? []);
  return ends.length === 0 ? null : new Date(ends.reduce((first, end) => Math.min(first, end))).toISOString();
};

/** How many hosts have findings that are accepted for now. */
export const acceptedHostsOf = (doors: readonly DoorState[]): number =>
  new Set(doors.flatMap(({ host, acceptedCount }) => (acceptedCount > 0 ? [host] : []))).size;

export const discoveryOf = (mode: string, intervalSeconds: number): DiscoverySetting => ({
  mode: mode === 'report' || mode === 'add' ? mode : 'off',
  intervalSeconds,
});

/** Every domain with how its doors stand now, by name; three queries, whatever their number. */
export async function readDomains(db: Database, { now }: { now: Date }): Promise<DomainListView> {
  const [domains, doors, findings, hostCounts] = await Promise.all([
    db.domain.findMany({ orderBy: { name: 'asc' } }),
    readDoorStates(db, 'all', now),
    db.fleetFinding.groupBy({ by: ['domain'], _count: true }),
    db.host.groupBy({ by: ['domainId'], _count: true }),
  ]);
  const byDomain = Map.groupBy(doors, ({ domainId }) => domainId);
  const findingCounts = new Map(findings.map(({ domain, _count }) => [domain, _count]));
  const counts = new Map(hostCounts.map(({ domainId, _count }) => [domainId, _count]));
  return {
    hostsWithout: counts.get(null) ?? 0,
    domains: domains.map((domain) => {
      const own = byDomain.get(domain.id) ?? [];
      const states = own.map(({ judged }) => judged.state);
      return {
        name: domain.name,
        hostCount: counts.get(domain.id) ?? 0,
        siteCount: new Set(own.flatMap(({ site }) => (site === '' ? [] : [site]))).size,
        doorCount: own.length,
        healthyDoorCount: states.filter((state) => state === 'healthy').length,
        acceptedHostCount: acceptedHostsOf(own),
        worst: worstOf(states),
        owner: domain.owner,
        endsAt: firstEnd(own),
        policy: verdictPolicyOf(domain.verdictPolicy),
        discovery: discoveryOf(domain.discovery, domain.discoveryIntervalSeconds),
        managedBy: domain.managedBy,
        fleetFindingCount: findingCounts.get(domain.name) ?? 0,
      };
    }),
  };
}
