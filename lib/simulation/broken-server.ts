import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { encodeResult, operation } from './ldap-messages.ts';
import { listen, type SimulatedServer } from './listener.ts';

/** Servers that never get as far as a certificate. `alert-N` answers the ClientHello with that fatal TLS alert. */
export type BrokenServerKind =
  | 'reset-on-hello'
  | 'close-on-hello'
  | 'close-unprompted'
  | 'reset-unprompted'
  | 'silent'
  | 'slow-loris'
  | 'plain-ldap'
  | 'http'
  | 'smtp-banner'
  | 'ssh-banner'
  | 'endless-garbage'
  | 'endless-handshake'
  | 'no-shared-cipher'
  | `alert-${number}`;

const RECORD_ALERT = 0x15;
const RECORD_HANDSHAKE = 0x16;

/** Starts a server that misbehaves in one way. */
export function startBrokenServer(kind: BrokenServerKind, options: { address?: string; port?: number } = {}): Promise<SimulatedServer> {
  return listen(kind === 'no-shared-cipher' ? serverWithoutCertificate() : createServer((socket) => behave(kind, socket)), options);
}

/** OpenSSL without a certificate finds no cipher to share. */
function serverWithoutCertificate(): Server {
  return createTlsServer({}).on('tlsClientError', () => undefined);
}

function behave(kind: BrokenServerKind, socket: Socket): void {
  switch (kind) {
    case 'reset-unprompted':
      socket.resetAndDestroy();
      return;
    case 'close-unprompted':
      socket.end();
      return;
    case 'smtp-banner':
      socket.write('220 mail.example.test ESMTP\r\n');
      return;
    case 'ssh-banner':
      socket.write('SSH-2.0-OpenSSH_9.2\r\n');
      return;
    default:
      socket.once('data', () => answerHello(kind, socket));
  }
}

function answerHello(kind: BrokenServerKind, socket: Socket): void {
  switch (kind) {
    case 'reset-on-hello':
      socket.resetAndDestroy();
      return;
    case 'close-on-hello':
      socket.end();
      return;
    case 'slow-loris':
      // A record that never ends, one byte at a time.
      drip(socket, Buffer.concat([Buffer.from([RECORD_HANDSHAKE, 3, 3, 0x40, 0, 2, 0, 0x3f, 0xfc, 3, 3]), Buffer.alloc(16_000)]), 20);
      return;
    case 'plain-ldap':
      socket.end(encodeResult(0, operation.extendedResponse, 2, { message: 'decoding error', oid: '1.3.6.1.4.1.1466.20036' }));
      return;
    case 'http':
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
      return;
    case 'endless-garbage':
      pour(socket, Buffer.alloc(16_384, 0x47));
      return;
    case 'endless-handshake':
      // Handshake records that together announce one message of 16 MB.
      socket.write(Buffer.from([RECORD_HANDSHAKE, 3, 3, 0, 4, 2, 0xff, 0xff, 0xff]));
      pour(socket, Buffer.concat([Buffer.from([RECORD_HANDSHAKE, 3, 3, 0x3f, 0xff]), Buffer.alloc(0x3fff)]));
      return;
    default:
      if (kind.startsWith('alert-')) socket.end(Buffer.from([RECORD_ALERT, 3, 3, 0, 2, 2, Number(kind.slice('alert-'.length))]));
  }
}

/** Writes one byte every `everyMs` milliseconds until the peer is gone. */
export function drip(socket: Socket, bytes: Buffer, everyMs: number): void {
  let sent = 0;
  const timer = setInterval(() => {
    socket.write(bytes.subarray(sent, sent + 1));
    sent = (sent + 1) % bytes.length;
  }, everyMs);
  socket.once('close', () => clearInterval(timer));
}

/** Writes as fast as the peer reads until the peer is gone. */
export function pour(socket: Socket, bytes: Buffer): void {
  const more = () => {
    while (!socket.destroyed && socket.write(bytes)) {
      // The buffer of the socket says when to stop.
    }
  };
  socket.on('drain', more);
  more();
}
