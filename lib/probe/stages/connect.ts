import { connect, type Socket } from 'node:net';
import { monotonicMs } from '#lib/clock.ts';
import { classifyConnect } from '../classify/connect.ts';
import { type Deadline, elapsedMs, stopMessage } from '../deadline.ts';
import type { Attempt } from '../evidence.ts';
import { describeError } from '../plain-text.ts';

export type ConnectOutcome = {
  stage: Exclude<Attempt['connect'], { status: 'skipped' }>;
  /** Open, with an error listener; null when the stage failed. */
  socket: Socket | null;
};

/** Opens a TCP connection to an IP literal, so that no thread of the name service is ever needed. Never throws. */
export function connectTo(address: string, port: number, deadline: Deadline, stageMs: number): Promise<ConnectOutcome> {
  const startedAtMs = monotonicMs();
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, noDelay: true });
    const endWatch = deadline.watch(stageMs, (stop) => {
      fail(stop === 'timeout' ? 'timeout' : 'unclassified', { message: stopMessage(stop, 'the TCP connection'), systemCode: null });
    });
    const fail = (code: ReturnType<typeof classifyConnect>, detail: { message: string; systemCode: string | null }) => {
      endWatch();
      socket.destroy();
      resolve({ stage: { status: 'failed', ms: elapsedMs(startedAtMs), code, detail }, socket: null });
    };
    socket.on('error', (error) => {
      const detail = describeError(error);
      fail(classifyConnect(detail.systemCode), detail);
    });
    socket.once('connect', () => {
      endWatch();
      const stage = { status: 'ok' as const, ms: elapsedMs(startedAtMs), data: { localAddress: socket.localAddress ?? null } };
      resolve({ stage, socket });
    });
  });
}

/** Destroys a socket and waits until the operating system has it back. */
export function closeSocket(socket: Socket): Promise<void> {
  if (socket.closed) return Promise.resolve();
  return new Promise((resolve) => {
    socket.once('close', () => resolve());
    socket.destroy();
  });
}
