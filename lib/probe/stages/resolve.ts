import type { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { monotonicMs } from '#lib/clock.ts';
import { blamesResolver, classifyLookup, moreTelling, type ResolveCode, speaksOfName } from '../classify/resolve.ts';
import { type Deadline, elapsedMs, stopMessage } from '../deadline.ts';
import type { Evidence } from '../evidence.ts';
import { limits } from '../limits.ts';
import { describeError } from '../plain-text.ts';
import { ipAddressBytes } from '../x509/ip-address.ts';
import { lookUpHosts, systemHostsFile } from './hosts-file.ts';
import { borrowResolver } from './resolver-pool.ts';
import { namesToAsk, readSearchList, systemResolverFile } from './search-list.ts';

type ResolveStage = Evidence['resolve'];
type Address = Extract<ResolveStage, { status: 'ok' }>['data']['addresses'][number];
type Family = 'A' | 'AAAA';
type Lookup = { family: Family } & ({ addresses: string[] } | { error: { message: string; systemCode: string | null } });
type Found = (
  source: 'given' | 'literal' | 'hosts-file' | 'dns',
  addresses: readonly string[],
  resolvers?: string[],
  unanswered?: Family[],
) => ResolveStage;

export type ResolveOptions = {
  addresses?: readonly string[];
  resolvers?: readonly string[];
  hostsFile?: string | null;
  /** As in ProbeOptions. */
  resolverFile?: string | null;
};

/** Finds the addresses of a name: given by the caller, the name itself, the hosts file, then DNS. Never throws. */
export async function resolveName(host: string, options: ResolveOptions, deadline: Deadline, stageMs: number): Promise<ResolveStage> {
  const startedAtMs = monotonicMs();
  const found: Found = (source, addresses, resolvers = [], unanswered = []) => {
    const unique = inOrder(addresses);
    const listed = unique.slice(0, limits.addresses);
    const leftOutCount = unique.length - listed.length;
    return { status: 'ok', ms: elapsedMs(startedAtMs), data: { source, resolvers, addresses: listed, leftOutCount, unanswered } };
  };
  const given = options.addresses?.filter((address) => isIP(address) !== 0) ?? [];
  if (given.length > 0) return found('given', given);
  if (isIP(host) !== 0) return found('literal', [host]);
  const hostsFile = options.hostsFile === undefined ? systemHostsFile : options.hostsFile;
  const inHosts = hostsFile === null ? [] : lookUpHosts(hostsFile, host);
  if (inHosts.length > 0) return found('hosts-file', inHosts);
  return askDns(host, options, deadline, stageMs, startedAtMs, found);
}

/** Each address once, IPv4 first, then by number: DNS rotates its answers, and which addresses are cut must not depend on it. */
function inOrder(addresses: readonly string[]): Address[] {
  return [...new Set(addresses)]
    .map((address) => ({ address, family: isIP(address) === 6 ? (6 as const) : (4 as const), bytes: ipAddressBytes(address) ?? [] }))
    .sort((a, b) => a.family - b.family || Buffer.compare(Buffer.from(a.bytes), Buffer.from(b.bytes)) || (a.address < b.address ? -1 : 1))
    .map(({ address, family }) => ({ address, family }));
}

async function askDns(
  host: string,
  options: ResolveOptions,
  deadline: Deadline,
  stageMs: number,
  startedAtMs: number,
  found: Found,
): Promise<ResolveStage> {
  const fail = (code: ResolveCode, detail: Failure['detail'], resolvers: string[], control: Control): ResolveStage => ({
    status: 'failed',
    ms: elapsedMs(startedAtMs),
    code,
    detail: { ...detail, resolvers, control },
  });
  const servers = options.resolvers !== undefined && options.resolvers.length > 0 ? options.resolvers : undefined;
  let lent: ReturnType<typeof borrowResolver>;
  try {
    lent = borrowResolver(servers);
  } catch (error) {
    return fail('unclassified', describeError(error), [...(servers ?? [])], 'not-tried');
  }
  const resolvers = lent.resolver.getServers();
  const resolverFile = options.resolverFile === undefined && servers === undefined ? systemResolverFile : (options.resolverFile ?? null);
  const names = resolverFile === null ? [host] : namesToAsk(host, readSearchList(resolverFile));
  try {
    const outcome = await lookUpFirst(lent.resolver, names, names[0] === host, deadline, stageMs);
    if ('addresses' in outcome) return found('dns', outcome.addresses, resolvers, outcome.unanswered);
    const { code, detail, stopped } = outcome;
    const message = stopped && code === 'resolver-timeout' ? stopMessage('timeout', 'the resolver') : detail.message;
    const control = blamesResolver(code) && !deadline.cancelled ? await askControl(lent.resolver, deadline) : 'not-tried';
    return fail(code, { ...detail, message }, resolvers, control);
  } finally {
    lent.giveBack();
  }
}

type Failure = { code: ResolveCode; detail: { message: string; systemCode: string | null } };

/** Failures after which the next name of the search list is asked for, the one that tells most first. */
const searchGoesOn: readonly ResolveCode[] = ['no-address', 'resolver-failed', 'name-not-found'];

/**
 * Asks for one name after the other until one has addresses, as res_search of glibc does. When none has: what was said of the
 * name as it is when that was asked first, else what ended the search early, else the answer of the search that tells most.
 */
async function lookUpFirst(
  resolver: Resolver,
  names: readonly string[],
  asItIsFirst: boolean,
  deadline: Deadline,
  stageMs: number,
): Promise<{ addresses: string[]; unanswered: Family[] } | (Failure & { stopped: boolean })> {
  const startedAtMs = monotonicMs();
  const failures: (Failure & { stopped: boolean })[] = [];
  for (const name of names) {
    const { lookups, stopped } = await lookUpBoth(resolver, name, deadline, Math.max(0, stageMs - elapsedMs(startedAtMs)));
    const addresses = lookups.flatMap((lookup) => ('addresses' in lookup ? lookup.addresses : []));
    if (addresses.length > 0) return { addresses, unanswered: unansweredOf(lookups) };
    const failure = { ...strongestFailure(lookups), stopped };
    failures.push(failure);
    if (stopped || !searchGoesOn.includes(failure.code)) break;
  }
  const [first = { code: 'unclassified' as const, detail: { message: 'No name was left to ask for.', systemCode: null }, stopped: false }] =
    failures;
  if (asItIsFirst) return first;
  // A failure that ended the search has no place among them, index -1, and so comes first.
  return failures.reduce((best, other) => (searchGoesOn.indexOf(other.code) < searchGoesOn.indexOf(best.code) ? other : best), first);
}

/** A and AAAA at once. The second answer is awaited only shortly once the first family has addresses. */
async function lookUpBoth(
  resolver: Resolver,
  host: string,
  deadline: Deadline,
  stageMs: number,
): Promise<{ lookups: Lookup[]; stopped: boolean }> {
  let stopped = false;
  const stop = () => {
    stopped = true;
    resolver.cancel();
  };
  const endWatch = deadline.watch(stageMs, stop);
  let grace: NodeJS.Timeout | undefined;
  const follow = async (family: Family, asked: Promise<string[]>): Promise<Lookup> => {
    try {
      const addresses = await asked;
      if (addresses.length > 0 && grace === undefined) grace = setTimeout(stop, limits.otherFamilyGraceMs);
      return { family, addresses };
    } catch (error) {
      return { family, error: describeError(error) };
    }
  };
  try {
    const lookups = await Promise.all([follow('A', resolver.resolve4(host)), follow('AAAA', resolver.resolve6(host))]);
    return { lookups, stopped };
  } finally {
    clearTimeout(grace);
    endWatch();
  }
}

/** Families of which nothing was learnt: no answer, or one about the resolver instead of the name. */
const unansweredOf = (lookups: readonly Lookup[]): Family[] =>
  lookups.flatMap((lookup) => ('error' in lookup && !speaksOfName(classifyLookup(lookup.error.systemCode)) ? [lookup.family] : []));

function strongestFailure(lookups: readonly Lookup[]): Failure {
  let strongest: Failure = {
    code: 'no-address',
    detail: { message: 'The name has no address.', systemCode: null },
  };
  let first = true;
  for (const lookup of lookups) {
    if (!('error' in lookup)) continue;
    const code = classifyLookup(lookup.error.systemCode);
    if (first || moreTelling(code, strongest.code) !== strongest.code) strongest = { code, detail: lookup.error };
    first = false;
  }
  return strongest;
}

type Control = Extract<ResolveStage, { status: 'failed' }>['detail']['control'];

/** Codes of c-ares that mean no answer came back. */
const noAnswer = new Set(['ETIMEOUT', 'ECANCELLED', 'ECONNREFUSED']);

/** Asks the same resolvers for the name servers of the root: any answer, even "no such name" or a refusal, is an answer. */
async function askControl(resolver: Resolver, deadline: Deadline): Promise<Control> {
  const endWatch = deadline.watch(limits.controlLookupMs, () => resolver.cancel());
  try {
    await resolver.resolveNs('.');
    return 'answers';
  } catch (error) {
    return noAnswer.has(describeError(error).systemCode ?? '') ? 'no-answer' : 'answers';
  } finally {
    endWatch();
  }
}
