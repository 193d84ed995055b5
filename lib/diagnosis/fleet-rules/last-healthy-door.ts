import { article } from '../article/texts/last-healthy-door.ts';
import { count, list } from '../reading/wording.ts';
import type { FleetRule } from '../rule.ts';

/** How a door stands for redundancy: clients get on (healthy or warning), they fail (critical), or nobody knows or looks now. */
export const doorStandings = ['serves', 'fails', 'unknown', 'maintenance'] as const;
export type DoorStanding = (typeof doorStandings)[number];

/** One LDAPS door of a group. */
export type RedundantDoor = { host: string; port: number; standing: DoorStanding };

/** The LDAPS doors of one kind (directory or global catalog) that stand in for each other in a site, or in a whole domain. */
export type RedundancyFacts = {
  /** Name of the domain; empty for hosts without one. */
  domain: string;
  /** Name of the site; null for the domain as a whole. */
  site: string | null;
  service: 'directory' | 'global-catalog';
  doors: readonly RedundantDoor[];
};

const nameOf = ({ host, port }: RedundantDoor): string => `${host.includes(':') ? `[${host}]` : host}:${port}`;
const hostsOf = (doors: readonly RedundantDoor[]): Set<string> => new Set(doors.map(({ host }) => host));

/** Is one door left, or several of one host alone while every door of another one fails? Doors that nobody looks at raise no alarm. */
function isLast(serving: readonly RedundantDoor[], failing: readonly RedundantDoor[]): boolean {
  if (serving.length === 0 || failing.length === 0) return false;
  if (serving.length === 1) return true;
  const standing = hostsOf(serving);
  return standing.size === 1 && [...hostsOf(failing)].some((host) => !standing.has(host));
}

/** 603: of the doors that stand in for each other, one is left. */
export const lastHealthyDoor: FleetRule<RedundancyFacts> = {
  id: 'last-healthy-door',
  no: 603,
  stage: 'fleet',
  scope: 'fleet',
  severities: ['critical'],
  title: 'One healthy door is left',
  check({ domain, site, service, doors }) {
    const of = (standing: DoorStanding) => doors.filter((door) => door.standing === standing);
    const [serving, failing, resting, unknown] = [of('serves'), of('fails'), of('maintenance'), of('unknown')];
    if (!isLast(serving, failing)) return null;
    const place = site === null ? `the domain ${domain}` : `the site ${site}${domain === '' ? '' : ` of ${domain}`}`;
    const kind = service === 'directory' ? 'LDAPS' : 'LDAPS for the global catalog';
    const left = list(serving.map(nameOf), 4);
    return {
      summary: `Only ${left} still ${serving.length === 1 ? 'serves' : 'serve'} ${kind} in ${place}; ${count(failing.length, 'other door')} ${failing.length === 1 ? 'fails' : 'fail'}.`,
      facts: {
        domain,
        site,
        service,
        doorCount: doors.length,
        serving: serving.map(nameOf),
        failing: failing.map(nameOf),
        maintenanceCount: resting.length,
        unknownCount: unknown.length,
      },
      observations: [
        { label: 'Doors that serve', seen: `${serving.length} of ${doors.length}: ${left}`, healthy: 'at least 2, on different hosts' },
        { label: 'Doors that fail', seen: list(failing.map(nameOf)), healthy: 'none' },
        { label: 'In maintenance', seen: list(resting.map(nameOf)) || 'none', healthy: 'none while others fail' },
        { label: 'Stale or not checked', seen: list(unknown.map(nameOf)) || 'none', healthy: 'none' },
      ],
    };
  },
  article,
};
