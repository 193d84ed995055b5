import type { LiveEvent } from '#lib/checks/live-events.ts';
import { paths } from '#lib/paths.ts';
import type { FleetChanges } from './fleet-changes.ts';

/** What a page hears. `status` says how fresh it can be: through the stream, by asking every 15 s, or not at all. */
export type LiveMessage =
  | { kind: 'event'; event: LiveEvent }
  | { kind: 'changes'; changes: FleetChanges }
  | { kind: 'status'; status: 'live' | 'polling' | 'offline'; retryInMs: number | null };
type Listener = (message: LiveMessage) => void;

const pollMs = 15_000;
/** Short, because over HTTP/1.1 a browser opens six connections to one server, and every open stream takes one. */
const hiddenMs = 10_000;
const streamAgainMs = 60_000;

/**
 * The one connection of a page to the server's news. The event stream first; after two failures the same changes are asked for every
 * 15 s, and the stream is tried again each minute. A page that is not seen for ten seconds lets go, and catches up when it is
 * seen again.
 */
export class LiveConnection {
  readonly #listeners = new Set<Listener>();
  readonly #known = new Map<string, string>();
  #source: EventSource | null = null;
  #revision: string | null = null;
  #failures = 0;
  #poll: ReturnType<typeof setTimeout> | null = null;
  #again: ReturnType<typeof setTimeout> | null = null;
  #hidden: ReturnType<typeof setTimeout> | null = null;
  #etag: string | null = null;

  /** `revision` is that of the data the page was made from; the oldest one given counts. Returns the way to stop listening. */
  listen(listener: Listener, revision: string | null): () => void {
    this.#listeners.add(listener);
    this.#revision ??= revision;
    if (this.#listeners.size === 1) this.#start();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#stop();
    };
  }

  /** Asks at once, for a person who does not want to wait. */
  retry(): void {
    this.#disconnect();
    this.#failures = 0;
    this.#openStream();
  }

  #start(): void {
    document.addEventListener('visibilitychange', this.#onVisibility);
    if (!document.hidden) this.#openStream();
  }

  #stop(): void {
    document.removeEventListener('visibilitychange', this.#onVisibility);
    this.#disconnect();
    this.#revision = null;
  }

  #disconnect(): void {
    this.#source?.close();
    this.#source = null;
    for (const timer of [this.#poll, this.#again, this.#hidden]) if (timer) clearTimeout(timer);
    this.#poll = null;
    this.#again = null;
    this.#hidden = null;
  }

  #onVisibility = (): void => {
    if (document.hidden) {
      this.#hidden ??= setTimeout(() => this.#disconnect(), hiddenMs);
      return;
    }
    if (this.#hidden) clearTimeout(this.#hidden);
    this.#hidden = null;
    if (this.#source === null && this.#poll === null) this.#openStream();
  };

  #openStream(): void {
    const query = this.#revision === null ? '' : `?since=${encodeURIComponent(this.#revision)}`;
    const source = new EventSource(`${paths.stream()}${query}`);
    this.#source = source;
    source.addEventListener('open', () => {
      this.#failures = 0;
      this.#tell({ kind: 'status', status: 'live', retryInMs: null });
    });
    source.addEventListener('changes', (message) => this.#receive(JSON.parse(message.data) as FleetChanges));
    source.addEventListener('live', (message) => this.#tell({ kind: 'event', event: JSON.parse(message.data) as LiveEvent }));
    source.addEventListener('error', () => {
      this.#failures += 1;
      if (this.#failures < 2 && source.readyState !== EventSource.CLOSED) return;
      source.close();
      if (this.#source === source) this.#source = null;
      this.#again ??= setTimeout(() => this.retry(), streamAgainMs);
      void this.#ask();
    });
  }

  async #ask(): Promise<void> {
    if (this.#poll) clearTimeout(this.#poll);
    this.#poll = setTimeout(() => void this.#ask(), pollMs);
    try {
      const response = await fetch(paths.fleet(this.#revision ?? undefined), {
        headers: this.#etag === null ? {} : { 'if-none-match': this.#etag },
        signal: AbortSignal.timeout(pollMs),
      });
      if (response.status !== 304) {
        if (!response.ok) throw new Error(`status ${response.status}`);
        this.#etag = response.headers.get('etag');
        this.#receive((await response.json()) as FleetChanges);
      }
      this.#tell({ kind: 'status', status: 'polling', retryInMs: null });
    } catch {
      this.#tell({ kind: 'status', status: 'offline', retryInMs: pollMs });
    }
  }

  /** Changes may name hosts that did not change; events are told only of those that did. */
  #receive(changes: FleetChanges): void {
    this.#revision = changes.revision;
    this.#tell({ kind: 'changes', changes });
    if (changes.whole) this.#tell({ kind: 'event', event: { type: 'fleet', revision: changes.revision } });
    for (const host of changes.hosts) {
      const text = JSON.stringify(host);
      if (this.#known.get(host.name) === text) continue;
      this.#known.set(host.name, text);
      this.#tell({ kind: 'event', event: { type: 'host', revision: changes.revision, name: host.name } });
    }
  }

  #tell(message: LiveMessage): void {
    for (const listener of this.#listeners) listener(message);
  }
}
