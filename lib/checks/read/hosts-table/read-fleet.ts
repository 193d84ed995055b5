import type { Database } from '../../../db/client.ts';
import { type Profile, profiles, type Severity, type Verdict } from '../../../diagnosis/rule.ts';
import {
  decidingEndpoint,
  isConfirming,
  isFromFuture,
  judgeEndpoint,
  type LookFacts,
  leadingCause,
  type VerdictPolicy,
  verdictPolicyOf,
} from '../host-state.ts';
import type { CauseRef, HostState } from '../views.ts';

/** The fleet as the database has it, column by column: that is sent and read several times as fast as row by row. Times are in ms. */
type HostColumns = {
  id: string[];
  name: string[];
  domain: (number | null)[];
  site: string[];
  tags: (string[] | null)[];
  owner: string[];
  profile: (string | null)[];
  pausedAt: (number | null)[];
  intended: boolean[];
  managed: (string | null)[];
  domains: [id: number, name: string, owner: string, policy: string][] | null;
};
type DoorColumns = {
  host: string[];
  door: string[];
  port: number[];
  interval: number[];
  from: (string[] | null)[];
  verdict: (Verdict | null)[];
  since: (number | null)[];
  confirming: (boolean | null)[];
  cause: (string | null)[];
  checked: (number | null)[];
  expires: (number | null)[];
  profile: (string | null)[];
  accepted: (number | null)[];
  location: (number | null)[];
  causes: [id: string, no: number, title: string, severity: Severity][] | null;
};

/** A host of the list as it is judged, before it is shown. */
export type ListedHost = {
  id: string;
  name: string;
  domain: string | null;
  site: string;
  tags: readonly string[];
  owner: string;
  ports: number[];
  profile: Profile | null;
  profileSetByHand: boolean;
  pausedAt: Date | null;
  ldapsIntended: boolean;
  managedBy: string | null;
  intervalsSeconds: number[];
  locations: string[];
  state: HostState;
  since: Date | null;
  cause: CauseRef | null;
  confirming: boolean;
  /** Findings that somebody accepted for a time. */
  accepted: number;
  expiresMs: number | null;
  checkedMs: number | null;
};

type Door = { port: number; intervalSeconds: number; from: readonly string[]; looks: ListedLook[] };
type ListedLook = LookFacts & { locationId: number; expiresMs: number | null; profile: string | null; accepted: number };

/** Every host with its state now. Two statements, whatever the age of the installation; no order. */
export async function readFleet(db: Database, now: Date): Promise<ListedHost[]> {
  const [[hostAnswer], [doorAnswer]] = await Promise.all([
    db.$queryRaw<{ columns: string }[]>`
      SELECT json_build_object(
        'id', json_agg(id), 'name', json_agg(name), 'domain', json_agg(domain_id), 'site', json_agg(COALESCE(NULLIF(site, ''), site_detected)),
        'tags', json_agg(NULLIF(tags, '{}')), 'owner', json_agg(owner), 'profile', json_agg(profile),
        'pausedAt', json_agg((date_part('epoch', paused_at) * 1000)::int8), 'intended', json_agg(ldaps_intended),
        'managed', json_agg(managed_by),
        'domains', (SELECT json_agg(json_build_array(id, name, owner, verdict_policy)) FROM domains)
      )::text AS columns FROM hosts`,
    db.$queryRaw<{ columns: string }[]>`
      SELECT json_build_object(
        'host', json_agg(door.host_id), 'door', json_agg(door.id), 'port', json_agg(door.port),
        'interval', json_agg(door.interval_seconds), 'from', json_agg(NULLIF(door.probed_from, '{}')),
        'verdict', json_agg(state.verdict), 'since', json_agg((date_part('epoch', state.verdict_since) * 1000)::int8),
        'confirming', json_agg(state.confirming), 'cause', json_agg(state.root_cause_id),
        'checked', json_agg((date_part('epoch', state.last_checked_at) * 1000)::int8),
        'expires', json_agg((date_part('epoch', state.leaf_not_after) * 1000)::int8), 'profile', json_agg(state.detected_profile),
        'accepted', json_agg(state.accepted_count), 'location', json_agg(state.location_id),
        'causes', (SELECT json_agg(json_build_array(root_cause_id, no, title, severity)) FROM (
          SELECT root_cause_id, min(root_cause_no) AS no, min(root_cause_title) AS title, min(root_cause_severity) AS severity
          FROM endpoint_states WHERE root_cause_id IS NOT NULL GROUP BY root_cause_id) AS cause)
      )::text AS columns
      FROM endpoints AS door LEFT JOIN endpoint_states AS state ON state.endpoint_id = door.id`,
  ]);
  if (!hostAnswer || !doorAnswer) return [];
  return judgeFleet(JSON.parse(hostAnswer.columns), JSON.parse(doorAnswer.columns), now);
}

function judgeFleet(hosts: HostColumns, doors: DoorColumns, now: Date): ListedHost[] {
  const doorsOf = groupDoors(doors);
  const domains = new Map((hosts.domains ?? []).map(([id, name, owner, policy]) => [id, { name, owner, policy }]));
  return (hosts.id ?? []).map((id, index) => {
    const domain = domains.get(hosts.domain[index] ?? 0);
    const ownDoors = [...(doorsOf.get(id)?.values() ?? [])].sort((a, b) => a.port - b.port);
    const pausedAt = dateOf(hosts.pausedAt[index]);
    const byHand = profiles.find((profile) => profile === hosts.profile[index]) ?? null;
    return {
      id,
      name: hosts.name[index] ?? '',
      domain: domain?.name ?? null,
      site: hosts.site[index] ?? '',
      tags: hosts.tags[index] ?? [],
      owner: hosts.owner[index] || domain?.owner || '',
      ports: ownDoors.map(({ port }) => port),
      profile: byHand ?? seenProfile(ownDoors),
      profileSetByHand: byHand !== null,
      pausedAt,
      ldapsIntended: hosts.intended[index] ?? true,
      managedBy: hosts.managed[index] ?? null,
      intervalsSeconds: each(ownDoors.map(({ intervalSeconds }) => intervalSeconds)).sort((a, b) => a - b),
      locations: ownDoors.some(({ from }) => from.length === 0) ? [] : each(ownDoors.flatMap(({ from }) => from)).sort(),
      ...judge(ownDoors, { pausedAt, policy: verdictPolicyOf(domain?.policy) }, now),
    };
  });
}

const each = <Value>(values: readonly Value[]): Value[] => (values.length < 2 ? [...values] : [...new Set(values)]);
const dateOf = (ms: number | null | undefined): Date | null => (ms === null || ms === undefined ? null : new Date(ms));

/** The doors of each host by their ids, each with what every location saw. */
function groupDoors(columns: DoorColumns): Map<string, Map<string, Door>> {
  const causes = new Map((columns.causes ?? []).map(([id, no, title, severity]) => [id, { id, no, title, severity }]));
  const byHost = new Map<string, Map<string, Door>>();
  for (const [index, hostId] of (columns.host ?? []).entries()) {
    const doors = byHost.get(hostId) ?? new Map<string, Door>();
    if (doors.size === 0) byHost.set(hostId, doors);
    const doorId = columns.door[index] ?? '';
    const door = doors.get(doorId) ?? {
      ...{ port: columns.port[index] ?? 0, intervalSeconds: columns.interval[index] ?? 0, from: columns.from[index] ?? [], looks: [] },
    };
    doors.set(doorId, door);
    const locationId = columns.location[index] ?? null;
    // No location has a state of this door yet.
    if (locationId === null) continue;
    door.looks.push({
      locationId,
      accepted: columns.accepted[index] ?? 0,
      verdict: columns.verdict[index] ?? null,
      verdictSince: dateOf(columns.since[index]),
      confirming: columns.confirming[index] ?? false,
      cause: causes.get(columns.cause[index] ?? '') ?? null,
      summary: null,
      unknownBecause: null,
      lastCheckedAt: dateOf(columns.checked[index]),
      expiresMs: columns.expires[index] ?? null,
      profile: columns.profile[index] ?? null,
    });
  }
  for (const doors of byHost.values())
    for (const { looks } of doors.values()) if (looks.length > 1) looks.sort((a, b) => a.locationId - b.locationId);
  return byHost;
}

const seenProfile = (doors: readonly Door[]): Profile | null => {
  for (const { looks } of doors)
    for (const look of looks) {
      const seen = look.profile === null ? undefined : profiles.find((profile) => profile === look.profile);
      if (seen) return seen;
    }
  return null;
};

function judge(doors: readonly Door[], host: { pausedAt: Date | null; policy: VerdictPolicy }, now: Date) {
  const deciding = decidingEndpoint(doors.map((door) => ({ port: door.port, judged: judgeEndpoint({ ...door, ...host }, now) })));
  const judged = deciding?.judged ?? { state: 'not-checked' as const, since: null, look: null };
  let expiresMs: number | null = null;
  let checkedMs: number | null = null;
  let accepted = 0;
  for (const { looks } of doors) {
    accepted += Math.max(0, ...looks.map((look) => look.accepted));
    for (const look of looks) {
      if (look.expiresMs !== null && (expiresMs === null || look.expiresMs < expiresMs)) expiresMs = look.expiresMs;
      const checked = look.lastCheckedAt;
      if (checked !== null && !isFromFuture(checked, now)) checkedMs = Math.max(checkedMs ?? 0, checked.getTime());
    }
  }
  return {
    ...{
      state: judged.state,
      since: judged.since,
      cause: leadingCause(judged),
      confirming: isConfirming(judged),
      accepted,
      expiresMs,
      checkedMs,
    },
  };
}
