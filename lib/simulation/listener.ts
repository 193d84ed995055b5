import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';

/** A simulated server: where it listens, what it has seen, and how to end it. */
export type SimulatedServer = {
  readonly address: string;
  readonly port: number;
  /** Connections accepted so far. */
  readonly connectionCount: () => number;
  /** Connections open right now. */
  readonly openCount: () => number;
  /** Ends every connection and the listener. */
  readonly stop: () => Promise<void>;
};

/** Starts a server on loopback, on any free port unless one is asked for, and keeps track of its connections. */
export async function listen(server: Server, options: { address?: string; port?: number } = {}): Promise<SimulatedServer> {
  const open = new Set<Socket>();
  let accepted = 0;
  server.on('connection', (socket: Socket) => {
    accepted += 1;
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => open.delete(socket));
  });
  server.listen(options.port ?? 0, options.address ?? '127.0.0.1');
  await once(server, 'listening');
  const { address, port } = server.address() as AddressInfo;
  return {
    address,
    port,
    connectionCount: () => accepted,
    openCount: () => open.size,
    stop: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
