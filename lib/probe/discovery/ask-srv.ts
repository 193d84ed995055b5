import { monotonicMs } from '#lib/clock.ts';
import { type Deadline, elapsedMs } from '../deadline.ts';
import { plainText } from '../plain-text.ts';
import { borrowResolver } from '../stages/resolver-pool.ts';
import { discoveryLimits } from './limits.ts';
import { queryDns } from './query-dns.ts';
import type { LookupCode } from './record.ts';

/** One SRV record (RFC 2782); the target as it was answered. */
export type ServiceRecord = { target: string; port: number; priority: number; weight: number };

export type ServiceAnswer =
  | { status: 'ok'; records: ServiceRecord[]; recordCount: number; leftOutCount: number; resolvers: string[]; ms: number }
  | { status: 'failed'; code: LookupCode; message: string; resolvers: string[]; ms: number };

/**
 * Asks for the SRV records of a name, over TCP where the answer is too long for UDP. The records come in the order of RFC 2782 without its
 * chance: by priority, weight and name. The target `.` says that there is no such service, and is left out. Never throws.
 */
export async function askServices(name: string, resolvers: readonly string[], deadline: Deadline): Promise<ServiceAnswer> {
  const startedAtMs = monotonicMs();
  const fail = (code: LookupCode, message: string, asked: string[]): ServiceAnswer => ({
    status: 'failed',
    code,
    message,
    resolvers: asked,
    ms: elapsedMs(startedAtMs),
  });
  const over = deadline.overBecause();
  if (over !== null) return fail('resolver-timeout', 'The time of the discovery was used up before this could be asked.', []);
  const asked = resolvers.length > 0 ? [...resolvers] : systemResolvers();
  const answer = await queryDns(name, 'SRV', asked, deadline.within(discoveryLimits.questionMs));
  if (answer.status === 'failed') return fail(answer.code, answer.message, asked);
  const records = (answer.packet.answers ?? [])
    .flatMap((record) => (record.type === 'SRV' ? [record.data] : []))
    .map(({ target, port, priority = 0, weight = 0 }) => ({ target: plainText(target), port, priority, weight }))
    .filter(({ target }) => target !== '' && target !== '.')
    .sort((a, b) => a.priority - b.priority || b.weight - a.weight || (a.target < b.target ? -1 : 1));
  const kept = records.slice(0, discoveryLimits.recordsPerAnswer);
  const recordCount = records.length;
  return {
    status: 'ok',
    records: kept,
    recordCount,
    leftOutCount: recordCount - kept.length,
    resolvers: asked,
    ms: elapsedMs(startedAtMs),
  };
}

/** DNS servers of this machine. */
function systemResolvers(): string[] {
  const { resolver, giveBack } = borrowResolver(undefined);
  const servers = resolver.getServers();
  giveBack();
  return servers;
}
