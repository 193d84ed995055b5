import { BlockList } from 'node:net';
import { networkInterfaces } from 'node:os';
import { ipAddressBytes, ipAddressText } from '../x509/ip-address.ts';

function listOf(subnets: readonly string[]): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [network = '', prefix = ''] = subnet.split('/');
    list.addSubnet(network, Number(prefix), network.includes(':') ? 'ipv6' : 'ipv4');
  }
  return list;
}

/** Link-local, unspecified, multicast and reserved ranges (RFC 6890), and the addresses at which clouds hand out secrets. */
const refused = listOf([
  ...['0.0.0.0/8', '169.254.0.0/16', '224.0.0.0/4', '240.0.0.0/4', '::/128', 'fe80::/10', 'ff00::/8'],
  // Alibaba, Azure, Oracle; AWS and Google over IPv6. Those of 169.254.0.0/16 are link-local.
  ...['100.100.100.200/32', '168.63.129.16/32', '192.0.0.192/32', 'fd00:ec2::254/128', 'fd20:ce::254/128'],
  // Ways through IPv6 to an IPv4 address that is not at its end: 6to4, Teredo, NAT64 of a network's own (RFC 3056, 4380, 8215).
  ...['2002::/16', '2001::/32', '64:ff9b:1::/48'],
]);
const loopback = listOf(['127.0.0.0/8', '::1/128']);

/** IPv6 ranges whose last four bytes are an IPv4 address: mapped, translated, compatible and NAT64. */
const carriers = ['00000000000000000000ffff', '0000000000000000ffff0000', '000000000000000000000000', '0064ff9b0000000000000000'];

function plainAddress(text: string): string | null {
  const bytes = ipAddressBytes(text);
  if (bytes === null) return null;
  const carriesIpv4 = bytes.length === 16 && carriers.includes(Buffer.from(bytes.subarray(0, 12)).toString('hex'));
  const isLowest = bytes.length === 16 && bytes.subarray(0, 15).every((byte) => byte === 0);
  return ipAddressText(carriesIpv4 && !isLowest ? bytes.subarray(12) : bytes);
}

/** The IP addresses of this machine's network interfaces, as they are now. */
const ownAddresses = (): string[] => Object.values(networkInterfaces()).flatMap((found = []) => found.map(({ address }) => address));

/**
 * May nothing be fetched from that IP address, whoever names it? A certificate is a stranger's word, and its addresses must not make
 * this program ask its own host, by loopback or by an address of its interfaces (`own`), or the secrets of the cloud it runs in.
 * `alsoLoopback` allows the own host. Other private addresses are allowed: authorities inside a company live there.
 */
export function isRefusedAddress(text: string, alsoLoopback: boolean, own: () => readonly string[] = ownAddresses): boolean {
  const address = plainAddress(text);
  if (address === null) return true;
  const family = address.includes(':') ? 'ipv6' : 'ipv4';
  if (refused.check(address, family)) return true;
  return !alsoLoopback && (loopback.check(address, family) || own().some((each) => plainAddress(each) === address));
}

const refusedNames = /^(?:metadata\.google\.internal|instance-data(?:\.ec2\.internal)?|metadata)\.?$/i;
const loopbackNames = /(?:^|\.)localhost\.?$/i;

/**
 * The same for the host of an address as it is written, literal or name. It is all that can be checked when a proxy looks
 * the name up.
 */
export function isRefusedHost(host: string, alsoLoopback: boolean): boolean {
  if (ipAddressBytes(host) !== null) return isRefusedAddress(host, alsoLoopback);
  return refusedNames.test(host) || (!alsoLoopback && loopbackNames.test(host));
}
