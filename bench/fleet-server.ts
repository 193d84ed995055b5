import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { createSecureContext, createServer as createTlsServer, type SecureContext, type TLSSocket } from 'node:tls';
import { createAuthority } from '#lib/simulation/certificate-factory.ts';
import { decodeRequests, encodeEntry, encodeResult, operation } from '#lib/simulation/ldap-messages.ts';
import { domainControllerRootDse } from '#lib/simulation/ldap-server.ts';

/** One server of the fleet. */
export type FleetMember = { host: string; address: string };

/** What the fleet tells its parent once it listens. */
export type Fleet = { members: FleetMember[]; port: number; rootPem: string; rootDseBytes: number };

/** How long a fleet lives at most, whatever becomes of its parent. */
const LIFETIME_MS = 20 * 60_000;
/** A connection that says nothing for this long is closed. */
const IDLE_MS = 10_000;
const MOST_MEMBERS = 2_000;
/**
 * A fleet in one process: many loopback addresses, one certificate for each name (chosen by SNI, sent with its intermediate),
 * TLS 1.3 with P-256, anonymous rootDSE searches. Ends with its parent.
 */
async function main(count: number): Promise<void> {
  const root = await createAuthority();
  const issuing = await root.intermediate();
  const contexts = new Map<string, SecureContext>();
  const members: FleetMember[] = [];
  for (let index = 0; index < count; index += 1) {
    const host = `dc${index + 1}.fleet.example.test`;
    const { chainPem, keyPem } = await issuing.issue({ dnsNames: [host], freshKey: true });
    const context = createSecureContext({ cert: chainPem, key: keyPem, minVersion: 'TLSv1.3' });
    contexts.set(host, context);
    members.push({ host, address: `127.10.${Math.floor(index / 250)}.${(index % 250) + 1}` });
  }
  const secure = createTlsServer({
    minVersion: 'TLSv1.3',
    ecdhCurve: 'X25519:P-256',
    SNICallback: (name, done) => done(null, contexts.get(name)),
  });
  secure.on('tlsClientError', () => undefined);
  secure.on('secureConnection', (socket) => serve(socket, socket.servername || 'unknown'));
  const port = await listenOnAll(members, secure);
  const first = members[0];
  const rootDseBytes = first === undefined ? 0 : encodeEntry(2, '', domainControllerRootDse(first.host)).length;
  process.send?.({ members, port, rootPem: root.certificate.pem, rootDseBytes } satisfies Fleet);
}

/** One listener for each address, all on the same port, so that nothing listens beyond loopback. */
async function listenOnAll(members: readonly FleetMember[], secure: Server): Promise<number> {
  let port = 0;
  for (const { address } of members) {
    const server = createServer({ noDelay: true }, (socket) => {
      socket.setTimeout(IDLE_MS, () => socket.destroy());
      socket.on('error', () => undefined);
      secure.emit('connection', socket);
    });
    server.listen({ port, host: address, backlog: 511 });
    await once(server, 'listening');
    const bound = server.address();
    if (bound !== null && typeof bound === 'object') port = bound.port;
  }
  return port;
}

function serve(socket: TLSSocket, host: string): void {
  let pending: Buffer = Buffer.alloc(0);
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => {
    const { requests, rest } = decodeRequests(pending.length === 0 ? chunk : Buffer.concat([pending, chunk]));
    pending = rest;
    for (const request of requests) {
      if (request.kind !== 'search') return void socket.destroy();
      const done = encodeResult(request.messageId, operation.searchDone, 0);
      socket.write(request.baseDn === '' ? Buffer.concat([encodeEntry(request.messageId, '', domainControllerRootDse(host)), done]) : done);
    }
  });
}

process.on('disconnect', () => process.exit(0));
setTimeout(() => process.exit(1), LIFETIME_MS).unref();
await main(Math.min(MOST_MEMBERS, Number(process.argv[2])));
