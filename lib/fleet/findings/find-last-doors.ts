import { isConfirming, judgeEndpoint, type LookFacts } from '../../checks/read/host-state.ts';
import type { Database, Transaction } from '../../db/client.ts';
import { type DoorStanding, lastHealthyDoor, type RedundancyFacts } from '../../diagnosis/fleet-rules/last-healthy-door.ts';
import type { Verdict } from '../../diagnosis/rule.ts';
import type { FoundInFleet } from './reconcile.ts';

type LookRow = { verdict: Verdict | null; confirming: boolean; checked: string | null };
type DoorRow = {
  host: string;
  site: string;
  domain: string;
  paused_at: Date | null;
  port: number;
  interval_seconds: number;
  looks: LookRow[] | null;
};

/** An LDAPS door with its place and how it stands now. */
export type StandingDoor = { host: string; port: number; site: string; domain: string; standing: DoorStanding };

const globalCatalogPort = 3269;

const lookOf = (row: LookRow): LookFacts => ({
  verdict: row.verdict,
  verdictSince: null,
  confirming: row.confirming,
  cause: null,
  summary: null,
  unknownBecause: null,
  lastCheckedAt: row.checked === null ? null : new Date(row.checked),
});

function standingOf(row: DoorRow, now: Date): DoorStanding {
  const looks = (row.looks ?? []).map(lookOf);
  const judged = judgeEndpoint({ port: row.port, intervalSeconds: row.interval_seconds, pausedAt: row.paused_at, looks }, now);
  if (judged.state === 'maintenance') return 'maintenance';
  if (judged.state === 'healthy' || judged.state === 'warning') return 'serves';
  // What further checks have yet to confirm is no failure yet.
  if (judged.state === 'critical') return isConfirming(judged) ? 'serves' : 'fails';
  return 'unknown';
}

/**
 * The LDAPS doors of every domain in which some door is critical, in one query over current states. Hosts on which LDAPS is not
 * intended and names that stand for a whole domain are left out.
 */
export async function readStandingDoors(db: Database | Transaction, now: Date): Promise<StandingDoor[]> {
  const rows = await db.$queryRaw<DoorRow[]>`
    SELECT host.name AS host, COALESCE(NULLIF(host.site, ''), host.site_detected) AS site, COALESCE(domain.name, '') AS domain,
      host.paused_at, endpoint.port, endpoint.interval_seconds, (
        SELECT json_agg(json_build_object('verdict', state.verdict, 'confirming', state.confirming, 'checked', state.last_checked_at))
        FROM endpoint_states AS state WHERE state.endpoint_id = endpoint.id) AS looks
    FROM hosts AS host JOIN endpoints AS endpoint ON endpoint.host_id = host.id AND endpoint.transport = 'ldaps'
      LEFT JOIN domains AS domain ON domain.id = host.domain_id
    WHERE host.ldaps_intended AND NOT host.stands_for_domain AND COALESCE(host.domain_id, 0) IN (
      SELECT COALESCE(failing.domain_id, 0) FROM endpoint_states AS state
        JOIN endpoints AS door ON door.id = state.endpoint_id JOIN hosts AS failing ON failing.id = door.host_id
      WHERE state.verdict = 'critical')
    ORDER BY host.name, endpoint.port`;
  return rows.map((row) => ({ host: row.host, port: row.port, site: row.site, domain: row.domain, standing: standingOf(row, now) }));
}

const facts = (
  domain: string,
  site: string | null,
  service: RedundancyFacts['service'],
  doors: readonly StandingDoor[],
): RedundancyFacts => ({
  domain,
  site,
  service,
  doors: doors.map(({ host, port, standing }) => ({ host, port, standing })),
});

function judged(of: RedundancyFacts): FoundInFleet[] {
  const discovery = lastHealthyDoor.check(of);
  if (discovery === null) return [];
  const place = of.site === null ? of.domain : `${of.domain}/${of.site}`;
  const hosts = [...new Set(of.doors.filter(({ standing }) => standing !== 'maintenance').map(({ host }) => host))];
  return [{ subject: of.service === 'directory' ? place : `${place} (global catalog)`, domain: of.domain, hosts, discovery }];
}

/** 603 for every domain and, where the domain as a whole is sound, for every site of it; pure. */
export function findLastDoors(doors: readonly StandingDoor[]): FoundInFleet[] {
  const services = Map.groupBy(doors, ({ domain, port }) => `${port === globalCatalogPort ? 'global-catalog' : 'directory'} ${domain}`);
  return [...services.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const service = first.port === globalCatalogPort ? 'global-catalog' : 'directory';
    const whole = first.domain === '' ? [] : judged(facts(first.domain, null, service, group));
    if (whole.length > 0) return whole;
    const sites = Map.groupBy(group, ({ site }) => site);
    return [...sites].flatMap(([site, of]) => (site === '' ? [] : judged(facts(first.domain, site, service, of))));
  });
}
