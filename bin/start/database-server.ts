import { setTimeout as sleep } from 'node:timers/promises';
import type { Settings } from '../../lib/config/env.ts';
import { type EmbeddedServer, startEmbeddedServer } from '../../lib/db/embedded/server.ts';
import { log } from '../../lib/log.ts';

/** Sessions of a killed server need a moment to notice and let go of its memory; until then no new one can start. */
const START_AGAIN_AFTER_MS = 250;

/** The embedded server, started again with its write-ahead log when it dies; or the operator's own, which is left alone. */
export class DatabaseServer {
  readonly url: string;
  #server: EmbeddedServer | null;
  #kept: Promise<void> = Promise.resolve();
  readonly #closing = new AbortController();

  private constructor(url: string, server: EmbeddedServer | null) {
    this.url = url;
    this.#server = server;
  }

  /** Resolves when the server answers. Throws when it does not come up, or the signal aborts first. */
  static async open(settings: Settings, signal: AbortSignal): Promise<DatabaseServer> {
    if (settings.databaseUrl !== null) return new DatabaseServer(settings.databaseUrl, null);
    const server = await startEmbeddedServer(settings.dataFolder, { signal });
    const database = new DatabaseServer(server.url, server);
    database.#kept = database.#keepRunning(settings.dataFolder, server);
    return database;
  }

  async #keepRunning(dataFolder: string, first: EmbeddedServer): Promise<void> {
    for (let server: EmbeddedServer | null = first; server !== null; ) {
      const { code, signal } = await server.ended;
      if (this.#closing.signal.aborted) return;
      log('database').error({ code, signal }, 'the embedded PostgreSQL ended unexpectedly; starting it again');
      server = await this.#startAgain(dataFolder);
      this.#server = server;
    }
  }

  /** Null when it is to be closed instead. */
  async #startAgain(dataFolder: string): Promise<EmbeddedServer | null> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      try {
        return await startEmbeddedServer(dataFolder, { signal });
      } catch (error) {
        if (!signal.aborted) log('database').error({ err: error }, 'the embedded PostgreSQL could not be started again; trying once more');
        await sleep(START_AGAIN_AFTER_MS, undefined, { signal }).catch(() => undefined);
      }
    }
    return null;
  }

  /** Resolves when no server of ours runs any more. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#server?.stop(1_500);
    await this.#kept;
    // One that had just come up when it was to be closed.
    await this.#server?.stop(1_500);
  }
}
