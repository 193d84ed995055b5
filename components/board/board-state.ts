import type { FleetChanges } from '#components/live/fleet-changes.ts';
import type { BoardHost, BoardView } from '#lib/checks/read/views.ts';

export type Connection = { status: 'connecting' | 'live' | 'polling' | 'offline'; retryInMs: number | null };

/** What the board knows at a time. Never changed in place. */
export type BoardState = {
  hosts: ReadonlyMap<string, BoardHost>;
  /** Changes of state that are news, perhaps older than the hour. */
  changed: BoardView['changedLastHour'];
  silentWorkers: BoardView['silentWorkers'];
  lastResultAt: string | null;
  /** The server's time of the newest of all this. */
  generatedAt: string;
  connection: Connection;
};

/** The board as the server rendered it. */
export function boardStateOf(view: BoardView, connection: Connection = { status: 'connecting', retryInMs: null }): BoardState {
  return {
    hosts: new Map(view.hosts.map((host) => [host.name, host])),
    changed: view.changedLastHour,
    silentWorkers: view.silentWorkers,
    lastResultAt: view.lastResultAt,
    generatedAt: view.generatedAt,
    connection,
  };
}

/** The board after some of its hosts changed, or after all of them came anew. */
export function patchBoard(state: BoardState, changes: FleetChanges): BoardState {
  const hosts = new Map(changes.whole ? [] : state.hosts);
  for (const host of changes.hosts) hosts.set(host.name, host);
  const news = changes.hosts.filter((host) => isNews(state.hosts.get(host.name), host));
  const isKept = ({ name }: { name: string }) => hosts.has(name) && !news.some((host) => host.name === name);
  return {
    ...state,
    hosts,
    silentWorkers: changes.silentWorkers,
    changed: [
      ...news.flatMap(({ name, state: now, since }) => (since === null ? [] : [{ name, state: now, since }])),
      ...state.changed.filter(isKept),
    ],
    lastResultAt: latest([state.lastResultAt, ...changes.hosts.map(({ checkedAt }) => checkedAt)]),
    generatedAt: latest([state.generatedAt, changes.generatedAt]) ?? state.generatedAt,
  };
}

/** A host that turned out healthy at its first check is none. */
const isNews = (before: BoardHost | undefined, after: BoardHost): boolean =>
  before?.state !== after.state &&
  after.since !== null &&
  !((before === undefined || before.state === 'not-checked') && after.state === 'healthy');

const latest = (times: readonly (string | null)[]): string | null =>
  times.reduce((newest, time) => (time !== null && (newest === null || Date.parse(time) > Date.parse(newest)) ? time : newest), null);
