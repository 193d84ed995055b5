import type { Database } from '../../db/client.ts';
import { aliveBetween } from '../heartbeat.ts';
import { type JudgedHost, readJudgedHosts } from './board-rows.ts';
import { hasLeadingCause } from './host-state.ts';
import { readRevision } from './revision.ts';
import { type BoardHost, type BoardView, hostStates, type WorkerNotice } from './views.ts';

const nextToExpireMax = 8;
const changedMax = 20;
const hourMs = 3_600_000;

/** The whole board at `now`. Three queries, whatever the age of the installation. */
export async function readBoard(db: Database, { now }: { now: Date }): Promise<BoardView> {
  const revision = await readRevision(db);
  const [judged, silentWorkers] = await Promise.all([readJudgedHosts(db, 'all', now), readSilentWorkers(db, now)]);
  return boardOf(judged, { now, silentWorkers, revision });
}

/** The board's view of hosts as they are judged, with the lists beside the tiles as of `now`. */
export function boardOf(
  judged: readonly JudgedHost[],
  { now, silentWorkers, revision }: { now: Date; silentWorkers: WorkerNotice[]; revision: string },
): BoardView {
  const lastResultAt = judged.reduce<Date | null>(
    (latest, { lastCheckedAt }) => (lastCheckedAt !== null && (latest === null || lastCheckedAt > latest) ? lastCheckedAt : latest),
    null,
  );
  return {
    hosts: judged.map(({ host }) => host),
    counts: countStates(judged),
    causes: rankCauses(judged),
    nextToExpire: listNextToExpire(judged, now),
    changedLastHour: listChanged(judged, now),
    silentWorkers,
    lastResultAt: lastResultAt?.toISOString() ?? null,
    revision,
    generatedAt: now.toISOString(),
  };
}

/** Some hosts of the board, by name; names that are not registered are left out. */
export async function readBoardHosts(db: Database, { now, names }: { now: Date; names: readonly string[] }): Promise<BoardHost[]> {
  return (await readJudgedHosts(db, { names }, now)).map(({ host }) => host);
}

/** What changed on the board since a revision. */
export type BoardChanges = {
  /** `hosts` is the whole board, because hosts were removed or the revision is not of this database. */
  whole: boolean;
  /** Changed hosts, some of them perhaps unchanged, and all whose results are old. */
  hosts: BoardHost[];
  /** All of them, as in the board's view. */
  silentWorkers: WorkerNotice[];
  revision: string;
};

/** The hosts to patch into a board that was read at revision `since`. */
export async function readBoardChanges(db: Database, { now, since }: { now: Date; since: bigint }): Promise<BoardChanges> {
  const [mark] = await db.$queryRaw<{ revision: string; whole: boolean }[]>`
    SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS revision,
      ${since} > pg_snapshot_xmax(pg_current_snapshot())::text::bigint
        OR EXISTS (SELECT FROM fleet_mark WHERE fleet_mark.revision >= ${since}) AS whole`;
  const whole = mark?.whole ?? true;
  const [judged, silentWorkers] = await Promise.all([readJudgedHosts(db, whole ? 'all' : { since }, now), readSilentWorkers(db, now)]);
  return { whole, hosts: judged.map(({ host }) => host), silentWorkers, revision: mark?.revision ?? '0' };
}

/** How many hosts are registered. */
export async function countHosts(db: Database): Promise<number> {
  return db.host.count();
}

function countStates(judged: readonly JudgedHost[]): BoardView['counts'] {
  const counts: BoardView['counts'] = { critical: 0, warning: 0, stale: 0, 'not-checked': 0, maintenance: 0, healthy: 0 };
  for (const { host } of judged) counts[host.state] += 1;
  return counts;
}

/** Causes that lead on a host which needs attention; most hosts first, the worse and the lower number among equals. */
function rankCauses(judged: readonly JudgedHost[]): BoardView['causes'] {
  const causes = new Map<string, BoardView['causes'][number]>();
  for (const { host, causeSeverity } of judged) {
    if (host.cause === null || causeSeverity === null || !hasLeadingCause(host.state)) continue;
    const known = causes.get(host.cause.id);
    const severity = known?.severity === 'critical' ? known.severity : causeSeverity;
    causes.set(host.cause.id, { ...host.cause, severity, hostCount: (known?.hostCount ?? 0) + 1 });
  }
  return [...causes.values()].sort((a, b) => b.hostCount - a.hostCount || (a.severity < b.severity ? -1 : 1) || a.no - b.no);
}

/** Leaves that have yet to expire, soonest first; the expired ones lead the board as it is. */
function listNextToExpire(judged: readonly JudgedHost[], now: Date): BoardView['nextToExpire'] {
  return judged
    .flatMap(({ host, soonest }) => (soonest !== null && soonest.at > now ? [{ name: host.name, ...soonest }] : []))
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .slice(0, nextToExpireMax)
    .map(({ name, port, at }) => ({ name, port, expiresAt: at.toISOString() }));
}

/** Newest first. A new host that turned out healthy is no news. */
function listChanged(judged: readonly JudgedHost[], now: Date): BoardView['changedLastHour'] {
  const hourAgo = new Date(now.getTime() - hourMs);
  return judged
    .flatMap(({ host, createdAt }) =>
      host.since !== null && !(host.state === 'healthy' && createdAt > hourAgo) ? [{ ...host, since: host.since }] : [],
    )
    .filter(({ since }) => new Date(since) > hourAgo)
    .sort((a, b) => (a.since < b.since ? 1 : -1) || hostStates.indexOf(a.state) - hostStates.indexOf(b.state))
    .slice(0, changedMax)
    .map(({ name, state, since }) => ({ name, state, since }));
}

/** Locations whose workers have not been heard of for a while, and those whose own network is gone. */
export async function readSilentWorkers(db: Database, now: Date): Promise<WorkerNotice[]> {
  const alive = aliveBetween(now);
  const rows = await db.$queryRaw<{ name: string; last_seen_at: Date | null; network_gone_since: Date | null; host_count: number }[]>`
    SELECT location.name, location.last_seen_at, location.network_gone_since, (
      SELECT count(DISTINCT endpoint.host_id)::int FROM endpoint_states AS state JOIN endpoints AS endpoint ON endpoint.id = state.endpoint_id
      WHERE state.location_id = location.id
    ) AS host_count
    FROM locations AS location 
    WHERE location.last_seen_at IS NULL OR location.last_seen_at NOT BETWEEN ${alive.from} AND ${alive.to}
      OR location.network_gone_since IS NOT NULL
    ORDER BY location.name`;
  return rows.map((row) => ({
    location: row.name,
    lastSeenAt: row.last_seen_at?.toISOString() ?? null,
    hostCount: row.host_count,
    networkGoneSince: isAlive(row.last_seen_at, alive) ? (row.network_gone_since?.toISOString() ?? null) : null,
  }));
}

const isAlive = (lastSeenAt: Date | null, { from, to }: { from: Date; to: Date }): boolean =>
  lastSeenAt !== null && lastSeenAt >= from && lastSeenAt <= to;
