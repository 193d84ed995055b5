import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { type BrokenServerKind, startBrokenServer } from '../../../simulation/broken-server.ts';
import {
  errorInitializingTls,
  startDomainControllerWithoutCertificate,
} from '../../../simulation/domain-controller-without-certificate.ts';
import { startFilteredPort } from '../../../simulation/filtered-port.ts';
import { startLdapServer } from '../../../simulation/ldap-server.ts';
import { listen, type SimulatedServer } from '../../../simulation/listener.ts';
import { UNREACHABLE_ADDRESS } from '../../../simulation/unreachable-address.ts';
import { afterGreeting, content, record, startRawPeer } from '../hostile/records.ts';
import { RANGE_HOST, type RangeEndpoint, serving } from './range-endpoint.ts';

const impatient = { timeouts: { handshakeMs: 900, startTlsMs: 900, connectMs: 900 } };

const broken = (kind: BrokenServerKind, what: string, ...finds: readonly string[]): RangeEndpoint => ({
  id: `wire/${kind}`,
  what,
  finds,
  options: impatient,
  start: () => startBrokenServer(kind),
});

/** The LDAPS port of an emulated domain controller without a certificate; its plain port is found by the second look. */
const plainPorts = new WeakMap<SimulatedServer, number>();
async function startWithoutCertificate(ending: 'reset' | 'close'): Promise<SimulatedServer> {
  const server = await startDomainControllerWithoutCertificate({ ending, hostName: RANGE_HOST });
  const started = { ...server.ldaps, stop: server.stop };
  plainPorts.set(started, server.ldap.port);
  return started;
}
const withPlainPort = (started: SimulatedServer) => ({ plainPort: plainPorts.get(started) ?? 1 });

/**
 * A port on which nobody listens: the client's end of a connection has it, so that no other server of the range is given it
 * meanwhile.
 */
async function startNobody(): Promise<SimulatedServer> {
  const keeper = await listen(createServer());
  const holder = connect(keeper.port, keeper.address);
  holder.on('error', () => undefined);
  await once(holder, 'connect');
  const { localPort } = holder;
  if (localPort === undefined) throw new Error('a connected socket has a port');
  const stop = async () => {
    holder.destroy();
    await keeper.stop();
  };
  return { ...keeper, port: localPort, connectionCount: () => 0, openCount: () => 0, stop };
}

const plain = (options: Parameters<typeof startLdapServer>[0]) => () => startLdapServer({ transport: 'plain', ...options });

/** Faults before TLS, and instead of it. */
export const wireEndpoints: readonly RangeEndpoint[] = [
  { id: 'wire/closed', what: 'nobody listens', finds: ['port-closed'], start: startNobody },
  {
    id: 'wire/unreachable',
    what: 'nothing leads from here to its address (the broadcast address): the prober’s own network, nobody is blamed',
    finds: [],
    unknown: true,
    options: { addresses: ['255.255.255.255'] },
    start: startNobody,
  },
  {
    id: 'wire/no-way',
    what: 'no connection can be made to its address (the broadcast address of the loopback network, by Linux), while others are reached',
    finds: ['host-unreachable'],
    othersReached: true,
    options: { addresses: [UNREACHABLE_ADDRESS] },
    start: startNobody,
  },
  {
    id: 'wire/no-way-and-closed',
    what: 'no connection can be made to one address, and nobody listens at the other',
    finds: ['port-closed', 'host-unreachable'],
    options: { addresses: [UNREACHABLE_ADDRESS, '127.0.0.1'] },
    start: startNobody,
  },
  { id: 'wire/filtered', what: 'packets are dropped', finds: ['port-filtered'], options: impatient, start: () => startFilteredPort() },
  {
    id: 'wire/event-1220',
    what: 'a domain controller without a certificate: resets on the greeting, plain LDAP answers (emulated)',
    finds: ['no-certificate-served'],
    options: withPlainPort,
    start: () => startWithoutCertificate('reset'),
  },
  {
    id: 'wire/event-1220-close',
    what: 'the same, and it closes instead of resetting (emulated)',
    finds: ['no-certificate-served'],
    options: withPlainPort,
    start: () => startWithoutCertificate('close'),
  },
  broken('reset-on-hello', 'resets on the greeting, nothing else is known', 'no-certificate-served'),
  broken('close-on-hello', 'closes on the greeting, nothing else is known', 'no-certificate-served'),
  broken('close-unprompted', 'closes before anything is said', 'handshake-failed'),
  broken('reset-unprompted', 'resets before anything is said', 'handshake-failed'),
  broken('silent', 'accepts and says nothing', 'handshake-timeout'),
  broken('slow-loris', 'sends its handshake one byte at a time', 'handshake-timeout'),
  broken('plain-ldap', 'plain LDAP that rejects the greeting', 'not-tls'),
  broken('http', 'a web server', 'not-tls'),
  broken('smtp-banner', 'a mail server', 'not-tls'),
  broken('ssh-banner', 'an SSH server', 'not-tls'),
  broken('endless-garbage', 'pours bytes that are no TLS', 'not-tls'),
  broken('endless-handshake', 'a handshake without an end', 'handshake-failed'),
  {
    id: 'wire/plain-ldap-patient',
    what: 'plain LDAP that waits for the greeting to end',
    finds: ['not-tls'],
    options: impatient,
    start: plain({}),
  },
  {
    id: 'wire/zeros',
    what: 'answers the greeting with zeros',
    finds: ['not-tls'],
    options: impatient,
    start: () => startRawPeer(afterGreeting((socket) => socket.end(Buffer.alloc(500)))),
  },
  {
    id: 'wire/garbage',
    what: 'answers the greeting with noise',
    finds: ['not-tls'],
    options: impatient,
    start: () => startRawPeer(afterGreeting((socket) => socket.end(Buffer.alloc(300, 0xa7)))),
  },
  {
    id: 'wire/warning-then-close',
    what: 'warns of the name and closes',
    finds: ['handshake-failed'],
    options: impatient,
    start: () => startRawPeer(afterGreeting((socket) => socket.end(record(content.alert, Buffer.from([1, 112]))))),
  },
  {
    id: 'wire/reset-unread',
    what: 'resets without reading the greeting, whatever is said',
    finds: ['handshake-failed'],
    options: impatient,
    start: () =>
      startRawPeer((socket) => {
        socket.pause();
        setTimeout(() => socket.resetAndDestroy(), 150);
      }),
  },
  {
    id: 'starttls/sound',
    what: 'nothing: StartTLS works',
    transport: 'starttls',
    finds: [],
    start: serving({}, { transport: 'plain' }),
  },
  {
    id: 'starttls/expired',
    what: 'StartTLS with an expired certificate',
    transport: 'starttls',
    finds: ['certificate-expired'],
    start: serving({ notBefore: new Date('2024-01-01'), notAfter: new Date('2025-01-01') }, { transport: 'plain' }),
  },
  {
    id: 'starttls/52',
    what: 'a domain controller without a certificate refuses StartTLS with 52 (emulated)',
    transport: 'starttls',
    finds: ['no-certificate-served'],
    start: plain({ startTlsRefusal: errorInitializingTls, longForm: true }),
  },
  {
    id: 'starttls/unsupported',
    what: 'StartTLS is not supported',
    transport: 'starttls',
    finds: ['starttls-refused'],
    start: plain({}),
  },
  {
    id: 'starttls/confidentiality',
    what: 'StartTLS is refused with another result',
    transport: 'starttls',
    finds: ['starttls-refused'],
    start: plain({ startTlsRefusal: { resultCode: 53, message: 'not here' } }),
  },
];
