import { setTimeout as sleep } from 'node:timers/promises';
import type { Settings } from '../../lib/config/env.ts';
import { type EmbeddedServer, startEmbeddedServer } from '../../lib/db/embedded/server.ts';
import { log } from '../../lib/log.ts';

/** The embedded server, started again with its write-ahead log when it dies; or the operator's own, which is left alone. */
export class DatabaseServer {
  readonly url: string;
  #server: EmbeddedServer | null;
  #closing = false;

  private constructor(url: string, server: EmbeddedServer | null) {
    this.url = url;
    this.#server = server;
  }

  static async open(settings: Settings): Promise<DatabaseServer> {
    if (settings.databaseUrl !== null) return new DatabaseServer(settings.databaseUrl, null);
    const server = await startEmbeddedServer(settings.dataFolder);
    const database = new DatabaseServer(server.url, server);
    void database.#keepRunning(settings.dataFolder);
    return database;
  }

  async #keepRunning(dataFolder: string): Promise<void> {
    while (this.#server && !this.#closing) {
      const { code, signal } = await this.#server.ended;
      if (this.#closing) return;
      log('database').error({ code, signal }, 'the embedded PostgreSQL ended unexpectedly; starting it again');
      try {
        this.#server = await startEmbeddedServer(dataFolder);
      } catch (error) {
        log('database').error({ err: error }, 'the embedded PostgreSQL could not be started again; trying once more');
        await sleep(1_000);
      }
    }
  }

  async close(): Promise<void> {
    this.#closing = true;
    await this.#server?.stop(1_500);
  }
}
