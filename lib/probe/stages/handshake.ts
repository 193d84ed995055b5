import type { X509Certificate } from 'node:crypto';
import { isIP, type Socket } from 'node:net';
import { connect, type SecureContext, type TLSSocket } from 'node:tls';
import { monotonicMs } from '#lib/clock.ts';
import { classifyHandshake, type HandshakeFailure } from '../classify/handshake.ts';
import { type Deadline, elapsedMs, type StageStop, stopMessage } from '../deadline.ts';
import type { Attempt } from '../evidence.ts';
import { limits } from '../limits.ts';
import { plainText } from '../plain-text.ts';
import { limitTraffic } from '../traffic-limit.ts';

/** The certificates of the Certificate message, in the order sent. */
export type SentChain = { ders: Uint8Array[]; tooMany: boolean };

export type HandshakeOutcome = {
  stage: Exclude<Attempt['handshake'], { status: 'skipped' }>;
  /** Open, with an error listener; null when the stage failed. */
  socket: TLSSocket | null;
  chain: SentChain;
};

/** The name to send as SNI: none for IP literals (RFC 6066 section 3), and never with a trailing dot. */
export const serverNameFor = (host: string): string | null => (isIP(host) === 0 ? host.replace(/\.$/, '') : null);

const neverJudged = () => undefined;
const noCertificate = () => ({});

/**
 * Shakes hands over an open socket and reads the chain exactly as it was sent. Accepts every certificate: the verdict is
 * formed elsewhere, and a refusing client would see nothing at all. The connection ends when the server sends more than
 * `connectionBytes` on it. Never throws.
 */
export function shakeHands(
  socket: Socket,
  host: string,
  secureContext: SecureContext,
  deadline: Deadline,
  stageMs: number,
  connectionBytes: number = limits.connectionBytes,
): Promise<HandshakeOutcome> {
  const startedAtMs = monotonicMs();
  const readBefore = socket.bytesRead;
  const writtenBefore = socket.bytesWritten;
  const serverName = serverNameFor(host);
  return new Promise((resolve) => {
    let chain: SentChain & { leaf: X509Certificate | null } = { ders: [], tooMany: false, leaf: null };
    let negotiated: { protocol: string | null; cipher: string | null } = { protocol: null, cipher: null };
    let done = false;
    const secure = connect({
      socket,
      secureContext,
      rejectUnauthorized: false,
      checkServerIdentity: neverJudged,
      minDHSize: 1,
      ...(serverName === null ? {} : { servername: serverName }),
    });
    // Node asks for the whole decoded chain after each good verification, only to hand it to checkServerIdentity. That is
    // half of the processor time of a handshake, and on Node 24 it would use up the chain that is read below.
    Object.assign(secure, { getPeerCertificate: noCertificate });

    const bytes = () => ({ bytesRead: socket.bytesRead - readBefore, bytesWritten: socket.bytesWritten - writtenBefore });
    const readChainOnce = () => {
      if (chain.ders.length === 0) chain = readSentChain(secure);
    };
    /** After our own Finished message the chain is whole. In TLS 1.3 a handshake that came so far is complete. */
    const readLate = () => {
      const protocol = secure.getProtocol();
      if (protocol === null || protocol === 'TLSv1.3' || secure.getFinished() === undefined) return;
      readChainOnce();
      negotiated = { protocol, cipher: secure.getCipher()?.name ?? null };
    };
    const finish = (outcome: HandshakeOutcome) => {
      if (done) return;
      done = true;
      endWatch();
      resolve(outcome);
    };
    const fail = (error: NodeJS.ErrnoException | null, stoppedBecause: HandshakeFailure['stoppedBecause']) => {
      if (done) return;
      readLate();
      const failure = {
        error: error === null ? null : { message: error.message, code: error.code ?? null, syscall: error.syscall ?? null },
        stoppedBecause,
        certificateSeen: chain.ders.length > 0,
        bytesRead: bytes().bytesRead,
      };
      const { code, alert } = classifyHandshake(failure);
      const detail = {
        message: plainText(error === null ? stopWords(stoppedBecause) : error.message),
        systemCode: error?.code ?? null,
        alert,
        ...bytes(),
        serverName,
        ...negotiated,
      };
      secure.destroy();
      socket.destroy();
      finish({ stage: { status: 'failed', ms: elapsedMs(startedAtMs), code, detail }, socket: null, chain });
    };
    const endWatch = deadline.watch(stageMs, (stop) => fail(null, stop));
    // A server that wants a client certificate (TLS 1.2 and older) ends the connection when it has none, and takes the chain
    // with it: this is the last moment to read it.
    const { _destroy: destroy } = secure;
    secure._destroy = (error, closed) => {
      if (!done) readLate();
      destroy.call(secure, error, closed);
    };
    secure.on('error', (error) => fail(error, null));
    const traffic = limitTraffic(socket, readBefore + limits.handshakeBytes, () => {
      if (done) socket.destroy(new Error(`The server sent more than ${connectionBytes} bytes on one connection.`));
      else fail(null, 'too-large');
    });
    secure.once('secureConnect', () => {
      traffic.mostBytes = connectionBytes;
      readChainOnce();
      const ms = elapsedMs(startedAtMs);
      finish({ stage: { status: 'ok', ms, data: { ...facts(secure, serverName, chain.leaf), ...bytes() } }, socket: secure, chain });
    });
  });
}

/** Walks the chain once: on Node 24 a second call finds nothing (github.com/nodejs/node/issues/65579). */
function readSentChain(socket: TLSSocket): SentChain & { leaf: X509Certificate | null } {
  const ders: Uint8Array[] = [];
  const leaf = socket.getPeerX509Certificate() ?? null;
  for (let certificate = leaf ?? undefined; certificate !== undefined; certificate = certificate.issuerCertificate) {
    if (ders.length === limits.certificates) return { ders, tooMany: true, leaf };
    ders.push(certificate.raw);
  }
  return { ders, tooMany: false, leaf };
}

type HandshakeFacts = Omit<Extract<Attempt['handshake'], { status: 'ok' }>['data'], 'bytesRead' | 'bytesWritten'>;

function facts(socket: TLSSocket, serverName: string | null, leaf: X509Certificate | null): HandshakeFacts {
  const cipher = socket.getCipher();
  const key = socket.getEphemeralKeyInfo();
  const ephemeralKey =
    key !== null && 'type' in key && typeof key.type === 'string'
      ? {
          type: key.type,
          name: 'name' in key && typeof key.name === 'string' ? key.name : null,
          bits: typeof key.size === 'number' ? key.size : null,
        }
      : null;
  return {
    protocol: socket.getProtocol() ?? 'unknown',
    cipher: { name: cipher.name, standardName: cipher.standardName },
    ephemeralKey,
    serverName,
    openSsl: openSslOpinion(socket, serverName, leaf),
  };
}

/** OpenSSL's verdict on the chain, then on the name, which it looks at only when the chain is good. */
function openSslOpinion(socket: TLSSocket, serverName: string | null, leaf: X509Certificate | null): HandshakeFacts['openSsl'] {
  const chainError: unknown = socket.authorizationError;
  if (!socket.authorized) return { authorized: false, error: chainError ? plainText(String(chainError)) : null };
  if (serverName !== null && leaf !== null && leaf.checkHost(serverName) === undefined)
    return { authorized: false, error: 'HOSTNAME_MISMATCH' };
  return { authorized: true, error: null };
}

const stopWords = (stop: StageStop | 'too-large' | null): string =>
  stop === 'too-large'
    ? `The server sent more than ${limits.handshakeBytes} bytes during the handshake.`
    : stopMessage(stop ?? 'cancelled', 'TLS');
