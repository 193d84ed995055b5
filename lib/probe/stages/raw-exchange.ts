import { connect } from 'node:net';
import type { Deadline } from '../deadline.ts';
import { limits } from '../limits.ts';
import { describeError } from '../plain-text.ts';

/** What a peer did on a connection of its own, to which at most a few bytes were said. */
export type RawExchange = {
  /** Whether TCP was established, and the errno when it was not. */
  connected: boolean;
  systemCode: string | null;
  /** How it ended; `silent` when the time was over without a byte. */
  ending: 'silent' | 'closed' | 'reset' | 'spoke' | 'failed';
  received: Buffer;
};

/**
 * Connects, says `say` when given, and listens for at most `listenMs` milliseconds or until `enough` of what came.
 * Never throws; the connection is closed when it returns.
 */
export function exchangeRaw(
  to: { address: string; port: number },
  say: Uint8Array | null,
  listenMs: number,
  enough: (received: Buffer) => boolean,
  deadline: Deadline,
): Promise<RawExchange> {
  return new Promise((resolve) => {
    const socket = connect({ host: to.address, port: to.port, noDelay: true });
    const outcome: RawExchange = { connected: false, systemCode: null, ending: 'silent', received: Buffer.alloc(0) };
    let endWatch = deadline.watch(limits.plainAnswerMs, () => end('failed'));
    let ended = false;
    const end = (ending: RawExchange['ending']) => {
      if (ended) return;
      ended = true;
      endWatch();
      outcome.ending = ending;
      socket.once('close', () => resolve(outcome));
      socket.destroy();
    };
    socket.on('connect', () => {
      outcome.connected = true;
      endWatch();
      endWatch = deadline.watch(listenMs, () => end(outcome.received.length > 0 ? 'spoke' : 'silent'));
      if (say !== null) socket.write(say);
    });
    socket.on('data', (chunk) => {
      const room = limits.secondLookBytes - outcome.received.length;
      outcome.received = Buffer.concat([outcome.received, chunk.subarray(0, room)]);
      if (chunk.length >= room || enough(outcome.received)) end('spoke');
    });
    socket.on('end', () => end(outcome.received.length > 0 ? 'spoke' : 'closed'));
    socket.on('error', (error) => {
      outcome.systemCode = describeError(error).systemCode;
      const reset = outcome.systemCode === 'ECONNRESET' || outcome.systemCode === 'EPIPE';
      // A connection that is reset at once may look so before connect(2) has returned.
      if (reset) outcome.connected = true;
      end(outcome.received.length > 0 ? 'spoke' : reset ? 'reset' : 'failed');
    });
  });
}
