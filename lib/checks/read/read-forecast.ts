import type { Database } from '../../db/client.ts';
import { type JudgedHost, readJudgedHosts } from './board-rows.ts';
import { stateRank } from './host-state.ts';
import type { Outlook } from './outlook.ts';
import { boardOf } from './read-board.ts';
import { readRevision } from './revision.ts';
import type { BoardView, ForecastDoor, ForecastGroup, ForecastView, HostState } from './views.ts';

/** How many certificates are named at most, and how many hosts beside each. */
const groupsMax = 30;
const hostsMax = 6;

/** The board as of a later time, if nothing is renewed until then, with what changes on the way. */
export type BoardAhead = { board: BoardView; forecast: ForecastView };

/**
 * Judges the fleet for a later time from the forecasts that checks left behind; nothing is probed and no evidence is read. One
 * statement for the hosts, whatever their number, and one for the names of the certificates shown. Hosts that are paused stay in
 * maintenance, and results that are too old today say no more of a later time than of now.
 */
export async function readBoardAhead(db: Database, { now, at }: { now: Date; at: Date }): Promise<BoardAhead> {
  const revision = await readRevision(db);
  const judged = await readJudgedHosts(db, 'all', now, at);
  const board = boardOf(judged, { now: at, silentWorkers: [], revision });
  return { board: { ...board, changedLastHour: [] }, forecast: await forecastOf(db, judged) };
}

/** Every door that turns between now and then, the worst first, then the soonest; judged as `readBoardAhead` judges. */
export async function readForecastDoors(db: Database, { now, at }: { now: Date; at: Date }): Promise<ForecastDoor[]> {
  const turns = turnsOf(await readJudgedHosts(db, 'all', now, at));
  const known = await readCertificates(db, turns);
  return turns
    .map(({ name: host, port, from, to, at: turnsAt, cause, sha256 }): ForecastDoor => {
      return { host, port, from, to, at: turnsAt.toISOString(), cause, sha256, ...certificateOf(sha256, known) };
    })
    .sort(
      (one, other) =>
        stateRank(one.to) - stateRank(other.to) || inOrder(one.at, other.at) || inOrder(one.host, other.host) || one.port - other.port,
    );
}

async function forecastOf(db: Database, judged: readonly JudgedHost[]): Promise<ForecastView> {
  const turns = turnsOf(judged);
  const groups = [...Map.groupBy(turns, ({ sha256, to, cause }) => `${to} ${cause?.id ?? ''} ${sha256 ?? ''}`).values()]
    .flatMap(groupOf)
    .sort(
      (one, other) => stateRank(one.to) - stateRank(other.to) || inOrder(one.firstAt, other.firstAt) || other.hostCount - one.hostCount,
    );
  return { groups: await named(db, groups.slice(0, groupsMax)), groupCount: groups.length, hostCounts: countHosts(turns) };
}

/** Texts of times, compared as they are: collation would take longer than all the rest. */
const inOrder = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

type Turn = Outlook & { name: string };

const turnsOf = (judged: readonly JudgedHost[]): Turn[] =>
  judged.flatMap(({ host, turns }) => turns.map((turn) => ({ ...turn, name: host.name })));

function groupOf(turns: readonly Turn[]): ForecastGroup[] {
  const ordered = turns.toSorted((one, other) => one.at.getTime() - other.at.getTime());
  const [first, last] = [ordered[0], ordered.at(-1)];
  if (first === undefined || last === undefined) return [];
  const hosts = [...Map.groupBy(ordered, ({ name }) => name)];
  return [
    {
      ...{ sha256: first.sha256, name: null, isIssuer: false, endsAt: null, cause: first.cause, to: first.to },
      firstAt: first.at.toISOString(),
      lastAt: last.at.toISOString(),
      hostCount: hosts.length,
      hosts: hosts.slice(0, hostsMax).map(([name, doors]) => ({
        name,
        doors: doors.map(({ port, from, at }) => ({ port, from, at: at.toISOString() })),
      })),
    },
  ];
}

function countHosts(turns: readonly Turn[]): ForecastView['hostCounts'] {
  const counts: Record<HostState, number> = { critical: 0, warning: 0, stale: 0, 'not-checked': 0, maintenance: 0, healthy: 0 };
  for (const [state, ofState] of Map.groupBy(turns, ({ to }) => to)) counts[state] = new Set(ofState.map(({ name }) => name)).size;
  return counts;
}

/** The groups with what is kept of their certificates. */
async function named(db: Database, groups: readonly ForecastGroup[]): Promise<ForecastGroup[]> {
  const known = await readCertificates(db, groups);
  return groups.map((group) => ({ ...group, ...certificateOf(group.sha256, known) }));
}

type KeptCertificate = { sha256: string; name: string; isIssuer: boolean; endsAt: Date | null };
type KnownCertificates = ReadonlyMap<string, KeptCertificate>;

async function readCertificates(db: Database, turns: readonly { sha256: string | null }[]): Promise<KnownCertificates> {
  const wanted = [...new Set(turns.flatMap(({ sha256 }) => sha256 ?? []))];
  const rows = await db.$queryRaw<KeptCertificate[]>`
    SELECT sha256, COALESCE(NULLIF(name, ''), subject) AS name, not_after AS "endsAt",
      -- A server that signed for itself may say that it is an authority, and is none above anybody.
      is_ca AND NOT EXISTS (
        SELECT 1 FROM served_certificates AS served
        WHERE served.sha256 = certificates.sha256 AND served.is_leaf AND served.to_at IS NULL
      ) AS "isIssuer"
    FROM certificates WHERE sha256 = ANY(${wanted})`;
  return new Map(rows.map((row) => [row.sha256, row]));
}

function certificateOf(sha256: string | null, known: KnownCertificates): Pick<ForecastGroup, 'name' | 'isIssuer' | 'endsAt'> {
  const certificate = sha256 === null ? undefined : known.get(sha256);
  if (certificate === undefined) return { name: null, isIssuer: false, endsAt: null };
  const { name, isIssuer, endsAt } = certificate;
  return { name, isIssuer, endsAt: endsAt?.toISOString() ?? null };
}
