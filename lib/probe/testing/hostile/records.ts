import { createServer, type Socket } from 'node:net';
import { pour } from '../../../simulation/broken-server.ts';
import { listen, type SimulatedServer } from '../../../simulation/listener.ts';

/** Content types of TLS records (RFC 8446 section 5.1). */
export const content = { changeCipherSpec: 0x14, alert: 0x15, handshake: 0x16, applicationData: 0x17 } as const;

/** One TLS record of version 1.2 as it stands on the wire. */
export function record(type: number, body: Uint8Array): Buffer {
  const header = Buffer.from([type, 3, 3, 0, 0]);
  header.writeUInt16BE(body.length, 3);
  return Buffer.concat([header, body]);
}

/** The same bytes many times over, so that one write carries a lot of them. */
export const many = (bytes: Uint8Array, count = 1_000): Buffer => Buffer.concat(Array.from({ length: count }, () => bytes));

/** What a peer does with a connection; `index` counts its connections from 0. */
export type OnConnection = (socket: Socket, index: number) => void;

/** Starts a TCP server that does this with every connection. */
export function startRawPeer(onConnection: OnConnection): Promise<SimulatedServer> {
  let connections = 0;
  return listen(createServer((socket) => onConnection(socket, connections++)));
}

/** Waits for the client to say something, then does this. */
export const afterGreeting =
  (act: (socket: Socket) => void): OnConnection =>
  (socket) => {
    socket.once('data', () => act(socket));
  };

/** Says this for ever, as fast as it is read. */
export const endlessly =
  (bytes: Uint8Array) =>
  (socket: Socket): void =>
    pour(socket, Buffer.from(bytes));
