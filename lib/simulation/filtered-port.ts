import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import type { SimulatedServer } from './listener.ts';

/** Listens, and then never accepts: its thread sleeps for good. */
const sleeper = `
  const { createServer } = require('node:net');
  const { parentPort, workerData } = require('node:worker_threads');
  const server = createServer();
  server.listen({ ...workerData, backlog: 1 }, () => {
    parentPort.postMessage(server.address().port);
    setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
  });
`;

/** More connections than the kernel queues for a listener with a backlog of one. */
const CROWD = 4;

/**
 * A port that does not answer, as behind a firewall that drops packets: the queue of a listener that never accepts is full, and
 * Linux then ignores further attempts to connect.
 */
export async function startFilteredPort(options: { address?: string; port?: number } = {}): Promise<SimulatedServer> {
  const address = options.address ?? '127.0.0.1';
  const worker = new Worker(sleeper, { eval: true, workerData: { host: address, port: options.port ?? 0 } });
  const [port] = (await once(worker, 'message')) as [number];
  const crowd: Socket[] = [];
  for (let number = 0; number < CROWD; number++) {
    const socket = connect({ host: address, port });
    socket.on('error', () => undefined);
    crowd.push(socket);
  }
  await Promise.race(crowd.map((socket) => once(socket, 'connect')));
  return {
    address,
    port,
    connectionCount: () => 0,
    openCount: () => 0,
    stop: async () => {
      for (const socket of crowd) socket.destroy();
      await worker.terminate();
    },
  };
}
