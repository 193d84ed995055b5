import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Deadline } from '../deadline.ts';
import { describeError } from '../plain-text.ts';
import { connectTo } from '../stages/connect.ts';
import { resolveName } from '../stages/resolve.ts';
import { isRefusedAddress, isRefusedHost } from './refused-address.ts';
import type { Refusal } from './source.ts';

/** How revocation data is fetched. */
export interface Network {
  /** HTTP proxy (`http:`) for every fetch over HTTP; null to go directly. */
  readonly proxy: URL | null;
  /** Resolvers as `address` or `address:port`; the system's when there are none. */
  readonly resolvers: readonly string[];
  /** Allows fetches from the own host. Link-local addresses stay refused. */
  readonly alsoLoopback: boolean;
}

const RESOLVE_MS = 4_000;
const CONNECT_MS = 4_000;
const MOST_ADDRESSES = 4;

/** A connection that could not be opened, from anything that has `outcome`. */
export const isRefusal = (value: object): value is Refusal => 'outcome' in value;

/** Host as it stands in an address, without the brackets of IPv6 literals. */
export const bareHost = (host: string): string => host.replace(/^\[(.*)\]$/, '$1');

/**
 * Opens a TCP connection to a host that a stranger named. What is checked is the address that is dialled, so a name cannot change
 * its mind between the check and the connection. Never throws.
 */
export async function openChecked(host: string, port: number, network: Network, deadline: Deadline): Promise<Socket | Refusal> {
  const { alsoLoopback } = network;
  if (isRefusedHost(host, alsoLoopback)) return refuseAddress(host);
  return open(host, port, network, deadline, (address) => !isRefusedAddress(address, alsoLoopback));
}

/** Opens a TCP connection to a host that the operator named: the proxy, or the directory server being scanned. Never throws. */
export function openTrusted(host: string, port: number, network: Network, deadline: Deadline): Promise<Socket | Refusal> {
  return open(host, port, network, deadline, () => true);
}

export const refuseAddress = (host: string): Refusal => ({
  outcome: 'address-refused',
  message: `Nothing is fetched from ${host}: it is the own host, link-local, or no address of a single server.`,
});

async function open(
  host: string,
  port: number,
  network: Network,
  deadline: Deadline,
  isAllowed: (address: string) => boolean,
): Promise<Socket | Refusal> {
  const found = await resolveName(bareHost(host), { resolvers: network.resolvers }, deadline, RESOLVE_MS);
  if (found.status !== 'ok') {
    const because = found.status === 'failed' ? found.detail.message : 'no time was left';
    return { outcome: 'unreachable', message: `The name ${host} was not resolved: ${because}` };
  }
  const allowed = found.data.addresses.map(({ address }) => address).filter(isAllowed);
  if (allowed.length === 0) return refuseAddress(found.data.addresses[0]?.address ?? host);
  let refusal: Refusal = { outcome: 'unreachable', message: 'No address was left to connect to.' };
  for (const address of allowed.slice(0, MOST_ADDRESSES)) {
    if (deadline.overBecause() !== null) break;
    const { stage, socket } = await connectTo(address, port, deadline, CONNECT_MS);
    if (socket !== null) return socket;
    if (stage.status === 'failed') {
      refusal = {
        outcome: stage.code === 'timeout' ? 'timeout' : 'unreachable',
        message: `${address} port ${port}: ${stage.detail.message}`,
      };
    }
  }
  return refusal;
}

/** Settings of a TLS client whose peer's certificate is not checked, or is when authorities are given. */
export type TlsSettings = { readonly serverName: string; readonly authoritiesPem: readonly string[] | null };

/** Begins TLS on an open connection. On failure the connection is closed. Never throws. */
export function beginTls(socket: Socket, { serverName, authoritiesPem }: TlsSettings, deadline: Deadline): Promise<Socket | Refusal> {
  return new Promise((resolve) => {
    const secure = connectTls({
      socket,
      servername: /^[\d.]+$|:/.test(serverName) ? '' : serverName,
      ...(authoritiesPem === null
        ? { rejectUnauthorized: false }
        : { ca: [...authoritiesPem], allowPartialTrustChain: true, host: serverName }),
    });
    const endWatch = deadline.watch(CONNECT_MS, () => fail({ outcome: 'timeout', message: 'No answer in time while waiting for TLS.' }));
    const fail = (refusal: Refusal) => {
      endWatch();
      secure.destroy();
      socket.destroy();
      resolve(refusal);
    };
    secure.on('error', (error) => fail({ outcome: 'unreachable', message: describeError(error).message }));
    secure.once('secureConnect', () => {
      endWatch();
      resolve(secure);
    });
  });
}
