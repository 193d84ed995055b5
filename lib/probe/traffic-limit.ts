import type { Socket } from 'node:net';

/** How often the bytes are compared with the limits, in milliseconds. */
const CHECK_EVERY_MS = 20;

type WatchedSocket = { socket: Socket; mostBytes: number; onOver: () => void };

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
 * @returns ends the watch; the watch also ends with `onOver` and with the socket
 */
export function limitTraffic(socket: Socket, mostBytes: number, onOver: () => void): () => void {
  const entry = { socket, mostBytes, onOver };
  watched.add(entry);
  if (timer === null) {
    timer = setInterval(checkAll, CHECK_EVERY_MS);
    timer.unref();
  }
  const end = () => unwatch(entry);
  socket.once('close', end);
  return end;
}
