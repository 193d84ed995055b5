import { verdictPolicyOf } from '../../checks/read/host-state.ts';
import type { HostState } from '../../checks/read/views.ts';
import type { Database } from '../../db/client.ts';
import { defaultExpiryWindows } from '../../diagnosis/rule.ts';
import { readWindows } from '../expiry-windows.ts';
import { readFleetFindings } from '../findings/read-fleet-findings.ts';
import { type DoorState, readDoorStates } from './door-states.ts';
import { discoveryOf } from './read-domains.ts';
import { readNames } from './read-names.ts';
import { readSharedKeys } from './read-shared-keys.ts';
import { worstOf } from './read-tallies.ts';
import { sitesOf } from './sites.ts';
import type { AcrossHostsView, DomainView } from './views.ts';

/** Findings that compare hosts or resolvers with each other. */
const comparing = [
  'resolves-to-internal-address',
  'resolves-to-unexpected-address',
  'issuing-ca-on-domain-controller',
  'doors-serve-different-certificates',
  'shared-private-key',
];
const hostsMax = 30;

/** The first end of a served certificate. */
const firstEnd = (doors: readonly DoorState[]): string | null => {
  const ends = doors.flatMap(({ leafEndsMs }) => leafEndsMs ?? []);
  return ends.length === 0 ? null : new Date(ends.reduce((first, end) => Math.min(first, end))).toISOString();
};

/** How many hosts have findings that are accepted for now. */
const acceptedHostsOf = (doors: readonly DoorState[]): number =>
  new Set(doors.flatMap(({ host, acceptedCount }) => (acceptedCount > 0 ? [host] : []))).size;

/** One domain with all that its page shows, judged now; null when there is none of that name. Every query reads current states alone. */
export async function readDomain(db: Database, name: string, { now }: { now: Date }): Promise<DomainView | null> {
  const domain = await db.domain.findUnique({ where: { name }, include: { bindAccount: true } });
  if (domain === null) return null;
  const [doors, sharedKeys, hostCount, names, acrossHosts, fleetFindings, installation] = await Promise.all([
    readDoorStates(db, { domainId: domain.id }, now),
    readSharedKeys(db, domain.id),
    db.host.count({ where: { domainId: domain.id } }),
    readNames(db, domain.id),
    readAcrossHosts(db, domain.id),
    readFleetFindings(db, { domain: name }),
    db.installation.findUnique({ where: { id: 1 }, select: { expiryWindows: true } }),
  ]);
  const states = doors.map(({ judged }) => judged.state);
  const count = (state: HostState) => states.filter((one) => one === state).length;
  const { id, owner, notes, resolvers, externalResolvers, managedBy, bindAccount } = domain;
  return {
    ...{ id, name, owner, notes, resolvers, externalResolvers, managedBy, hostCount, acrossHosts, fleetFindings },
    policy: verdictPolicyOf(domain.verdictPolicy),
    discovery: {
      ...discoveryOf(domain.discovery, domain.discoveryIntervalSeconds),
      dueAt: domain.discoveryDueAt?.toISOString() ?? null,
    },
    windows: readWindows(domain.expiryWindows),
    inheritedWindows: readWindows(installation?.expiryWindows) ?? defaultExpiryWindows,
    account: bindAccount && {
      dn: bindAccount.dn,
      scope: 'domain',
      proven: bindAccount.provenAt !== null,
      heldSince: bindAccount.heldSince?.toISOString() ?? null,
      heldBecause: bindAccount.heldBecause,
      updatedAt: bindAccount.updatedAt.toISOString(),
    },
    doorCount: doors.length,
    doorCounts: {
      ...{ critical: count('critical'), warning: count('warning'), stale: count('stale') },
      ...{ 'not-checked': count('not-checked'), maintenance: count('maintenance'), healthy: count('healthy') },
    },
    acceptedHostCount: acceptedHostsOf(doors),
    worst: worstOf(states),
    endsAt: firstEnd(doors),
    sites: sitesOf(doors),
    ...sharedKeys,
    ...names,
    generatedAt: now.toISOString(),
  };
}

async function readAcrossHosts(db: Database, domainId: number): Promise<AcrossHostsView[]> {
  return db.$queryRaw<AcrossHostsView[]>`
    SELECT found.finding_id AS id, found.no, min(found.title) AS title, count(*)::int AS "hostCount",
      (count(*) FILTER (WHERE found.accepted))::int AS "acceptedHostCount",
      json_agg(json_build_object('name', found.name, 'port', found.port, 'isAccepted', found.accepted) ORDER BY found.name) FILTER (WHERE found.place <= ${hostsMax}) AS hosts
    FROM (
      SELECT finding.finding_id, finding.no, min(finding.title) AS title, host.name, min(endpoint.port) AS port,
        bool_and(finding.waiver_id IS NOT NULL) AS accepted,
        row_number() OVER (PARTITION BY finding.finding_id ORDER BY host.name) AS place
      FROM hosts AS host JOIN endpoints AS endpoint ON endpoint.host_id = host.id
        JOIN open_findings AS finding ON finding.endpoint_id = endpoint.id
      WHERE host.domain_id = ${domainId} AND finding.finding_id = ANY(${comparing})
      GROUP BY finding.finding_id, finding.no, host.name
    ) AS found GROUP BY found.finding_id, found.no ORDER BY found.no`;
}
