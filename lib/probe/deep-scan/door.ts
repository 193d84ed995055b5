import type { Socket } from 'node:net';
import type { Deadline } from '../deadline.ts';
import type { ProbeTarget } from '../evidence.ts';
import { closeSocket, connectTo } from '../stages/connect.ts';
import { serverNameFor } from '../stages/handshake.ts';
import { startTls } from '../stages/start-tls.ts';
import { deepScanLimits } from './options.ts';

/** Why nothing was asked on a connection; `message` is for people. `connected`: it was StartTLS that failed. */
export type Unreached = { kind: 'not-reached'; connected: boolean; message: string };
/** The scan has to end: nothing was sent. */
export type NotAsked = { kind: 'not-asked' };
export type Asked<Value> = { kind: 'asked'; value: Value };

/** What one connection may be used for: an open socket, the time left for it, and its milliseconds. */
export type Question<Value> = (socket: Socket, time: Deadline, stageMs: number) => Promise<Value>;

/**
 * The TLS door of one server at one address. Every connection of a scan goes through here: it is counted, bounded in time, and
 * closed when its question is answered.
 */
export class Door {
  readonly target: ProbeTarget;
  readonly address: string;
  /** Name for SNI; null when the target is an IP literal. */
  readonly serverName: string | null;
  readonly deadline: Deadline;
  /** Longest duration of one connection with all that is asked on it. */
  readonly connectionMs: number;
  /** Made so far, those to other addresses included. */
  connections: number;
  /** Why a question was not asked; null while all were. */
  unaskedBecause: string | null = null;
  #refusedInARow = 0;

  constructor(target: ProbeTarget, address: string, deadline: Deadline, connectionMs: number, connections = 0) {
    this.target = target;
    this.address = address;
    this.serverName = serverNameFor(target.host);
    this.deadline = deadline;
    this.connectionMs = connectionMs;
    this.connections = connections;
  }

  /** Why no further connection may be made, in words; null while one may. */
  overBecause(): string | null {
    if (this.deadline.cancelled) return 'the scan was cancelled';
    if (this.deadline.remainingMs() === 0) return 'the time for the whole scan was used up';
    if (this.connections >= deepScanLimits.connections) return `the ${deepScanLimits.connections} connections of one scan were used up`;
    return this.#refusedInARow >= deepScanLimits.refusedInARow ? 'the server took no more connections' : null;
  }

  /** Asks one question on a connection of its own to the TLS port, through StartTLS where it is behind it. Never rejects. */
  ask<Value>(question: Question<Value>): Promise<Asked<Value> | Unreached | NotAsked> {
    return this.#connect(async (socket, time, stageMs): Promise<Asked<Value> | Unreached> => {
      if (this.target.transport === 'starttls') {
        const stage = await startTls(socket, time, stageMs);
        if (stage.status === 'failed') return { kind: 'not-reached', connected: true, message: `StartTLS failed: ${stage.detail.message}` };
      }
      return { kind: 'asked', value: await question(socket, time, stageMs) };
    });
  }

  async #connect<Value>(use: Question<Asked<Value> | Unreached>): Promise<Asked<Value> | Unreached | NotAsked> {
    if (!this.mayConnect()) return { kind: 'not-asked' };
    const time = this.timeForOne();
    const { stage, socket } = await connectTo(this.address, this.target.port, time, this.connectionMs);
    if (socket === null) {
      this.#refusedInARow += 1;
      return { kind: 'not-reached', connected: false, message: stage.status === 'failed' ? stage.detail.message : '' };
    }
    this.#refusedInARow = 0;
    try {
      return await use(socket, time, this.connectionMs);
    } finally {
      await closeSocket(socket);
    }
  }

  /** Counts one connection that is about to be made, to whichever port. False when there may be none; the reason is kept. */
  mayConnect(): boolean {
    const over = this.overBecause();
    if (over === null) {
      this.connections += 1;
      return true;
    }
    this.unaskedBecause ??= over;
    return false;
  }

  /** The time of one connection. */
  timeForOne(): Deadline {
    return this.deadline.within(this.connectionMs);
  }
}
