import { demoDomains } from '../fleet/demo/marks.ts';
import { startDnsServer, type Zone, type ZoneEntry } from '../simulation/dns-server.ts';
import { openAuthorities } from './authorities.ts';
import { openDemoCertificates } from './certificates.ts';
import type { DemoAuthorities, DemoHost, Standing } from './demo-host.ts';
import { type FormerCertificate, formerCertificates } from './former-certificates.ts';
import { findGround, type Ground } from './ground.ts';
import { demoHosts, domainOfName, unregisteredController } from './hosts/index.ts';

/** A simulated server with the place that it has on this machine. */
export type PlacedHost = { host: DemoHost; name: string; address: string };

/** The demo while it stands. */
export type StandingDemo = {
  hosts: readonly PlacedHost[];
  ground: Ground;
  /** The DNS server that knows the domains, as address:port. */
  resolver: string;
  /** The DNS server that stands for the outside world, as address:port. */
  outsideResolver: string;
  authorities: DemoAuthorities;
  /** Certificates that servers had before those they have now. */
  former: readonly FormerCertificate[];
  stop: () => Promise<void>;
};

/** An address of the demo at which nobody listens. */
const NOBODY = 900;
/** Where the DNS server of the outside world is. */
const OUTSIDE = 901;
const startAtOnce = 16;

/**
 * Starts every server of the demo on the loopback network, and the DNS servers that are asked for them.
 * `folder` keeps the certificates from one
 * start to the next. Throws where the loopback network cannot be used so.
 */
export async function standUp(options: { folder: string; now: Date; hosts?: readonly DemoHost[] }): Promise<StandingDemo> {
  const { folder, now, hosts = demoHosts } = options;
  const ground = await findGround();
  const standing: Standing[] = [{ stop: ground.release }];
  const stop = async () => void (await Promise.all(standing.splice(0).map((one) => one.stop())));
  try {
    const certificates = await openDemoCertificates(folder, now);
    const authorities = await openAuthorities(certificates);
    const placed = hosts.map((host, index): PlacedHost => {
      const address = ground.address(index + 1);
      return { host, name: host.name ?? address, address };
    });
    const doors = placed.flatMap((one) => one.host.doors.map((door) => ({ ...one, door })));
    for (let from = 0; from < doors.length; from += startAtOnce)
      await Promise.all(
        doors.slice(from, from + startAtOnce).map(async ({ host, name, address, door }) => {
          const stand = { host: name, site: host.site, address, port: ground.port(door.port), now, authorities, certificates };
          standing.push(await door.serve(stand));
        }),
      );
    const former = await formerCertificates(placed, { certificates, authorities, now });
    await certificates.save();
    const dns = await startDnsServer(zoneOf(placed, ground), { address: ground.address(0) });
    standing.push(dns);
    const outside = await startDnsServer(zoneOutside(hosts), { address: ground.address(OUTSIDE) });
    standing.push(outside);
    return { hosts: placed, ground, resolver: dns.resolver, outsideResolver: outside.resolver, authorities, former, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Names that are published; the outside world knows no others. */
const zoneOutside = (hosts: readonly DemoHost[]): Zone =>
  Object.fromEntries(hosts.flatMap(({ name, dnsOutside }) => (name === null || dnsOutside === undefined ? [] : [[name, dnsOutside]])));

/** Names with their addresses, and the SRV records of the domains. */
function zoneOf(placed: readonly PlacedHost[], ground: Ground): Zone {
  const elsewhere = ground.address(NOBODY);
  const named = placed.flatMap(({ host, name, address }): [string, ZoneEntry][] =>
    host.name === null ? [] : [[name, host.dns?.({ own: address, elsewhere }) ?? { A: [address] }]],
  );
  const controllers = [
    ...placed.flatMap(({ host, name }) =>
      host.name !== null && (host.inServiceRecords ?? name.startsWith('dc')) ? [{ name, site: host.site, gc: hasCatalog(host) }] : [],
    ),
    { name: unregisteredController, site: 'New-York', gc: false },
  ];
  const records = (service: string, targets: readonly { name: string }[], port: number): [string, ZoneEntry] => [
    service.toLowerCase(),
    {
      records: targets.map(({ name }) => ({
        ...{ type: 'SRV' as const, name: service, ttl: 600, data: { port, priority: 0, weight: 100, target: name } },
      })),
    },
  ];
  const services = demoDomains.flatMap((domain) => {
    const own = controllers.filter(({ name }) => domainOfName(name) === domain);
    return [
      records(`_ldap._tcp.dc._msdcs.${domain}`, own, 389),
      records(`_ldap._tcp.pdc._msdcs.${domain}`, own.slice(0, 1), 389),
      ...[...Map.groupBy(own, ({ site }) => site)].map(([site, of]) => records(`_ldap._tcp.${site}._sites.dc._msdcs.${domain}`, of, 389)),
    ];
  });
  const catalogs = controllers.filter(({ gc }) => gc);
  const [forest] = demoDomains;
  return Object.fromEntries([
    ...named,
    [unregisteredController, { A: [elsewhere] }],
    ...services,
    records(`_gc._tcp.${forest}`, catalogs, 3268),
    records(`_ldap._tcp.gc._msdcs.${forest}`, catalogs, 3268),
  ]);
}

const hasCatalog = ({ doors }: DemoHost): boolean => doors.some(({ port }) => port === 3268 || port === 3269);
