import type { Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import type { Deadline } from '../deadline.ts';
import type { HandshakeLook, ProbeTarget } from '../evidence.ts';
import { limits } from '../limits.ts';
import { closeSocket, connectTo } from '../stages/connect.ts';
import { shakeHands } from '../stages/handshake.ts';
import { startTls } from '../stages/start-tls.ts';
import { readCertificate } from '../x509/read-certificate.ts';

const notReachable: HandshakeLook = {
  outcome: 'not-reachable',
  protocol: null,
  cipher: null,
  alert: null,
  answered: false,
  certificates: [],
};

/** One further greeting: with which settings, and for which name (an IP literal sends none). */
export type Greeting = { context: SecureContext; host: string };

/** Connects to the TLS door, through StartTLS where it is one, and greets. Never throws; nothing is open when it returns. */
export async function lookAtHandshake(
  target: ProbeTarget,
  address: string,
  greeting: Greeting,
  deadline: Deadline,
): Promise<HandshakeLook> {
  const time = deadline.within(limits.furtherHandshakeMs);
  const { socket } = await connectTo(address, target.port, time, limits.furtherHandshakeMs);
  if (socket === null) return notReachable;
  try {
    if (target.transport === 'starttls' && (await startTls(socket, time, limits.furtherHandshakeMs)).status === 'failed')
      return notReachable;
    return await greet(socket, greeting, time);
  } finally {
    await closeSocket(socket);
  }
}

/** Greets over an open socket, and lets go of TLS again; the socket beneath is left to the caller. */
export async function greet(socket: Socket, { context, host }: Greeting, deadline: Deadline): Promise<HandshakeLook> {
  const { stage, chain, socket: secure } = await shakeHands(socket, host, context, deadline, limits.furtherHandshakeMs);
  if (secure !== null) await closeSocket(secure);
  const certificates = chain.ders.slice(0, limits.furtherCertificates).map((der) => readCertificate(der));
  if (stage.status === 'ok') {
    const { protocol, cipher } = stage.data;
    return { outcome: 'ok', protocol, cipher: cipher.name, alert: null, answered: true, certificates };
  }
  const { protocol, cipher, alert, bytesRead } = stage.detail;
  return { outcome: stage.code, protocol, cipher, alert, answered: bytesRead > 0, certificates };
}
