import type { Socket } from 'node:net';
import { Client } from 'ldapts';
import { monotonicMs } from '#lib/clock.ts';
import { type Deadline, elapsedMs } from '../deadline.ts';
import { describeError } from '../plain-text.ts';
import { type ConnectionEnding, GuardedConnection } from './guarded-connection.ts';
import type { LdapResult } from './message.ts';

/** What became of one request. */
export type Answer<Value> =
  | { kind: 'ok'; value: Value; ms: number }
  /** The server answered with a result code other than success. */
  | { kind: 'result'; result: LdapResult; ms: number }
  | { kind: 'ended'; ending: ConnectionEnding; ms: number }
  /** The client could not read the answer. */
  | { kind: 'unreadable'; message: string; ms: number };

/** LDAP over a socket that is already connected, plain or TLS. */
export class LdapSession {
  readonly connection: GuardedConnection;
  readonly #client: Client;

  constructor(socket: Socket) {
    const connection = new GuardedConnection(socket);
    this.connection = connection;
    const takeConnection = () => {
      if (connection.destroyed) throw new Error('The connection is closed.');
      return connection;
    };
    this.#client = new Client({
      // Scheme and name only select the hook below; nothing is resolved or dialled.
      url: 'ldap://inspected',
      strictDN: false,
      // The client uses the stream part of a socket and the two properties that GuardedConnection has.
      createConnection: takeConnection as unknown as NonNullable<ConstructorParameters<typeof Client>[0]['createConnection']>,
    });
  }

  /** Sends one request within its time. Never throws. */
  async request<Value>(deadline: Deadline, stageMs: number, send: (client: Client) => Promise<Value>): Promise<Answer<Value>> {
    const startedAtMs = monotonicMs();
    const connection = this.connection;
    if (connection.ending !== null) return { kind: 'ended', ending: connection.ending, ms: 0 };
    connection.lastResult = null;
    const endWatch = deadline.watch(stageMs, (stop) => connection.stop({ kind: stop }));
    try {
      const value = await send(this.#client);
      return { kind: 'ok', value, ms: elapsedMs(startedAtMs) };
    } catch (error) {
      const ms = elapsedMs(startedAtMs);
      const result = connection.lastResult as LdapResult | null;
      if (result !== null && result.code !== 0) return { kind: 'result', result, ms };
      if (connection.ending !== null) return { kind: 'ended', ending: connection.ending, ms };
      return { kind: 'unreadable', message: describeError(error).message, ms };
    } finally {
      endWatch();
    }
  }

  /**
   * Says goodbye (RFC 4511 section 4.3) and lets go of the connection. Waits only until the request is written. The request
   * is written here and not by the client, whose own way costs several hundredths of a whole probe.
   */
  async unbind(deadline: Deadline): Promise<void> {
    const connection = this.connection;
    if (connection.ending === null && this.#client.isConnected) {
      const endWatch = deadline.watch(GOODBYE_MS, (stop) => connection.stop({ kind: stop }));
      await new Promise<void>((resolve) => connection.write(unbindRequest, () => resolve()));
      endWatch();
    }
    connection.stop({ kind: 'closed' });
  }
}

/** A peer that reads nothing any more is not waited for. */
const GOODBYE_MS = 250;

/** UnbindRequest under a message ID that the requests of one probe do not reach. */
const unbindRequest = Uint8Array.of(0x30, 0x06, 0x02, 0x02, 0x7f, 0xff, 0x42, 0x00);
