import { setTimeout as sleep } from 'node:timers/promises';
import { requestCheck } from '../../../lib/checks/request-check.ts';
import { now } from '../../../lib/clock.ts';
import { createDatabase, type Database } from '../../../lib/db/client.ts';
import { editHost } from '../../../lib/fleet/edit-host.ts';
import { pauseHost } from '../../../lib/fleet/pause-host.ts';
import { registerHosts } from '../../../lib/fleet/register-hosts.ts';
import { resumeHost } from '../../../lib/fleet/resume-host.ts';
import { openQueue, type Queue } from '../../../lib/queue/queue.ts';

/** What the database owes us about one host. After a change that was not acknowledged, either value may stand. */
export type OwedHost = { name: string; sites: Set<string>; paused: Set<boolean> };
/** A check that was promised: one must have started after `at`. */
export type OwedCheck = { endpointId: string; at: Date };

export type FleetLoad = {
  owedHosts: Map<string, OwedHost>;
  owedChecks: OwedCheck[];
  /** Lists of names whose registration was not acknowledged: all of each list are there, or none. */
  doubtful: string[][];
  counts: { acknowledged: number; refused: number };
  /** Refusals that are not due to a database that was away. */
  faults: unknown[];
  stop: () => Promise<void>;
};

type LoadOptions = { url: string; ports: readonly number[]; hostCountMax: number; random: () => number };

/** Registers, edits, pauses and requests checks through the same verbs as the pages, over and over, and remembers what was promised. */
export function startFleetLoad(options: LoadOptions): FleetLoad {
  const db = createDatabase(options.url, { poolSize: 4 });
  const stopping = new AbortController();
  const load: FleetLoad = {
    ...{ owedHosts: new Map(), owedChecks: [], doubtful: [], counts: { acknowledged: 0, refused: 0 }, faults: [] },
    stop: async () => {
      stopping.abort();
      await Promise.all(writers);
      await queue?.stop();
      await db.$disconnect();
    },
  };
  let queue: Queue | null = null;
  const openedQueue = async (): Promise<Queue> => (queue ??= await openQueue(options.url, () => undefined));
  const writers = [0, 1, 2].map(async (writer) => {
    for (let turn = 0; !stopping.signal.aborted; turn++) {
      try {
        await act({ ...options, db, load, writer, turn, openedQueue });
        load.counts.acknowledged += 1;
      } catch (error) {
        load.counts.refused += 1;
        if (!isAway(error)) load.faults.push(error);
      }
      await sleep(20 + options.random() * 80);
    }
  });
  return load;
}

type Turn = LoadOptions & { db: Database; load: FleetLoad; writer: number; turn: number; openedQueue: () => Promise<Queue> };

async function act(turn: Turn): Promise<void> {
  const { db, load, random } = turn;
  const context = { db, now: now(), actor: `writer ${turn.writer}` };
  const mine = [...load.owedHosts.values()].filter(({ name }) => name.startsWith(`dc${turn.writer}-`));
  const host = mine[Math.floor(random() * mine.length)];
  if (host === undefined || (random() < 0.3 && load.owedHosts.size < turn.hostCountMax)) return register(turn, context);
  const row = await db.host.findUnique({
    where: { name: host.name },
    select: { id: true, pausedAt: true, endpoints: { select: { id: true } } },
  });
  if (row === null) throw new Error(`${host.name} is lost.`);
  const hostId = row.id;
  if (host.name.endsWith('-0.kill.example') && random() < 0.5) {
    // Only these are ever paused, so that checks of the others may be counted on.
    const pause = row.pausedAt === null;
    await change(host.paused, pause, () => (pause ? pauseHost(context, { hostId, reason: 'load' }) : resumeHost(context, { hostId })));
  } else if (!host.name.endsWith('-0.kill.example') && random() < 0.2) {
    const endpointId = row.endpoints[0]?.id;
    if (endpointId === undefined) throw new Error(`${host.name} has lost its door.`);
    // Opened as late as the pages do it: whoever finds a worker finds the tables of the queue, which the first worker makes.
    const queue: Queue = { enqueue: async (...given) => (await turn.openedQueue()).enqueue(...given), stop: async () => undefined };
    await requestCheck(context, { endpointId }, queue);
    load.owedChecks.push({ endpointId, at: context.now });
  } else {
    const wanted = `Site ${turn.turn}`;
    await change(host.sites, wanted, () => editHost(context, { hostId, site: wanted }));
  }
}

async function register(turn: Turn, context: { db: Database; now: Date; actor: string }): Promise<void> {
  const names = [0, 1, 2].map((index) => `dc${turn.writer}-${turn.turn}-${index}.kill.example`);
  const lines = names.map((name, index) => `ldaps://${name}:${turn.ports[(turn.turn + index) % turn.ports.length]}`).join('\n');
  try {
    await registerHosts(context, { lines, site: 'New', intervalSeconds: 30 });
  } catch (error) {
    turn.load.doubtful.push(names);
    throw error;
  }
  for (const name of names) turn.load.owedHosts.set(name, { name, sites: new Set(['New']), paused: new Set([false]) });
}

/** Until the change is acknowledged, the values before it may stand as well. */
async function change<Value>(owed: Set<Value>, wanted: Value, make: () => Promise<unknown>): Promise<void> {
  const before = [...owed];
  owed.add(wanted);
  await make();
  for (const value of before) if (value !== wanted) owed.delete(value);
}

/** Did the verb fail because the database was away or cut the connection, or because no worker is alive? */
function isAway(error: unknown): boolean {
  for (let each = error, depth = 0; each instanceof Error && depth < 4; each = each.cause, depth++) {
    const code = 'code' in each ? String(each.code) : '';
    if (/^(ECONN|ENOENT|EPIPE|57P0|P1001|P1002|P1008|P1017|P2024|P2028)/.test(code)) return true;
    if (/connection|can't reach|shutting down|starting up|recovery|timeout|ECONN|ENOENT|No worker/i.test(each.message)) return true;
  }
  return false;
}
