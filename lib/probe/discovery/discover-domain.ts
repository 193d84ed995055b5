import { now } from '#lib/clock.ts';
import { Deadline } from '../deadline.ts';
import type { ProbeOptions } from '../options.ts';
import type { TrustAnchors } from '../x509/trust-anchors.ts';
import { eachAtOnce } from './at-once.ts';
import { readDirectoryAnchors } from './directory-anchors.ts';
import { domainOfObject, siteOfObject } from './distinguished-name.ts';
import { createDnsQuestions, type DnsQuestions } from './dns-questions.ts';
import { discoveryLimits } from './limits.ts';
import { type DirectoryDoor, type DirectorySession, openDirectory } from './open-directory.ts';
import { type Forest, readForest } from './read-forest.ts';
import {
  DISCOVERY_SCHEMA_VERSION,
  type DiscoveredDomain,
  type DiscoveredServer,
  type DiscoveryRecord,
  type PublishedCertificates,
} from './record.ts';
import { createServerList, type NameRule, type ServerList } from './server-list.ts';

export type DiscoveryOptions = {
  /** In the one spelling of host names. */
  domain: string;
  /** All domains of the forest that it belongs to. */
  forest: boolean;
  /** Name of the place that looks. */
  location: string;
  /** DNS servers, as address or address:port; empty for those of the machine. */
  resolvers: readonly string[];
  anchors: TrustAnchors;
  nameRule: NameRule;
  /** Account for the directory; without one, what strangers may read. Its password is sent to one server, once. */
  bind?: NonNullable<ProbeOptions['bind']>;
  /** Why no account is given although one was wanted. */
  noBindBecause?: string;
  /** Sites that registered servers are known to be in: their records are asked for as well. */
  knownSites?: readonly string[];
  doors?: readonly DirectoryDoor[];
  /** Path of the hosts file instead of the system's; null to leave it out. */
  hostsFile?: string | null;
  totalMs?: number;
  /** Is told what is done now, in words. */
  onProgress?: (words: string) => void;
  signal?: AbortSignal;
};

/** Supported capability of a read-only domain controller (MS-ADTS section 3.1.1.3.4.3.7). */
const PARTIAL_SECRETS_OID = '1.2.840.113556.1.4.1920';

/**
 * Finds the domain controllers of a domain or forest: what DNS names, and what the directory itself says where it may be read. Facts only;
 * what could not be learnt is said in the record. Bounded in records, bytes and time; never throws for what the network does.
 */
export async function discoverDomain(options: DiscoveryOptions): Promise<DiscoveryRecord> {
  const startedAt = now().toISOString();
  const deadline = Deadline.after(options.totalMs ?? discoveryLimits.totalMs, options.signal);
  const tell = options.onProgress ?? (() => undefined);
  const servers = createServerList(options.nameRule);
  const dns = createDnsQuestions(servers, options, deadline);

  tell(`Asks DNS for the domain controllers of ${options.domain}.`);
  await dns.askDomain(options.domain);
  await dns.findAddresses();
  tell('Opens the directory.');
  const read = await readDirectory(options, servers, deadline);
  const { forest } = read;
  const forestRoot = forestRootOf(read, options.domain);
  const catalogs = await askForGlobalCatalogs(dns, forestRoot, options.domain);
  const domains = domainsToAsk(options, forest, catalogs.root, catalogs.names ?? []);
  if (domains.leftOut || domains.list.length > 1) tell(`Asks DNS for the domain controllers of ${domains.list.length} domains.`);
  await eachAtOnce(
    domains.list.filter((domain) => domain !== options.domain),
    discoveryLimits.questionsAtOnce,
    async (domain) => {
      await dns.askDomain(domain);
    },
  );
  const existing = domains.list.filter((domain) => isKnownDomain(domain, options, forest, servers));
  await dns.findAddresses();
  if (forest === null) {
    tell('Asks each server for its site.');
    await askRootDses(options, servers, deadline);
  } else addFromDirectory(forest, servers, existing);
  const leftOutSites = await askSites(dns, servers, existing, options, tell);
  for (const name of catalogs.names ?? []) {
    const server = servers.known(name);
    if (server !== undefined) server.globalCatalog = true;
  }
  if (catalogs.names !== null) for (const server of servers.all()) server.globalCatalog ??= false;
  tell('Looks up addresses.');
  await dns.findAddresses();

  const late = deadline.overBecause();
  const general =
    late !== null
      ? 'The time of the discovery was used up.'
      : servers.leftOutCount > 0
        ? `Only the first ${discoveryLimits.servers} servers were kept.`
        : domains.leftOut
          ? `Only the first ${discoveryLimits.domains} domains were asked for.`
          : leftOutSites
            ? `Only the first ${discoveryLimits.sites} sites were asked for.`
            : null;
  return {
    schemaVersion: DISCOVERY_SCHEMA_VERSION,
    domain: options.domain,
    forest: options.forest,
    location: options.location,
    startedAt,
    finishedAt: now().toISOString(),
    resolvers: dns.resolvers(),
    forestRoot: catalogs.root,
    domains: existing.map((name) => describeDomain(name, forest, general ?? incompleteBecause(name, dns, servers))),
    questions: dns.questions,
    servers: servers.all(),
    oddNames: servers.oddNames,
    directory: read.record,
    anchors: read.anchors,
  };
}

type DirectoryRead = {
  record: DiscoveryRecord['directory'];
  forest: Forest | null;
  rootDomain: string | null;
  anchors: PublishedCertificates | null;
};

/** Opens the directory at the first server that lets us, and reads what may be read there. */
async function readDirectory(options: DiscoveryOptions, servers: ServerList, deadline: Deadline): Promise<DirectoryRead> {
  const candidates = servers.all().filter(({ addresses }) => addresses.length > 0);
  const notOpened = (code: string, message: string, server: string | null): DirectoryRead => ({
    record: { status: 'not-opened', code, message, server },
    forest: null,
    rootDomain: null,
    anchors: null,
  });
  let failure = notOpened('no-server', 'DNS named no server with an address.', null);
  for (const server of candidates.slice(0, discoveryLimits.directoryServers)) {
    if (deadline.overBecause() !== null) return failure;
    const opened = await openDirectory(directoryOptions(options, server));
    if (opened.status === 'open') {
      try {
        return await readOpen(opened, options.noBindBecause ?? null);
      } finally {
        await opened.close();
      }
    }
    // A certificate that proves nothing says more than that another server cannot be reached.
    if (failure.record.status !== 'not-opened' || failure.record.code !== 'identity-not-proven')
      failure = notOpened(opened.code, opened.message, server.name);
    if (opened.passwordSent || opened.code === 'account-not-used') return failure;
  }
  return failure;
}

const directoryOptions = ({ anchors, bind, doors, signal }: DiscoveryOptions, { name, addresses }: DiscoveredServer) => ({
  host: name,
  addresses: addresses.slice(0, 2),
  anchors,
  ...(bind === undefined ? {} : { bind }),
  ...(doors === undefined ? {} : { doors }),
  ...(signal === undefined ? {} : { signal }),
});

async function readOpen(session: DirectorySession, noBindBecause: string | null): Promise<DirectoryRead> {
  const read = await readForest(session);
  const forest = 'forest' in read ? read.forest : null;
  const because = 'forest' in read ? read.forest.incompleteBecause : (noBindBecause ?? read.unreadableBecause);
  return {
    record: {
      status: forest === null ? 'root-dse' : 'read',
      server: session.host,
      address: session.address,
      port: session.door.port,
      boundAs: session.boundAs,
      identityProven: session.identityProven,
      incompleteBecause: because,
      referrals: forest?.referrals.slice(0, discoveryLimits.referrals) ?? [],
      referralCount: forest?.referralCount ?? 0,
    },
    forest,
    // Of a stranger who answers in the server's place nothing is offered.
    anchors: forest !== null && session.identityProven ? await readDirectoryAnchors(session) : null,
    rootDomain: domainOfObject(session.rootDse.rootDomainNamingContext?.[0] ?? ''),
  };
}

const forestRootOf = ({ rootDomain }: DirectoryRead, domain: string): string[] => {
  if (rootDomain !== null) return [rootDomain];
  // Nobody told the root of the forest: it is the domain or one above it.
  const labels = domain.split('.');
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
};

/** The first of the names that has global catalogs is the root of the forest. */
async function askForGlobalCatalogs(
  dns: DnsQuestions,
  candidates: readonly string[],
  domain: string,
): Promise<{ root: string | null; names: string[] | null }> {
  for (const candidate of candidates.length === 0 ? [domain] : candidates) {
    const names = await dns.askGlobalCatalogs(candidate);
    if (names !== null && names.length > 0) return { root: candidate, names };
  }
  return { root: candidates.length === 1 ? (candidates[0] ?? null) : null, names: null };
}

/** The domains whose servers are looked for: the one, or all of the forest that the directory or the names of global catalogs tell. */
function domainsToAsk(
  options: DiscoveryOptions,
  forest: Forest | null,
  root: string | null,
  catalogNames: readonly string[],
): { list: string[]; leftOut: boolean } {
  if (!options.forest) return { list: [options.domain], leftOut: false };
  const named =
    forest !== null
      ? forest.domains.map(({ name }) => name)
      : [root ?? options.domain, ...catalogNames.map((name) => name.toLowerCase().replace(/\.$/, '').split('.').slice(1).join('.'))];
  const usable = named.flatMap((name) => {
    const rule = options.nameRule(name);
    return rule.ok ? [rule.name] : [];
  });
  const all = [...new Set([options.domain, ...usable])];
  return { list: all.slice(0, discoveryLimits.domains), leftOut: all.length > discoveryLimits.domains };
}

/** A domain that was guessed from names exists when DNS has controllers of it. */
const isKnownDomain = (domain: string, options: DiscoveryOptions, forest: Forest | null, servers: ServerList): boolean =>
  domain === options.domain || forest !== null || servers.all().some((server) => server.domain === domain);

/** What the directory says of each server; it knows some that DNS does not. */
function addFromDirectory(forest: Forest, servers: ServerList, domains: readonly string[]): void {
  for (const server of servers.all()) server.inDirectory = false;
  for (const found of forest.servers) {
    if (found.domain === null || !domains.includes(found.domain)) continue;
    const server = servers.find(found.hostName ?? `${found.commonName} has no dNSHostName`, 'directory', found.domain);
    if (server === null) continue;
    server.inDirectory = true;
    server.domain = found.domain;
    server.site = found.site;
    server.globalCatalog = found.globalCatalog;
    server.readOnly = found.readOnly;
  }
}

/** Asks servers themselves: the rootDSE may be read by everybody. */
async function askRootDses(options: DiscoveryOptions, servers: ServerList, deadline: Deadline): Promise<void> {
  const reachable = servers.all().filter(({ addresses }) => addresses.length > 0);
  const { bind: _, ...anonymous } = options;
  const signal = AbortSignal.any([
    AbortSignal.timeout(Math.min(discoveryLimits.rootDsesMs, deadline.remainingMs())),
    ...(options.signal === undefined ? [] : [options.signal]),
  ]);
  await eachAtOnce(reachable.slice(0, discoveryLimits.rootDses), discoveryLimits.rootDsesAtOnce, async (server) => {
    if (signal.aborted) return;
    const opened = await openDirectory({ ...directoryOptions({ ...anonymous, signal }, server), openMs: discoveryLimits.rootDseOpenMs });
    if (opened.status === 'failed') return;
    const { rootDse } = opened;
    await opened.close();
    server.site = siteOfObject(rootDse.dsServiceName?.[0] ?? '');
    if (rootDse.supportedCapabilities !== undefined) server.readOnly = rootDse.supportedCapabilities.includes(PARTIAL_SECRETS_OID);
  });
}

/** Asks for the records of every site that is known; true when there were too many of them. */
async function askSites(
  dns: DnsQuestions,
  servers: ServerList,
  domains: readonly string[],
  options: DiscoveryOptions,
  tell: (words: string) => void,
): Promise<boolean> {
  const pairs = new Map<string, { domain: string; site: string }>();
  const add = (domain: string, site: string) => {
    if (isLabel(site)) pairs.set(`${domain} ${site.toLowerCase()}`, { domain, site });
  };
  for (const { domain, site } of servers.all()) if (site !== null) add(domain, site);
  for (const site of options.knownSites ?? []) for (const domain of domains) add(domain, site);
  const all = [...pairs.values()];
  if (all.length > 0) tell(`Asks DNS for the records of ${all.length === 1 ? '1 site' : `${all.length} sites`}.`);
  await eachAtOnce(all.slice(0, discoveryLimits.sites), discoveryLimits.questionsAtOnce, ({ domain, site }) => dns.askSite(domain, site));
  return all.length > discoveryLimits.sites;
}

/** A site is a label of a DNS name; whatever else a hostile directory calls one is not asked for. */
const isLabel = (site: string): boolean => /^[\p{L}\p{N}_-]+$/u.test(site) && Buffer.byteLength(site) <= 63;

const describeDomain = (name: string, forest: Forest | null, because: string | null): DiscoveredDomain => {
  const known = forest?.domains.find((domain) => domain.name === name);
  return { name, netbiosName: known?.netbiosName ?? null, parent: known?.parent ?? null, incompleteBecause: because };
};

/** Why servers of the domain may be missing from what DNS told. */
function incompleteBecause(domain: string, dns: DnsQuestions, servers: ServerList): string | null {
  for (const question of dns.questions) {
    if (question.domain !== domain || (question.purpose !== 'domain-controllers' && question.purpose !== 'site')) continue;
    if (question.leftOutCount > 0) return `${question.name} has ${question.recordCount} records, of which some were left out.`;
    if (question.failure === null) {
      if (question.purpose === 'domain-controllers' && question.recordCount === 0) return `${question.name} names no server.`;
      continue;
    }
    // A site may have no server of this domain, and then no record.
    if (question.purpose === 'site' && (question.failure.code === 'name-not-found' || question.failure.code === 'no-record')) continue;
    return `DNS did not answer for ${question.name}: ${question.failure.code}.`;
  }
  return servers.oddNames.length > 0 ? 'Some servers have names that cannot be registered.' : null;
}
