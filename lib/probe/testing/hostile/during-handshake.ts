import { drip } from '../../../simulation/broken-server.ts';
import type { HostilePeer } from './peer.ts';
import { afterGreeting, content, endlessly, many, record, startRawPeer } from './records.ts';

const warningAlert = record(content.alert, Buffer.from([1, 90]));
const fatalAlert = record(content.alert, Buffer.from([2, 40]));
const changeCipherSpec = record(content.changeCipherSpec, Buffer.from([1]));
const helloRequest = record(content.handshake, many(Buffer.from([0, 0, 0, 0]), 4_000));
const emptyHandshake = record(content.handshake, Buffer.alloc(0));
const recordTooLong = Buffer.concat([Buffer.from([content.handshake, 3, 3, 0xff, 0xff]), Buffer.alloc(0xffff)]);
/** Begins a ServerHello of 16 MB. */
const giantMessage = record(content.handshake, Buffer.from([2, 0xff, 0xff, 0xff]));
const fullRecord = record(content.handshake, Buffer.alloc(0x3fff));

const peer = (name: string, code: string, finding: string, act: Parameters<typeof startRawPeer>[0]): HostilePeer => ({
  name,
  stage: 'handshake',
  code,
  finding,
  start: () => startRawPeer(act),
});

const malformed = (name: string, bytes: Uint8Array) => peer(name, 'malformed', 'handshake-failed', afterGreeting(endlessly(bytes)));

/** Peers that misbehave before a certificate was sent. */
export const peersDuringHandshake: readonly HostilePeer[] = [
  peer('pours text before it is spoken to', 'not-tls', 'not-tls', endlessly(Buffer.alloc(16_384, 0x47))),
  peer('pours zeros before it is spoken to', 'not-tls', 'not-tls', endlessly(Buffer.alloc(16_384))),
  peer('pours text in answer to the greeting', 'not-tls', 'not-tls', afterGreeting(endlessly(Buffer.alloc(16_384, 0x47)))),
  peer('says one byte at a time before it is spoken to', 'timeout', 'handshake-timeout', (socket) => drip(socket, fullRecord, 20)),
  peer(
    'answers the greeting one byte at a time',
    'timeout',
    'handshake-timeout',
    afterGreeting((socket) => drip(socket, fullRecord, 20)),
  ),
  peer(
    'pours one endless handshake message',
    'too-large',
    'handshake-failed',
    afterGreeting((socket) => {
      socket.write(giantMessage);
      endlessly(fullRecord)(socket);
    }),
  ),
  peer('pours records that are too long', 'too-large', 'handshake-failed', afterGreeting(endlessly(recordTooLong))),
  peer('pours requests for another greeting', 'too-large', 'handshake-failed', afterGreeting(endlessly(helloRequest))),
  malformed('pours warning alerts', many(warningAlert)),
  malformed('pours changes of the cipher', many(changeCipherSpec)),
  malformed('pours empty records', many(emptyHandshake)),
  peer('pours fatal alerts', 'alert-no-shared-cipher', 'no-shared-cipher', afterGreeting(endlessly(many(fatalAlert)))),
];
