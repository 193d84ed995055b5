import { connect, createServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { listen, type SimulatedServer } from '../../../simulation/listener.ts';
import type { TestAuthority } from '../probe-setup.ts';
import type { HostilePeer } from './peer.ts';
import { content } from './records.ts';
import { Tls13Writer } from './tls13-writer.ts';

const RECORDS_AT_ONCE = 50;
/** Tickets that OpenSSL sends of itself after a handshake, each in a record; what is forged must come after them. */
const OWN_TICKETS = 2;

/** Cuts a stream into whole TLS records. */
function recordReader(onRecord: (record: Buffer) => void): (chunk: Buffer) => void {
  let pending: Buffer = Buffer.alloc(0);
  return (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= 5 && pending.length >= 5 + pending.readUInt16BE(3)) {
      const end = 5 + pending.readUInt16BE(3);
      onRecord(pending.subarray(0, end));
      pending = pending.subarray(end);
    }
  };
}

/**
 * A server of TLS 1.3 that is real up to the client's first request, and then pours what `next` makes under the server's own keys:
 * what stands between client and server here knows them from the server's key log.
 */
async function startPouringInsideTls(authority: TestAuthority, next: (writer: Tls13Writer) => Buffer): Promise<SimulatedServer> {
  const settings = { ...(await authority.tls()), minVersion: 'TLSv1.3' as const, ciphers: 'TLS_AES_128_GCM_SHA256' };
  let secret: Buffer | null = null;
  const real = await listen(
    createTlsServer(settings, (socket) => socket.on('error', () => undefined)).on('keylog', (line: Buffer) => {
      const [label, , value = ''] = line.toString('latin1').trim().split(' ');
      if (label === 'SERVER_TRAFFIC_SECRET_0') secret = Buffer.from(value, 'hex');
    }),
  );
  const front = await listen(
    createServer((client) => {
      const beyond = connect({ port: real.port, host: '127.0.0.1' });
      beyond.on('error', () => client.destroy());
      client.on('close', () => beyond.destroy());
      let protectedByClient = 0;
      let protectedByServer = 0;
      let pours = false;
      const pourInTime = () => {
        if (pours || protectedByClient < 2 || protectedByServer < OWN_TICKETS) return;
        pours = true;
        pourMade(client, secret, protectedByServer, next);
      };
      client.on(
        'data',
        recordReader((record) => {
          if (record[0] === content.applicationData) protectedByClient += 1;
          // The first protected record is the client's Finished, the second its request.
          if (protectedByClient < 2) beyond.write(record);
          pourInTime();
        }),
      );
      beyond.on(
        'data',
        recordReader((record) => {
          if (protectedByClient > 0 && record[0] === content.applicationData) protectedByServer += 1;
          client.write(record);
          pourInTime();
        }),
      );
    }),
  );
  const stop = async () => {
    await Promise.all([front.stop(), real.stop()]);
  };
  return { ...front, stop };
}

/** Makes and writes as fast as the peer reads until the peer is gone; it shares its process with the probe, so it takes turns. */
function pourMade(socket: Socket, secret: Buffer | null, sequence: number, next: (writer: Tls13Writer) => Buffer): void {
  if (secret === null) throw new Error('The server has logged no key.');
  const writer = new Tls13Writer(secret, sequence);
  const more = () => {
    if (socket.destroyed) return;
    const records = Array.from({ length: RECORDS_AT_ONCE }, () => next(writer));
    if (socket.write(Buffer.concat(records))) setImmediate(more);
    else socket.once('drain', more);
  };
  more();
}

/** NewSessionTicket: two hours, no age offset, a nonce of one byte, a ticket of 8 kB, no extensions (RFC 8446 section 4.6.1). */
const ticket = Buffer.concat([
  Buffer.from('04001f4e' + '00001c20' + '00000000' + '0100' + '1f40', 'hex'),
  Buffer.alloc(8_000, 0xab),
  Buffer.alloc(2),
]);

const peer = (name: string, code: string, next: (writer: Tls13Writer) => Buffer): HostilePeer => ({
  name: `${name} inside TLS`,
  stage: 'directory',
  code,
  finding: 'rootdse-unreadable',
  start: (authority) => startPouringInsideTls(authority, next),
});

/** Peers that misbehave in the record layer of a connection that is secured already. */
export const peersAfterHandshake: readonly HostilePeer[] = [
  peer('pours session tickets', 'unclassified', (writer) => writer.record(content.handshake, ticket)),
  peer('pours changes of the key', 'timeout', (writer) => writer.keyUpdate()),
  peer('pours empty records', 'unclassified', (writer) => writer.record(content.applicationData, Buffer.alloc(0))),
  peer('pours warning alerts', 'unclassified', (writer) => writer.record(content.alert, Buffer.from([1, 90]))),
];
