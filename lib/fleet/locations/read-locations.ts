import { aliveBetween } from '../../checks/heartbeat.ts';
import type { Database } from '../../db/client.ts';
import { keptNetwork, type LocationView, type Reach } from './views.ts';

type LocationRow = {
  name: string;
  reach: string;
  last_seen_at: Date | null;
  network: unknown;
  network_gone_since: Date | null;
  door_count: number;
  host_count: number;
  only_here_count: number;
  last_result_at: Date | null;
};

export const reachOf = (kept: string): Reach => (kept === 'outside' ? 'outside' : 'inside');

/** Every location by name, in one statement over current states. */
export async function readLocations(db: Pick<Database, '$queryRaw'>, { now }: { now: Date }): Promise<LocationView[]> {
  const rows = await db.$queryRaw<LocationRow[]>`
    WITH places AS (SELECT endpoint_id, count(*) AS count FROM endpoint_states GROUP BY endpoint_id),
    doors AS (
      SELECT state.location_id, count(*)::int AS door_count, count(DISTINCT endpoint.host_id)::int AS host_count,
        (count(*) FILTER (WHERE places.count = 1))::int AS only_here_count, max(state.last_checked_at) AS last_result_at
      FROM endpoint_states AS state JOIN endpoints AS endpoint ON endpoint.id = state.endpoint_id JOIN places ON places.endpoint_id = endpoint.id
      GROUP BY state.location_id)
    SELECT location.name, location.reach, location.last_seen_at, location.network, location.network_gone_since,
      coalesce(doors.door_count, 0) AS door_count, coalesce(doors.host_count, 0) AS host_count,
      coalesce(doors.only_here_count, 0) AS only_here_count, doors.last_result_at
    FROM locations AS location LEFT JOIN doors ON doors.location_id = location.id
    ORDER BY location.name`;
  const alive = aliveBetween(now);
  return rows.map((row) => ({
    name: row.name,
    reach: reachOf(row.reach),
    lastSeenAt: row.last_seen_at?.toISOString() ?? null,
    isSilent: row.last_seen_at === null || row.last_seen_at < alive.from || row.last_seen_at > alive.to,
    network: keptNetwork.safeParse(row.network).data ?? null,
    networkGoneSince: row.network_gone_since?.toISOString() ?? null,
    doorCount: row.door_count,
    hostCount: row.host_count,
    onlyHereCount: row.only_here_count,
    lastResultAt: row.last_result_at?.toISOString() ?? null,
  }));
}
