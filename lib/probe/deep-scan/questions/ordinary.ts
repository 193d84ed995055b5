import { constants } from 'node:crypto';
import type { Socket } from 'node:net';
import { connect, createSecureContext, type SecureContext } from 'node:tls';
import type { Deadline } from '../../deadline.ts';
import { limits } from '../../limits.ts';
import { closeSocket } from '../../stages/connect.ts';
import { type HandshakeOutcome, shakeHands } from '../../stages/handshake.ts';
import { limitTraffic } from '../../traffic-limit.ts';

const settings = {
  ca: [],
  ciphers: 'DEFAULT:@SECLEVEL=0',
  ecdhCurve: 'X25519:P-256:P-384:P-521:X448:ffdhe2048:ffdhe3072',
  secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT,
};

let permissive: SecureContext | null = null;
let tls13: SecureContext | null = null;

/** Everything that OpenSSL has to offer. Made once. */
const permissiveContext = (): SecureContext => {
  permissive ??= createSecureContext({ ...settings, minVersion: 'TLSv1', maxVersion: 'TLSv1.3' });
  return permissive;
};

/** TLS 1.3 and nothing else. Made once. */
const tls13Context = (): SecureContext => {
  tls13 ??= createSecureContext({ ...settings, minVersion: 'TLSv1.3', maxVersion: 'TLSv1.3' });
  return tls13;
};

/** An IP literal as host: its handshakes send no server name. */
const NAMELESS = '0.0.0.0';

async function shakeAndLetGo(socket: Socket, name: string | null, context: SecureContext, time: Deadline, stageMs: number) {
  const outcome = await shakeHands(socket, name ?? NAMELESS, context, time, stageMs);
  if (outcome.socket !== null) await closeSocket(outcome.socket);
  return outcome;
}

/** One handshake of OpenSSL with all it has. `serverName` null sends none. Never rejects. */
export const shakeOrdinarily = (socket: Socket, serverName: string | null, time: Deadline, stageMs: number): Promise<HandshakeOutcome> =>
  shakeAndLetGo(socket, serverName, permissiveContext(), time, stageMs);

/** One handshake that offers TLS 1.3 alone. Never rejects. */
export const shakeWithTls13 = (socket: Socket, serverName: string | null, time: Deadline, stageMs: number): Promise<HandshakeOutcome> =>
  shakeAndLetGo(socket, serverName, tls13Context(), time, stageMs);

/**
 * The OCSP response that the server staples when it is asked for one (RFC 6066 section 8, RFC 8446 section 4.4.2.1).
 * @returns null when it staples none, undefined when the handshake did not get that far. Never rejects
 */
export function askForStaple(
  socket: Socket,
  serverName: string | null,
  time: Deadline,
  stageMs: number,
): Promise<Uint8Array | null | undefined> {
  return new Promise((resolve) => {
    const secure = connect({
      socket,
      secureContext: permissiveContext(),
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
      minDHSize: 1,
      requestOCSP: true,
      ...(serverName === null ? {} : { servername: serverName }),
    });
    let staple: Uint8Array | null | undefined;
    let over = false;
    const end = (answer: Uint8Array | null | undefined) => {
      if (over) return;
      over = true;
      endWatch();
      closeSocket(secure).then(() => resolve(answer));
    };
    const endWatch = time.watch(stageMs, () => end(undefined));
    limitTraffic(socket, limits.connectionBytes, () => end(undefined));
    secure.on('error', () => end(staple));
    secure.on('close', () => end(staple));
    secure.once('OCSPResponse', (response: Buffer | null) => {
      staple = response !== null && response.length > 0 ? Uint8Array.from(response) : null;
    });
    secure.once('secureConnect', () => end(staple ?? null));
  });
}
