import { connect } from 'node:net';
import type { Deadline } from '../deadline.ts';
import { limits } from '../limits.ts';
import { describeError } from '../plain-text.ts';

/** How one silence or one question ended; `silent` when the time was over without a byte. */
type RawEnding = 'silent' | 'closed' | 'reset' | 'spoke';

/** What a peer did on a connection of its own: first while nothing was said, then after a question. */
export type RawExchange = {
  /** While nothing was said; `not-reachable` when there was no TCP connection. */
  unprompted: RawEnding | 'not-reachable';
  /** After the question; null when it was not asked, because there was none or the peer had not waited for it. */
  answer: RawEnding | null;
  /** Everything it said, up to a limit. */
  received: Buffer;
};

/** What to do on the connection. */
type RawPlan = {
  /** How long to say nothing, in milliseconds. */
  holdBackMs: number;
  /** What to say to a peer that waits; null to say nothing at all. */
  question: Uint8Array | null;
  /** How long to wait for the answer, in milliseconds. */
  answerMs: number;
  /** Whether what came is enough. */
  enough: (received: Buffer) => boolean;
};

/** Connects, waits in silence, asks, and listens. Never throws; the connection is closed when it returns. */
export function exchangeRaw(to: { address: string; port: number }, plan: RawPlan, deadline: Deadline): Promise<RawExchange> {
  return new Promise((resolve) => {
    const socket = connect({ host: to.address, port: to.port, noDelay: true });
    const outcome: RawExchange = { unprompted: 'not-reachable', answer: null, received: Buffer.alloc(0) };
    let phase: 'connecting' | 'holding-back' | 'asked' | 'over' = 'connecting';
    let endWatch = deadline.watch(limits.plainAnswerMs, () => end('silent'));
    const end = (ending: RawEnding) => {
      if (phase === 'over') return;
      endWatch();
      const said = outcome.received.length > 0 ? 'spoke' : ending;
      if (phase === 'holding-back') outcome.unprompted = said;
      else if (phase === 'asked') outcome.answer = said;
      phase = 'over';
      socket.once('close', () => resolve(outcome));
      socket.destroy();
    };
    const ask = (question: Uint8Array) => {
      outcome.unprompted = 'silent';
      phase = 'asked';
      endWatch = deadline.watch(plan.answerMs, () => end('silent'));
      socket.write(question);
    };
    socket.on('connect', () => {
      endWatch();
      phase = 'holding-back';
      endWatch = deadline.watch(plan.holdBackMs, (stop) => {
        const mayAsk = stop === 'timeout' && deadline.remainingMs() > 0 && outcome.received.length === 0;
        if (plan.question !== null && mayAsk) ask(plan.question);
        else end('silent');
      });
    });
    socket.on('data', (chunk) => {
      const room = limits.secondLookBytes - outcome.received.length;
      outcome.received = Buffer.concat([outcome.received, chunk.subarray(0, room)]);
      if (chunk.length >= room || plan.enough(outcome.received)) end('spoke');
    });
    socket.on('end', () => end('closed'));
    socket.on('error', (error) => {
      const { systemCode } = describeError(error);
      const reset = systemCode === 'ECONNRESET' || systemCode === 'EPIPE';
      // A connection that is reset at once may look so before connect(2) has returned.
      if (reset && phase === 'connecting') phase = 'holding-back';
      end(reset ? 'reset' : 'closed');
    });
  });
}
