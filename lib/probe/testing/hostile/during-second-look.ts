import { drip } from '../../../simulation/broken-server.ts';
import type { HostilePeer } from './peer.ts';
import { content, endlessly, many, type OnConnection, record, startRawPeer } from './records.ts';

/** Resets the first greeting, and then does this with every further connection. */
const later =
  (act: OnConnection): OnConnection =>
  (socket, index) => {
    if (index === 0) socket.once('data', () => socket.resetAndDestroy());
    else act(socket, index);
  };

const peer = (name: string, finding: string, act: OnConnection): HostilePeer => ({
  name: `${name} when looked at again`,
  stage: 'secondLook',
  code: 'ok',
  finding,
  start: () => startRawPeer(later(act)),
  options: { timeouts: { handshakeMs: 250, secondLookMs: 700, totalMs: 2_000 } },
});

const helloRequests = record(content.handshake, many(Buffer.from([0, 0, 0, 0]), 4_000));

/** Peers that misbehave on the further connections that follow a failure. */
export const peersDuringSecondLook: readonly HostilePeer[] = [
  peer('pours text', 'not-tls', endlessly(Buffer.alloc(16_384, 0x47))),
  peer('pours what begins like LDAP', 'not-tls', (socket) => {
    socket.write(Buffer.from([0x30, 0x84, 0x7f, 0xff, 0xff, 0xff]));
    endlessly(Buffer.alloc(16_384, 0x30))(socket);
  }),
  peer('pours requests for another greeting', 'handshake-failed', endlessly(helloRequests)),
  peer('says one byte at a time', 'handshake-failed', (socket) => drip(socket, helloRequests, 20)),
  peer('says nothing', 'no-certificate-served', () => undefined),
];
