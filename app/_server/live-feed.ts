import pg from 'pg';
import type { FleetChanges } from '#components/live/fleet-changes.ts';
import { LIVE_CHANNEL, type LiveEvent, liveEvent } from '#lib/checks/live-events.ts';
import { readBoardChanges } from '#lib/checks/read/read-board.ts';
import { parseRevision, readRevision } from '#lib/checks/read/revision.ts';
import { now } from '#lib/clock.ts';
import { database } from '#lib/db/client.ts';
import { databaseUrl } from '#lib/db/url.ts';
import { log } from '#lib/log.ts';

export type FeedMessage =
  | { event: 'changes'; data: FleetChanges }
  | { event: 'live'; data: Extract<LiveEvent, { type: 'progress' | 'finished' | 'findings' }> };
type Subscriber = (message: FeedMessage) => void;

/** Changes are gathered this long before they are read, so that a burst of checks costs one read. */
const gatherMs = 250;
/** Results grow stale without any event: so the changes are read this often in any case. */
const rereadMs = 30_000;
const reconnectMs = 1_000;
const subscribersMax = 500;

/** Changes of the board since a revision, or all of it when that is none of ours. */
export async function changesSince(since: string | null): Promise<FleetChanges> {
  const at = now();
  const from = since === null ? null : parseRevision(since);
  // A revision beyond every transaction makes the whole board be read.
  const changes = await readBoardChanges(database(), { now: at, since: from ?? 999_999_999_999_999_999n });
  return { ...changes, generatedAt: at.toISOString() };
}

/**
 * One LISTEN connection of this web process, fanned out to all its open browsers. It opens with the first subscriber, closes after
 * the last, and comes back by itself when the database was away.
 */
class LiveFeed {
  readonly #subscribers = new Set<Subscriber>();
  #client: pg.Client | null = null;
  #revision: string | null = null;
  #silent = '';
  #gathering: NodeJS.Timeout | null = null;
  #reread: NodeJS.Timeout | null = null;

  /**
   * `since` is the revision of what the browser shows, null when it shows no board. Returns the way to end the subscription; null when
   * too many browsers are listening.
   */
  subscribe(subscriber: Subscriber, since: string | null): (() => void) | null {
    if (this.#subscribers.size >= subscribersMax) return null;
    this.#subscribers.add(subscriber);
    if (this.#subscribers.size === 1) {
      // The first browser's place is the feed's: what changes while the connection opens is told by the first read.
      this.#revision = since;
      this.#open();
    }
    return () => {
      this.#subscribers.delete(subscriber);
      if (this.#subscribers.size === 0) this.#close();
    };
  }

  #open(): void {
    this.#reread = setInterval(() => this.#gather(), rereadMs);
    void this.#connect();
  }

  #close(): void {
    if (this.#reread) clearInterval(this.#reread);
    if (this.#gathering) clearTimeout(this.#gathering);
    this.#reread = null;
    this.#gathering = null;
    this.#revision = null;
    const client = this.#client;
    this.#client = null;
    void client?.end().catch(() => {});
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({ connectionString: databaseUrl(), application_name: 'port636 live', keepAlive: true });
    this.#client = client;
    const again = () => {
      if (this.#client !== client) return;
      this.#client = null;
      setTimeout(() => {
        if (this.#subscribers.size > 0 && this.#client === null) void this.#connect();
      }, reconnectMs);
    };
    client.on('error', again);
    client.on('end', again);
    client.on('notification', ({ payload }) => this.#receive(payload ?? ''));
    try {
      this.#revision ??= await readRevision(database());
      if (this.#client !== client) return;
      await client.connect();
      await client.query(`LISTEN ${LIVE_CHANNEL}`);
      // Whatever happened while nobody listened is among the changes.
      this.#gather();
    } catch (error) {
      log('web').warn({ err: error }, 'live changes cannot be listened to; trying again');
      again();
      await client.end().catch(() => {});
    }
  }

  #receive(payload: string): void {
    const event = readEvent(payload);
    if (event === null) return;
    if (event.type === 'progress' || event.type === 'finished' || event.type === 'findings') this.#tell({ event: 'live', data: event });
    if (event.type !== 'progress' && event.type !== 'findings') this.#gather();
  }

  #gather(): void {
    this.#gathering ??= setTimeout(async () => {
      this.#gathering = null;
      try {
        const changes = await changesSince(this.#revision);
        this.#revision = changes.revision;
        if (changes.whole || changes.hosts.length > 0 || this.#workersChanged(changes)) this.#tell({ event: 'changes', data: changes });
      } catch (error) {
        log('web').warn({ err: error }, 'live changes cannot be read');
      }
    }, gatherMs);
  }

  /** A worker that falls silent changes no host until results grow old. */
  #workersChanged({ silentWorkers }: FleetChanges): boolean {
    const silent = silentWorkers.map(({ location, networkGoneSince }) => `${location}${networkGoneSince === null ? '' : '!'}`).join(' ');
    const changed = silent !== this.#silent;
    this.#silent = silent;
    return changed;
  }

  #tell(message: FeedMessage): void {
    for (const subscriber of this.#subscribers) subscriber(message);
  }
}

function readEvent(payload: string): LiveEvent | null {
  try {
    return liveEvent.parse(JSON.parse(payload));
  } catch (error) {
    log('web').warn({ err: error }, 'a live event cannot be read');
    return null;
  }
}

const shared = globalThis as typeof globalThis & { port636LiveFeed?: LiveFeed };

/** The feed of this process. */
export function liveFeed(): LiveFeed {
  shared.port636LiveFeed ??= new LiveFeed();
  return shared.port636LiveFeed;
}
