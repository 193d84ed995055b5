import { type Judged, judgeEndpoint, type LookFacts, verdictPolicyOf } from '../../checks/read/host-state.ts';
import type { Database, Transaction } from '../../db/client.ts';
import { Prisma } from '../../db/generated/client.ts';
import type { Verdict } from '../../diagnosis/rule.ts';

type Look = LookFacts & { leafSha256: string | null; leafNotAfter: string | null; acceptedCount: number };
type LookRow = [
  verdict: Verdict | null,
  confirming: boolean,
  checked: string | null,
  cause: [id: string, no: number, title: string, severity: 'critical' | 'warning' | 'notice'] | null,
  leafSha256: string | null,
  leafNotAfter: string | null,
  acceptedCount: number,
];
type DoorRow = [
  host: string,
  domainId: number | null,
  domain: string,
  policy: string | null,
  site: string,
  pausedAt: string | null,
  ldapsIntended: boolean,
  standsForDomain: boolean,
  port: number,
  transport: 'ldaps' | 'starttls',
  intervalSeconds: number,
  looks: LookRow[] | null,
];

/** One door with its place and its state now. */
export type DoorState = {
  host: string;
  domainId: number | null;
  /** Empty for none. */
  domain: string;
  /** Empty when unknown. */
  site: string;
  ldapsIntended: boolean;
  standsForDomain: boolean;
  port: number;
  transport: 'ldaps' | 'starttls';
  judged: Judged<LookFacts>;
  /** The soonest-ending leaf that any location sees there; null when none did. */
  leaf: { sha256: string; notAfter: string | null } | null;
  /** Findings there that are accepted and count for no state: the most that one location has. */
  acceptedCount: number;
};

/** Which doors to read: all, those of one domain, or those of the domains in which some door is critical. */
export type DoorScope = 'all' | 'with-critical' | { domainId: number };

const lookOf = ([verdict, confirming, checked, cause, leafSha256, leafNotAfter, acceptedCount]: LookRow): Look => ({
  verdict,
  verdictSince: null,
  confirming,
  cause: cause && { id: cause[0], no: cause[1], title: cause[2], severity: cause[3] },
  summary: null,
  unknownBecause: null,
  lastCheckedAt: checked === null ? null : new Date(checked),
  leafSha256,
  leafNotAfter,
  acceptedCount,
});

function scopeCondition(scope: DoorScope): Prisma.Sql {
  if (scope === 'all') return Prisma.sql`true`;
  if (scope !== 'with-critical') return Prisma.sql`host.domain_id = ${scope.domainId}`;
  return Prisma.sql`COALESCE(host.domain_id, 0) IN (
    SELECT COALESCE(failing.domain_id, 0) FROM endpoint_states AS state
      JOIN endpoints AS door ON door.id = state.endpoint_id JOIN hosts AS failing ON failing.id = door.host_id
    WHERE state.verdict = 'critical')`;
}

/**
 * The doors in a scope with their states, by host and port, judged as everywhere; one query over current states. It comes as one text:
 * ten thousand rows would take far longer than their JSON.
 */
export async function readDoorStates(db: Database | Transaction, scope: DoorScope, now: Date): Promise<DoorState[]> {
  const [row] = await db.$queryRaw<{ doors: string | null }[]>`
    SELECT json_agg(json_build_array(host.name, host.domain_id, COALESCE(domain.name, ''), domain.verdict_policy,
      COALESCE(NULLIF(host.site, ''), host.site_detected), host.paused_at, host.ldaps_intended, host.stands_for_domain,
      endpoint.port, endpoint.transport, endpoint.interval_seconds, seen.looks) ORDER BY host.name, endpoint.port)::text AS doors
    FROM hosts AS host JOIN endpoints AS endpoint ON endpoint.host_id = host.id
      LEFT JOIN domains AS domain ON domain.id = host.domain_id
      LEFT JOIN LATERAL (
        SELECT json_agg(json_build_array(state.verdict, state.confirming, state.last_checked_at,
          CASE WHEN state.root_cause_id IS NOT NULL THEN
            json_build_array(state.root_cause_id, state.root_cause_no, state.root_cause_title, state.root_cause_severity) END,
          state.leaf_sha256, state.leaf_not_after, state.accepted_count) ORDER BY state.location_id) AS looks
        FROM endpoint_states AS state WHERE state.endpoint_id = endpoint.id) AS seen ON true
    WHERE ${scopeCondition(scope)}`;
  const rows = row?.doors ? (JSON.parse(row.doors) as DoorRow[]) : [];
  return rows.map((door) => stateOf(door, now));
}

function stateOf(row: DoorRow, now: Date): DoorState {
  const [host, domainId, domain, policy, site, paused, ldapsIntended, standsForDomain, port, transport, intervalSeconds, seen] = row;
  const looks = (seen ?? []).map(lookOf);
  const pausedAt = paused === null ? null : new Date(paused);
  const judged = judgeEndpoint({ port, intervalSeconds, pausedAt, policy: verdictPolicyOf(policy), looks }, now);
  const leaf = looks
    .flatMap(({ leafSha256, leafNotAfter }) => (leafSha256 === null ? [] : [{ sha256: leafSha256, notAfter: leafNotAfter }]))
    .reduce<DoorState['leaf']>((first, one) => (first === null || (one.notAfter ?? '9') < (first.notAfter ?? '9') ? one : first), null);
  const acceptedCount = Math.max(0, ...looks.map((look) => look.acceptedCount));
  return { host, domainId, domain, site, ldapsIntended, standsForDomain, port, transport, judged, leaf, acceptedCount };
}
