import type { TlsOptions } from 'node:tls';
import type { DesiredHost } from '../fleet/desired/desired-host.ts';
import type { Authority, IssuedCertificate } from '../simulation/certificate-factory.ts';
import type { ZoneEntry } from '../simulation/dns-server.ts';
import { domainControllerRootDse, type LdapServerOptions, startLdapServer } from '../simulation/ldap-server.ts';
import type { DemoCertificates, Wanted } from './certificates.ts';
import type { DemoPort } from './ground.ts';

/** Something that was started and can be ended. */
export type Standing = { stop: () => Promise<void> };

/** The authorities of the demo by what they are for. */
export type DemoAuthorities = {
  /** Root and issuing authority of the forest, which its domains trust. */
  root: Authority;
  issuing: Authority;
  /** Issues for the other domain of the forest. */
  emea: Authority;
  /** Has a name as Windows proposes it for one that runs on a domain controller. */
  onDomainController: Authority;
  expired: Authority;
  ending: Authority;
  /** May sign for one other domain only. */
  constrained: Authority;
  /** A public one, which the managed domain trusts. */
  public: Authority;
  publicRoot: Authority;
  /** Trusted by nobody. */
  stranger: Authority;
};

/** Where a door of a server stands, and what it is made of. */
export type Stand = {
  /** Name of the host that the server is. */
  host: string;
  /** Its site in the directory. */
  site: string;
  address: string;
  port: number;
  now: Date;
  authorities: DemoAuthorities;
  certificates: DemoCertificates;
};

/** A door as the demo registers and serves it. */
export type DemoDoor = {
  port: DemoPort;
  serve: (stand: Stand) => Promise<Standing>;
  slowAfterMs?: number;
};

type Registered = Partial<
  Pick<DesiredHost, 'tags' | 'owner' | 'notes' | 'profile' | 'standsForDomain' | 'reachedFromOutside' | 'ldapsIntended' | 'pauseReason'>
> & { expectedAddresses?: readonly string[] };

/** One simulated server. */
export type DemoHost = {
  /** Its name; null for the one that is registered by its address. */
  name: string | null;
  site: string;
  /** Ids of findings that it is there to show; others may come with them. */
  shows: readonly string[];
  doors: readonly DemoDoor[];
  registered?: Registered;
  /** Answers for its name instead of its address; `elsewhere` is an address of the demo at which nobody listens. */
  dns?: (addresses: { own: string; elsewhere: string }) => ZoneEntry;
  /** What the DNS server of the outside world answers for its name, where its domain has one; nobody is sent to what it says. */
  dnsOutside?: ZoneEntry;
  /** Checks bind with this account; the server says what it thinks of that. */
  account?: { dn: string; password: string };
  /** Is named by the domain's SRV records, as domain controllers are; default: true for names that begin with dc. */
  inServiceRecords?: boolean;
  /** Days since when it is as it is; default: longer than the history goes back. */
  sinceDays?: number;
};

/** rootDSE of a domain controller in its site; `changes` replaces attributes. */
export function rootDseOf(host: string, site: string, changes: Record<string, readonly string[]> = {}, clockOffsetMs = 0) {
  const own = domainControllerRootDse(host, clockOffsetMs);
  const inSite = (values: readonly string[] = []) => values.map((dn) => dn.replace('CN=Berlin,', `CN=${site},`));
  return { ...own, dsServiceName: inSite(own.dsServiceName), serverName: inSite(own.serverName), ...changes };
}

/** What OpenLDAP answers. */
export const openLdapRootDse = (suffix: string): Record<string, readonly string[]> => ({
  objectClass: ['top', 'OpenLDAProotDSE'],
  namingContexts: [suffix],
  supportedLDAPVersion: ['3'],
  supportedExtension: ['1.3.6.1.4.1.1466.20037', '1.3.6.1.4.1.4203.1.11.3'],
  subschemaSubentry: ['cn=Subschema'],
});

export type DirectoryOptions = Omit<LdapServerOptions, 'address' | 'port' | 'tls'> & { tls?: TlsOptions };

/** Makes the chain and key that a door sends. */
export type Sent = (stand: Stand) => Promise<{ certPem: string; keyPem: string }>;

/** A sound chain. */
export const sent = ({ chainPem, keyPem }: IssuedCertificate) => ({ certPem: chainPem, keyPem });

/** The certificate that a host has at all its doors, of the issuer of its domain, but for what is named. */
export const ownLeaf = (stand: Stand, wanted: Wanted, issuer?: Authority): Promise<IssuedCertificate> =>
  stand.certificates.leaf(stand.host, { dnsNames: [stand.host], subject: `CN=${stand.host}`, ...wanted }, issuer ?? issuerFor(stand));

/** Who certifies the servers of the host's domain. */
export function issuerFor({ host, authorities }: Pick<Stand, 'host' | 'authorities'>): Authority {
  if (host.endsWith('.emea.corp.example')) return authorities.emea;
  return host.endsWith('aadds.corp.example') ? authorities.public : authorities.issuing;
}

/** A door behind which a directory answers; `make` says with which certificate, `directory` what is different about it. */
export const directoryDoor = (
  port: DemoPort,
  make: Sent,
  directory: DirectoryOptions | ((stand: Stand) => DirectoryOptions) = {},
): DemoDoor => ({
  port,
  serve: async (stand) => {
    const { certPem, keyPem } = await make(stand);
    const { tls, ...options } = typeof directory === 'function' ? directory(stand) : directory;
    return startLdapServer({
      rootDse: () => rootDseOf(stand.host, stand.site),
      transport: port === 389 || port === 3268 ? 'plain' : 'ldaps',
      longForm: true,
      ...options,
      ...{ address: stand.address, port: stand.port, tls: { cert: certPem, key: keyPem, ...tls } },
    });
  },
});

/** The doors of a sound server with that certificate. */
export const soundDoors = (wanted: Wanted, ports: readonly DemoPort[] = [636], directory?: DirectoryOptions): DemoDoor[] =>
  ports.map((port) => directoryDoor(port, async (stand) => sent(await ownLeaf(stand, wanted)), directory));
