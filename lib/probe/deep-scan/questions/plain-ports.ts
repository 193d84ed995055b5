import { closeSocket, connectTo } from '../../stages/connect.ts';
import { startTls } from '../../stages/start-tls.ts';
import type { CertificatesSeen } from '../certificates-seen.ts';
import type { Door } from '../door.ts';
import type { StartTlsAnswer } from '../record.ts';
import { shakeOrdinarily } from './ordinary.ts';

const connectWords: Record<string, StartTlsAnswer['connect']> = {
  refused: 'refused',
  timeout: 'timeout',
  'host-unreachable': 'unreachable',
  'network-unreachable': 'unreachable',
};

/** Asks for StartTLS at a plain port of the same address and shakes hands where it is granted. Null when it could not be asked any more. */
export async function askPlainPort(door: Door, port: number, seen: CertificatesSeen): Promise<StartTlsAnswer | null> {
  if (!door.mayConnect()) return null;
  const time = door.timeForOne();
  const unheard = { port, resultCode: null, diagnosticMessage: null, handshake: 'not-tried' as const, chain: [] };
  const { stage, socket } = await connectTo(door.address, port, time, door.connectionMs);
  if (socket === null) return { ...unheard, connect: stage.status === 'failed' ? (connectWords[stage.code] ?? 'failed') : 'failed' };
  try {
    const upgrade = await startTls(socket, time, door.connectionMs);
    if (upgrade.status === 'failed') {
      const { resultCode, diagnosticMessage } = upgrade.detail;
      return { ...unheard, connect: 'ok', resultCode, diagnosticMessage };
    }
    const { stage: handshake, chain } = await shakeOrdinarily(socket, door.serverName, time, door.connectionMs);
    const granted = { ...unheard, connect: 'ok' as const, resultCode: 0, chain: seen.keep(chain.ders) };
    return { ...granted, handshake: handshake.status === 'ok' ? 'ok' : 'failed' };
  } finally {
    await closeSocket(socket);
  }
}
