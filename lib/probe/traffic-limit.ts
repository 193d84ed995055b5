import type { Socket } from 'node:net';

/** How often the bytes are compared with the limits, in milliseconds. */
const CHECK_EVERY_MS = 20;

/** A limit that may be changed while it is in force. */
export type TrafficLimit = { mostBytes: number };
type WatchedSocket = TrafficLimit & { socket: Socket; onOver: () => void };

/** All sockets that are watched in this process share one timer, which runs only while there are any. */
const watched = new Set<WatchedSocket>();
let timer: NodeJS.Timeout | null = null;

function checkAll(): void {
  for (const entry of watched) {
    if (entry.socket.bytesRead <= entry.mostBytes) continue;
    unwatch(entry);
    entry.onOver();
  }
}

function unwatch(entry: WatchedSocket): void {
  watched.delete(entry);
  if (watched.size > 0 || timer === null) return;
  clearInterval(timer);
  timer = null;
}

/**
 * Calls `onOver` once when a TCP socket has received more than `mostBytes` since it was opened. What TLS consumes itself, such
 * as session tickets, is seen by nobody else: a listener for each ticket costs a twentieth of a whole probe.
 * The watch ends with `onOver` and with the socket; one that has ended already is not watched.
 */
export function limitTraffic(socket: Socket, mostBytes: number, onOver: () => void): TrafficLimit {
  const entry = { socket, mostBytes, onOver };
  // Its `close` may have come before, and then nothing would ever end the watch.
  if (socket.destroyed) return entry;
  watched.add(entry);
  if (timer === null) {
    timer = setInterval(checkAll, CHECK_EVERY_MS);
    timer.unref();
  }
  socket.once('close', () => unwatch(entry));
  return entry;
}
