import type { Socket } from 'node:net';
import type { StageStop } from '../deadline.ts';
import { limits } from '../limits.ts';
import { LONGEST_HEADER_BYTES, readBerHeader } from './ber.ts';
import { EXTENDED_RESPONSE, type LdapMessage, type LdapResult, readLdapMessage } from './message.ts';

/** Why a connection cannot be used any more. */
export type ConnectionEnding =
  | { kind: StageStop }
  | { kind: 'closed' }
  | { kind: 'socket-error'; error: Error }
  | { kind: 'not-ldap'; message: string }
  | { kind: 'too-large'; message: string }
  /** Notice of Disconnection (RFC 4511 section 4.4.1). */
  | { kind: 'disconnected'; result: LdapResult };

/** What one connection may cost at most. */
export type ConnectionBounds = {
  /** Bytes of one message, header included. */
  messageBytes: number;
  messages: number;
  /** Bytes of all messages. */
  bytes: number;
};

const probeBounds: ConnectionBounds = {
  messageBytes: limits.ldapMessageBytes,
  messages: limits.ldapMessages,
  bytes: limits.ldapConnectionBytes,
};

const SEQUENCE = 0x30;
const nothing: Buffer = Buffer.alloc(0);

/**
 * Takes whole LDAP messages within bounds off a socket and nothing else. A hostile server may announce a gigabyte, send what is no
 * LDAP, or stop in the middle: what it costs is bounded here. Notices of disconnection, referrals and the reason why a
 * connection ended are read here too.
 */
export class GuardedConnection {
  /** Result of the last response that carried one. */
  lastResult: LdapResult | null = null;
  ending: ConnectionEnding | null = null;
  /** Takes each message with its bytes. */
  onMessage: ((message: LdapMessage, bytes: Buffer) => void) | null = null;
  /** Is told once why the connection cannot be used any more. */
  onEnding: ((ending: ConnectionEnding) => void) | null = null;

  readonly #socket: Socket;
  readonly #bounds: ConnectionBounds;
  #header: Buffer = nothing;
  #message: Buffer | null = null;
  #filled = 0;
  #bytes = 0;
  #messages = 0;

  constructor(socket: Socket, bounds: ConnectionBounds = probeBounds) {
    this.#socket = socket;
    this.#bounds = bounds;
    // A server that asks for a client certificate in TLS 1.3 may have ended the connection before anybody listened.
    if (socket.errored) this.ending = { kind: 'socket-error', error: socket.errored };
    else if (socket.destroyed || socket.readableEnded) this.ending = { kind: 'closed' };
    if (this.ending !== null) return;
    socket.on('data', this.#onData);
    socket.on('end', this.#onEnd);
    socket.on('close', this.#onEnd);
    socket.on('error', this.#onError);
  }

  /** Is something that was written still on its way to the operating system? */
  get isWriting(): boolean {
    return this.#socket.writableLength > 0;
  }

  /** Sends bytes. `done` is called when the operating system has them, or never will. */
  write(bytes: Uint8Array, done?: () => void): void {
    this.#socket.write(bytes, done);
  }

  /** Ends the use of the connection for a reason; the first reason is kept. The socket stays as it is. */
  stop(ending: ConnectionEnding): void {
    if (this.ending !== null) return;
    this.ending = ending;
    this.#unlisten();
    this.onEnding?.(ending);
  }

  /** Hands the socket back, open and paused, for another protocol on top of it. False when there are bytes nobody asked for. */
  release(): boolean {
    this.#socket.pause();
    const clean = this.#header.length === 0 && this.#message === null && !this.#socket.destroyed && this.ending === null;
    this.stop({ kind: 'closed' });
    return clean;
  }

  readonly #onData = (chunk: Buffer): void => {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#bounds.bytes) {
      this.stop({ kind: 'too-large', message: `The server sent more than ${this.#bounds.bytes} bytes.` });
      return;
    }
    let offset = 0;
    while (offset < chunk.length && this.ending === null) {
      offset = this.#message === null ? this.#takeHeader(chunk, offset) : this.#fill(this.#message, chunk, offset);
    }
  };

  /** Starts a message at `offset`; a message that lies whole in the chunk is passed on without a copy. */
  #takeHeader(chunk: Buffer, offset: number): number {
    const carried = this.#header.length;
    const start =
      carried === 0 ? chunk.subarray(offset) : Buffer.concat([this.#header, chunk.subarray(offset, offset + LONGEST_HEADER_BYTES)]);
    if (start[0] !== SEQUENCE) {
      this.stop({ kind: 'not-ldap', message: 'The first byte of the answer does not begin an LDAP message.' });
      return chunk.length;
    }
    const header = readBerHeader(start);
    if (header.kind === 'incomplete') {
      this.#header = Buffer.from(start);
      return chunk.length;
    }
    if (header.kind === 'invalid') {
      this.stop({ kind: 'not-ldap', message: `The answer is not an LDAP message: it begins with ${header.message}.` });
      return chunk.length;
    }
    const length = header.headerBytes + header.contentBytes;
    if (length > this.#bounds.messageBytes) {
      this.stop({ kind: 'too-large', message: `The server announced an LDAP message of ${length} bytes.` });
      return chunk.length;
    }
    if (carried === 0 && offset + length <= chunk.length) {
      this.#deliver(chunk.subarray(offset, offset + length));
      return offset + length;
    }
    this.#message = Buffer.allocUnsafe(length);
    this.#filled = this.#header.copy(this.#message);
    this.#header = nothing;
    return this.#fill(this.#message, chunk, offset);
  }

  #fill(message: Buffer, chunk: Buffer, offset: number): number {
    const copied = chunk.copy(message, this.#filled, offset);
    this.#filled += copied;
    if (this.#filled === message.length) {
      this.#message = null;
      this.#deliver(message);
    }
    return offset + copied;
  }

  #deliver(bytes: Buffer): void {
    this.#messages += 1;
    if (this.#messages > this.#bounds.messages) {
      this.stop({ kind: 'too-large', message: `The server sent more than ${this.#bounds.messages} LDAP messages.` });
      return;
    }
    const message = readLdapMessage(bytes);
    if (message === null) {
      this.stop({ kind: 'not-ldap', message: 'The answer is framed like an LDAP message but is none.' });
      return;
    }
    if (message.messageId === 0 && message.operation === EXTENDED_RESPONSE && message.result !== null) {
      this.stop({ kind: 'disconnected', result: message.result });
      return;
    }
    if (message.result !== null) this.lastResult = message.result;
    this.onMessage?.(message, bytes);
  }

  readonly #onEnd = (): void => this.stop({ kind: 'closed' });
  readonly #onError = (error: Error): void => this.stop({ kind: 'socket-error', error });

  /** Errors are still listened to: one that nobody listens to would end the process. */
  #unlisten(): void {
    this.#socket.off('data', this.#onData);
    this.#socket.off('end', this.#onEnd);
    this.#socket.off('close', this.#onEnd);
  }
}
