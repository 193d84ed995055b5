import type { Socket } from 'node:net';
import { monotonicMs } from '#lib/clock.ts';
import { type Deadline, elapsedMs } from '../deadline.ts';
import { describeError } from '../plain-text.ts';
import { type ConnectionBounds, type ConnectionEnding, GuardedConnection } from './guarded-connection.ts';
import { type LdapMessage, type LdapResult, SEARCH_RESULT_ENTRY, SEARCH_RESULT_REFERENCE } from './message.ts';
import { FIRST_MESSAGE_ID, type LdapAnswerReader, type LdapOperation } from './operation.ts';

/** What became of one request. */
export type Answer<Value> =
  | { kind: 'ok'; value: Value; ms: number }
  /** The server answered with a result code other than success. */
  | { kind: 'result'; result: LdapResult; ms: number }
  | { kind: 'ended'; ending: ConnectionEnding; ms: number }
  /** The client could not read the answer. */
  | { kind: 'unreadable'; message: string; ms: number };

/** LDAP over a socket that is already connected, plain or TLS. One request at a time. */
export class LdapSession {
  readonly connection: GuardedConnection;
  #nextMessageId = FIRST_MESSAGE_ID;

  constructor(socket: Socket, bounds?: ConnectionBounds) {
    this.connection = new GuardedConnection(socket, bounds);
  }

  /** Sends one request within its time. Never rejects. */
  request<Value>(deadline: Deadline, stageMs: number, operation: LdapOperation<Value>): Promise<Answer<Value>> {
    const startedAtMs = monotonicMs();
    const connection = this.connection;
    if (connection.ending !== null) return Promise.resolve({ kind: 'ended', ending: connection.ending, ms: 0 });
    connection.lastResult = null;
    const messageId = this.#nextMessageId;
    this.#nextMessageId += 1;
    return new Promise((resolve) => {
      const endWatch = deadline.watch(stageMs, (stop) => connection.stop({ kind: stop }));
      const finish = (answer: Answer<Value>) => {
        connection.onMessage = null;
        connection.onEnding = null;
        endWatch();
        resolve(answer);
      };
      const reader = operation.read();
      connection.onMessage = (message, bytes) => {
        if (message.messageId !== messageId) return;
        const answer = step(message, bytes, operation.endsWith, reader, startedAtMs);
        if (answer !== null) finish(answer);
      };
      connection.onEnding = (ending) => {
        const ms = elapsedMs(startedAtMs);
        const result = connection.lastResult;
        finish(result !== null && result.code !== 0 ? { kind: 'result', result, ms } : { kind: 'ended', ending, ms });
      };
      connection.write(operation.encode(messageId));
    });
  }

  /**
   * Says goodbye (RFC 4511 section 4.3) and lets go of the connection. The few bytes go to the operating system at once;
   * only what was written before and is still on its way is waited for.
   */
  async unbind(deadline: Deadline): Promise<void> {
    const connection = this.connection;
    if (connection.ending === null && this.#nextMessageId > FIRST_MESSAGE_ID) {
      if (connection.isWriting) {
        await new Promise<void>((resolve) => {
          const endWatch = deadline.watch(GOODBYE_MS, () => resolve());
          connection.write(unbindRequest, () => {
            endWatch();
            resolve();
          });
        });
      } else {
        connection.write(unbindRequest);
      }
    }
    connection.stop({ kind: 'closed' });
  }
}

/** Reads one message of an answer. Null while more must come. */
function step<Value>(
  { operation, result, contentStart, contentEnd }: LdapMessage,
  bytes: Buffer,
  endsWith: number,
  reader: LdapAnswerReader<Value>,
  startedAtMs: number,
): Answer<Value> | null {
  try {
    if (operation === SEARCH_RESULT_REFERENCE) {
      reader.reference?.(bytes.subarray(contentStart, contentEnd));
      return null;
    }
    if (operation === SEARCH_RESULT_ENTRY) {
      reader.entry?.(bytes.subarray(contentStart, contentEnd));
      return null;
    }
    const ms = elapsedMs(startedAtMs);
    if (result !== null && result.code !== 0) return { kind: 'result', result, ms };
    if (operation === endsWith)
      return { kind: 'ok', value: reader.end(bytes.subarray(contentStart, contentEnd), bytes.subarray(contentEnd)), ms };
    return { kind: 'unreadable', message: 'The server answered with another operation than the one asked for.', ms };
  } catch (error) {
    return { kind: 'unreadable', message: describeError(error).message, ms: elapsedMs(startedAtMs) };
  }
}

/** A peer that reads nothing any more is not waited for. */
const GOODBYE_MS = 250;

/** UnbindRequest under a message ID that the requests of one probe do not reach. */
const unbindRequest = Uint8Array.of(0x30, 0x06, 0x02, 0x02, 0x7f, 0xff, 0x42, 0x00);
