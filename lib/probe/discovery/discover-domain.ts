import { now } from '#lib/clock.ts';
import { Deadline } from '../deadline.ts';
import { eachAtOnce } from './at-once.ts';
import type { DiscoveryOptions } from './discovery-options.ts';
import { createDnsQuestions, type DnsQuestions } from './dns-questions.ts';
import { discoveryLimits } from './limits.ts';
import { askRootDses, type DirectoryRead, readDirectory } from './read-directory.ts';
import type { Forest } from './read-forest.ts';
import { DISCOVERY_SCHEMA_VERSION, type DiscoveredDomain, type DiscoveryRecord, type LookupCode } from './record.ts';
import { createServerList, type ServerList } from './server-list.ts';

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

const unansweredWords: Readonly<Record<LookupCode, string>> = {
  'name-not-found': 'DNS knows no such name (NXDOMAIN)',
  'no-record': 'DNS has no such record',
  'resolver-timeout': 'the DNS servers gave no answer in time',
  'resolver-refused': 'the DNS servers refused to answer (REFUSED)',
  'resolver-unreachable': 'the DNS servers could not be reached',
  'resolver-failed': 'the DNS servers failed (SERVFAIL)',
  unclassified: 'the DNS servers could not be asked',
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
    return `Asked for ${question.name}, ${unansweredWords[question.failure.code]}.`;
  }
  return servers.oddNames.length > 0 ? 'Some servers have names that cannot be registered.' : null;
}
