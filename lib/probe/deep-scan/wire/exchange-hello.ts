import type { Socket } from 'node:net';
import type { Deadline } from '../../deadline.ts';
import { describeError } from '../../plain-text.ts';
import { type ClientHello, encodeClientHello } from './client-hello.ts';
import { contentType, wireVersions } from './numbers.ts';
import { type FlightEnding, type ServerFlight, ServerFlightReader } from './server-flight.ts';

/** What came back to a greeting, and how it ended. */
export type HelloAnswer = ServerFlight & { ending: FlightEnding | 'reset' | 'timeout' | 'cancelled' };

/** close_notify as a warning (RFC 5246 section 7.2.1), under the version agreed on: the server need not take the end for an attack. */
const goodbye = (version: number): Buffer => Buffer.from([contentType.alert, version >> 8, version & 0xff, 0, 2, 1, 0]);

const resets = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED']);

/**
 * Greets over an open socket and reads the server's first flight; keys are never made. Never rejects; the socket is left to the
 * caller, said goodbye to where the server still listens.
 */
export function exchangeHello(socket: Socket, hello: ClientHello, deadline: Deadline, stageMs: number): Promise<HelloAnswer> {
  return new Promise((resolve) => {
    const reader = new ServerFlightReader();
    let over = false;
    const end = (ending: HelloAnswer['ending']) => {
      if (over) return;
      over = true;
      endWatch();
      socket.off('data', onData).off('end', onEnd).off('close', onEnd).off('error', onError);
      socket.pause();
      if (socket.writable) socket.write(goodbye(reader.flight.hello?.version ?? wireVersions.TLSv1));
      resolve({ ...reader.flight, ending });
    };
    const onData = (chunk: Buffer) => {
      const ending = reader.push(chunk);
      if (ending !== null) end(ending);
    };
    const onEnd = () => end('closed');
    const onError = (error: Error) => end(resets.has(describeError(error).systemCode ?? '') ? 'reset' : 'closed');
    // An error that nobody listens to would end the process, also after the answer.
    socket.on('error', () => undefined);
    const endWatch = deadline.watch(stageMs, (stop) => end(stop));
    if (socket.errored) return onError(socket.errored);
    if (socket.destroyed || socket.readableEnded) return onEnd();
    socket.on('data', onData).on('end', onEnd).on('close', onEnd).on('error', onError);
    socket.resume();
    socket.write(encodeClientHello(hello));
  });
}
