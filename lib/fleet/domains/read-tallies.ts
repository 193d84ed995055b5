import { judgeEndpoint, type LookFacts, stateRank, verdictPolicyOf } from '../../checks/read/host-state.ts';
import type { HostState } from '../../checks/read/views.ts';
import type { Database } from '../../db/client.ts';
import type { Verdict } from '../../diagnosis/rule.ts';

/** The doors of a domain in numbers. */
export type DomainTally = {
  doorCount: number;
  healthyDoorCount: number;
  /** The worst state of its doors; null where there are none. */
  worst: HostState | null;
  /** Known sites of hosts with a door. */
  siteCount: number;
  /** Hosts with findings that are accepted for now. */
  acceptedHostCount: number;
  /** The first end of a leaf that any location sees there. ISO 8601 in UTC. */
  endsAt: string | null;
};

/**
 * What decides the states of doors and nothing else, column by column; an entry for each location that has a state of a door, and one
 * for a door that none has. Times are in ms; a column of nothing is null.
 */
type LookColumns = {
  door: string[] | null;
  domainId: number[];
  intervalSeconds: number[];
  pausedAt: (number | null)[];
  verdict: (Verdict | null)[];
  checkedAt: (number | null)[];
};
type CountRow = { id: number; policy: string; siteCount: number; acceptedHostCount: number; firstEnd: Date | null };
type Door = { domainId: number; intervalSeconds: number; pausedAt: Date | null; looks: LookFacts[] };

/** The worst of the states; null for none. */
export const worstOf = (states: readonly HostState[]): HostState | null =>
  states.reduce<HostState | null>((worst, state) => (worst === null || stateRank(state) < stateRank(worst) ? state : worst), null);

/** The doors of every domain in numbers by its id, judged as everywhere; two statements over current states, whatever their number. */
export async function readTallies(db: Database, now: Date): Promise<Map<number, DomainTally>> {
  const [counts, [seen]] = await Promise.all([
    db.$queryRaw<CountRow[]>`
      SELECT domain.id, domain.verdict_policy AS policy, count(DISTINCT NULLIF(held.site, ''))::int AS "siteCount",
        (count(*) FILTER (WHERE held.accepted))::int AS "acceptedHostCount", min(held.ends_at) AS "firstEnd"
      FROM domains AS domain LEFT JOIN (
        SELECT host.domain_id, COALESCE(NULLIF(host.site, ''), host.site_detected) AS site, bool_or(state.accepted_count > 0) AS accepted,
          min(state.leaf_not_after) FILTER (WHERE state.leaf_sha256 IS NOT NULL) AS ends_at
        FROM hosts AS host JOIN endpoints AS door ON door.host_id = host.id LEFT JOIN endpoint_states AS state ON state.endpoint_id = door.id
        GROUP BY host.id) AS held ON held.domain_id = domain.id
      GROUP BY domain.id`,
    db.$queryRaw<{ looks: string }[]>`
      SELECT json_build_object('door', json_agg(door.id), 'domainId', json_agg(host.domain_id),
        'intervalSeconds', json_agg(door.interval_seconds), 'pausedAt', json_agg((date_part('epoch', host.paused_at) * 1000)::int8),
        'verdict', json_agg(state.verdict), 'checkedAt', json_agg((date_part('epoch', state.last_checked_at) * 1000)::int8))::text AS looks
      FROM hosts AS host JOIN endpoints AS door ON door.host_id = host.id LEFT JOIN endpoint_states AS state ON state.endpoint_id = door.id
      WHERE host.domain_id IS NOT NULL`,
  ]);
  const doors = Map.groupBy(seen === undefined ? [] : doorsOf(JSON.parse(seen.looks)), ({ domainId }) => domainId);
  return new Map(
    counts.map(({ id, policy: kept, siteCount, acceptedHostCount, firstEnd }) => {
      const policy = verdictPolicyOf(kept);
      const states = (doors.get(id) ?? []).map((door) => judgeEndpoint({ ...door, port: 0, policy }, now).state);
      const healthyDoorCount = states.filter((state) => state === 'healthy').length;
      const endsAt = firstEnd?.toISOString() ?? null;
      return [id, { doorCount: states.length, healthyDoorCount, worst: worstOf(states), siteCount, acceptedHostCount, endsAt }];
    }),
  );
}

const dateOf = (ms: number | null | undefined): Date | null => (ms === null || ms === undefined ? null : new Date(ms));
const untold = { verdictSince: null, confirming: false, cause: null, summary: null, unknownBecause: null };

function doorsOf({ door: ids, domainId, intervalSeconds, pausedAt, verdict, checkedAt }: LookColumns): Door[] {
  const doors = new Map<string, Door>();
  for (const [index, id] of (ids ?? []).entries()) {
    const look = { ...untold, verdict: verdict[index] ?? null, lastCheckedAt: dateOf(checkedAt[index]) };
    const door = doors.get(id);
    if (door) door.looks.push(look);
    else
      doors.set(id, {
        ...{ domainId: domainId[index] ?? 0, intervalSeconds: intervalSeconds[index] ?? 0, pausedAt: dateOf(pausedAt[index]) },
        looks: [look],
      });
  }
  return [...doors.values()];
}
