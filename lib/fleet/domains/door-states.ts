import { type Judged, judgeEndpoint, type LookFacts, verdictPolicyOf } from '../../checks/read/host-state.ts';
import type { Database, Transaction } from '../../db/client.ts';
import { Prisma } from '../../db/generated/client.ts';
import type { Severity, Verdict } from '../../diagnosis/rule.ts';

type Look = LookFacts & { leafEndsMs: number | null; acceptedCount: number };

/** Column by column: that is sent and read several times as fast as row by row. Times are in ms; a column of nothing is null. */
type HostColumns = {
  name: string[] | null;
  domainId: (number | null)[];
  site: string[];
  pausedAt: (number | null)[];
  ldapsIntended: boolean[];
  standsForDomain: boolean[];
};
/** One entry for each location that has a state of a door, and one without such a state for a door that none has; a door's in a row. */
type LookColumns = {
  /** Place in the columns of hosts. */
  host: number[] | null;
  port: number[];
  transport: DoorState['transport'][];
  intervalSeconds: number[];
  verdict: (Verdict | null)[];
  confirming: (boolean | null)[];
  checkedAt: (number | null)[];
  causeId: (string | null)[];
  leafEndsAt: (number | null)[];
  /** Null where no location has a state. */
  acceptedCount: (number | null)[];
};
type Columns = {
  hosts: HostColumns;
  looks: LookColumns;
  domains: [id: number, name: string, policy: string][] | null;
  causes: [id: string, no: number, title: string, severity: Severity][] | null;
};
type Causes = ReadonlyMap<string, LookFacts['cause']>;

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
  /** The first end of a leaf that any location sees there, in ms; null when none did. */
  leafEndsMs: number | null;
  /** Findings there that are accepted and count for no state: the most that one location has. */
  acceptedCount: number;
};

/** Which doors to read: those of one domain, or those of the domains in which some door is critical. */
export type DoorScope = 'with-critical' | { domainId: number };

function scopeCondition(scope: DoorScope): Prisma.Sql {
  if (scope !== 'with-critical') return Prisma.sql`host.domain_id = ${scope.domainId}`;
  return Prisma.sql`COALESCE(host.domain_id, 0) IN (
    SELECT COALESCE(failing.domain_id, 0) FROM endpoint_states AS state
      JOIN endpoints AS door ON door.id = state.endpoint_id JOIN hosts AS failing ON failing.id = door.host_id
    WHERE state.verdict = 'critical')`;
}

/** The doors in a scope with their states, by host and port, judged as everywhere; one statement over current states. */
export async function readDoorStates(db: Database | Transaction, scope: DoorScope, now: Date): Promise<DoorState[]> {
  const [row] = await db.$queryRaw<{ columns: string }[]>`
    WITH chosen AS MATERIALIZED (
      SELECT (row_number() OVER (ORDER BY host.name) - 1)::int AS place, host.id, host.name, host.domain_id, host.site, host.site_detected,
        host.paused_at, host.ldaps_intended, host.stands_for_domain
      FROM hosts AS host WHERE ${scopeCondition(scope)}
    ), look AS MATERIALIZED (
      SELECT chosen.place, door.port, door.transport, door.interval_seconds, state.verdict, state.confirming, state.last_checked_at,
        state.root_cause_id, state.root_cause_no, state.root_cause_title, state.root_cause_severity, state.accepted_count,
        CASE WHEN state.leaf_sha256 IS NOT NULL THEN state.leaf_not_after END AS leaf_ends_at
      FROM chosen JOIN endpoints AS door ON door.host_id = chosen.id LEFT JOIN endpoint_states AS state ON state.endpoint_id = door.id
      ORDER BY chosen.place, door.port, state.location_id
    )
    SELECT json_build_object(
      'hosts', (
        SELECT json_build_object('name', json_agg(name), 'domainId', json_agg(domain_id),
          'site', json_agg(COALESCE(NULLIF(site, ''), site_detected)), 'pausedAt', json_agg((date_part('epoch', paused_at) * 1000)::int8),
          'ldapsIntended', json_agg(ldaps_intended), 'standsForDomain', json_agg(stands_for_domain))
        FROM (SELECT * FROM chosen ORDER BY place) AS host),
      'looks', (
        SELECT json_build_object('host', json_agg(place), 'port', json_agg(port), 'transport', json_agg(transport),
          'intervalSeconds', json_agg(interval_seconds), 'verdict', json_agg(verdict), 'confirming', json_agg(confirming),
          'checkedAt', json_agg((date_part('epoch', last_checked_at) * 1000)::int8), 'causeId', json_agg(root_cause_id),
          'leafEndsAt', json_agg((date_part('epoch', leaf_ends_at) * 1000)::int8), 'acceptedCount', json_agg(accepted_count))
        FROM look),
      'domains', (SELECT json_agg(json_build_array(id, name, verdict_policy)) FROM domains),
      'causes', (SELECT json_agg(json_build_array(id, no, title, severity)) FROM (
        SELECT root_cause_id AS id, min(root_cause_no) AS no, min(root_cause_title) AS title, min(root_cause_severity) AS severity
        FROM look WHERE root_cause_id IS NOT NULL GROUP BY root_cause_id) AS cause)
    )::text AS columns`;
  return row === undefined ? [] : doorsOf(JSON.parse(row.columns), now);
}

const dateOf = (ms: number | null | undefined): Date | null => (ms === null || ms === undefined ? null : new Date(ms));

const firstOf = (ends: readonly (number | null)[]): number | null =>
  ends.reduce((first, end) => (first === null || (end !== null && end < first) ? end : first), null);

function doorsOf({ hosts, looks, domains, causes }: Columns, now: Date): DoorState[] {
  const causeOf: Causes = new Map((causes ?? []).map(([id, no, title, severity]) => [id, { id, no, title, severity }]));
  const domainOf = new Map((domains ?? []).map(([id, name, policy]) => [id, { name, policy }]));
  const places = looks.host ?? [];
  const doors: DoorState[] = [];
  for (let first = 0, end = 0; first < places.length; first = end) {
    const place = places[first] ?? 0;
    const port = looks.port[first] ?? 0;
    for (end = first + 1; places[end] === place && looks.port[end] === port; ) end++;
    const seen = looksBetween(looks, first, end, causeOf);
    const domain = domainOf.get(hosts.domainId[place] ?? 0);
    const scheduled = { port, intervalSeconds: looks.intervalSeconds[first] ?? 0, pausedAt: dateOf(hosts.pausedAt[place]) };
    doors.push({
      host: hosts.name?.[place] ?? '',
      domainId: hosts.domainId[place] ?? null,
      domain: domain?.name ?? '',
      site: hosts.site[place] ?? '',
      ldapsIntended: hosts.ldapsIntended[place] ?? true,
      standsForDomain: hosts.standsForDomain[place] ?? false,
      port,
      transport: looks.transport[first] ?? 'ldaps',
      judged: judgeEndpoint({ ...scheduled, policy: verdictPolicyOf(domain?.policy), looks: seen }, now),
      leafEndsMs: firstOf(seen.map(({ leafEndsMs }) => leafEndsMs)),
      acceptedCount: Math.max(0, ...seen.map(({ acceptedCount }) => acceptedCount)),
    });
  }
  return doors;
}

/** What the locations saw of one door. */
function looksBetween(columns: LookColumns, first: number, end: number, causes: Causes): Look[] {
  const looks: Look[] = [];
  for (let index = first; index < end; index++) {
    const acceptedCount = columns.acceptedCount[index] ?? null;
    if (acceptedCount === null) continue;
    looks.push({
      verdict: columns.verdict[index] ?? null,
      verdictSince: null,
      confirming: columns.confirming[index] ?? false,
      cause: causes.get(columns.causeId[index] ?? '') ?? null,
      summary: null,
      unknownBecause: null,
      lastCheckedAt: dateOf(columns.checkedAt[index]),
      leafEndsMs: columns.leafEndsAt[index] ?? null,
      acceptedCount,
    });
  }
  return looks;
}
