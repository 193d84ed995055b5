import { verdictPolicyOf } from '../../checks/read/host-state.ts';
import type { Database } from '../../db/client.ts';
import { readTallies } from './read-tallies.ts';
import type { DiscoverySetting, DomainListView } from './views.ts';

export const discoveryOf = (mode: string, intervalSeconds: number): DiscoverySetting => ({
  mode: mode === 'report' || mode === 'add' ? mode : 'off',
  intervalSeconds,
});

const noDoors = { doorCount: 0, healthyDoorCount: 0, worst: null, siteCount: 0, acceptedHostCount: 0, endsAt: null };

/** Every domain with how its doors stand now, by name; five queries, whatever their number. */
export async function readDomains(db: Database, { now }: { now: Date }): Promise<DomainListView> {
  const [domains, tallies, findings, hostCounts] = await Promise.all([
    db.domain.findMany({ orderBy: { name: 'asc' } }),
    readTallies(db, now),
    db.fleetFinding.groupBy({ by: ['domain'], _count: true }),
    db.host.groupBy({ by: ['domainId'], _count: true }),
  ]);
  const findingCounts = new Map(findings.map(({ domain, _count }) => [domain, _count]));
  const counts = new Map(hostCounts.map(({ domainId, _count }) => [domainId, _count]));
  return {
    hostsWithout: counts.get(null) ?? 0,
    domains: domains.map((domain) => ({
      ...(tallies.get(domain.id) ?? noDoors),
      name: domain.name,
      hostCount: counts.get(domain.id) ?? 0,
      owner: domain.owner,
      policy: verdictPolicyOf(domain.verdictPolicy),
      discovery: discoveryOf(domain.discovery, domain.discoveryIntervalSeconds),
      managedBy: domain.managedBy,
      fleetFindingCount: findingCounts.get(domain.name) ?? 0,
    })),
  };
}
