import type { Evidence } from '../evidence.ts';

export type ResolveCode = Extract<Evidence['resolve'], { status: 'failed' }>['code'];

/** Codes of c-ares as Node names them (nodejs.org/api/dns.html#error-codes). */
const codes = new Map<string, ResolveCode>([
  ['ENOTFOUND', 'name-not-found'],
  ['ENODATA', 'no-address'],
  ['ETIMEOUT', 'resolver-timeout'],
  ['ECANCELLED', 'resolver-timeout'],
  ['EREFUSED', 'resolver-refused'],
  ['ECONNREFUSED', 'resolver-unreachable'],
  ['ESERVFAIL', 'resolver-failed'],
  ['EBADRESP', 'resolver-failed'],
  ['EFORMERR', 'resolver-failed'],
  ['ENOTIMP', 'resolver-failed'],
  ['EBADNAME', 'name-not-found'],
]);

/** Closed code for one failed lookup. */
export const classifyLookup = (systemCode: string | null): ResolveCode => codes.get(systemCode ?? '') ?? 'unclassified';

/**
 * Two lookups (A and AAAA) failed differently: the one that tells most comes first. A name that does not exist has neither
 * (RFC 8020); "no address" of one family says nothing of the other, so that it comes last.
 */
const tellingFirst: readonly ResolveCode[] = [
  'name-not-found',
  'resolver-refused',
  'resolver-failed',
  'resolver-timeout',
  'resolver-unreachable',
  'unclassified',
  'no-address',
];

/** Which of two codes describes the name. */
export function moreTelling(first: ResolveCode, second: ResolveCode): ResolveCode {
  return tellingFirst.indexOf(first) <= tellingFirst.indexOf(second) ? first : second;
}

/** Codes after which it is worth asking whether the resolver answers anything at all. */
export const blamesResolver = (code: ResolveCode): boolean => code.startsWith('resolver-');

/** Codes that are an answer about the name itself. */
export const speaksOfName = (code: ResolveCode): boolean => code === 'name-not-found' || code === 'no-address';
