import { comparableAddress, internalKind } from './reading/internal-address.ts';

/** What one DNS server answered for a host's name when it was last asked. */
export type NameAnswer = {
  /** Its address, with a port where that is not 53; `system` for the resolvers of the worker's machine. */
  resolver: string;
  /** internal: it knows the domain from inside. external: it answers as the outside world sees it. */
  side: 'internal' | 'external';
  /** ISO 8601 in UTC. */
  askedAt: string;
  /** Empty when there were none. */
  addresses: readonly string[];
  /** Code of why there is no answer (lib/probe/classify/resolve.ts); null when there is one. */
  failure: string | null;
};

/** What is wrong with one answer. */
export type AnswerFault = {
  /** internal: outside clients are led to addresses that they cannot reach. unexpected: others than were named. */
  kind: 'internal-address' | 'unexpected-address';
  resolver: string;
  /** What should not be there: addresses, with their kind where that is what is wrong. */
  tooMany: readonly string[];
  missing: readonly string[];
};

type Registered = { reachedFromOutside: boolean; expectedAddresses: readonly string[] };

/** A resolver that says that there is no such name, or no address of it, answered, too. */
const isAnswer = ({ failure }: NameAnswer): boolean => failure === null || failure === 'name-not-found' || failure === 'no-address';

/**
 * The addresses that a side must answer with; null when nothing was said of it. Named addresses of both kinds are split: the public ones
 * hold outside, the internal ones inside, as with Entra Domain Services, whose name leads to the secure LDAP external IP address from
 * outside and to the private one from inside. Those of one kind hold where the clients are.
 */
export function expectedOn(side: NameAnswer['side'], { reachedFromOutside, expectedAddresses }: Registered): readonly string[] | null {
  if (expectedAddresses.length === 0) return null;
  const internal = expectedAddresses.filter((address) => internalKind(address) !== null);
  const isSplit = reachedFromOutside && internal.length > 0 && internal.length < expectedAddresses.length;
  if (isSplit) return side === 'internal' ? internal : expectedAddresses.filter((address) => internalKind(address) === null);
  return (side === 'external') === reachedFromOutside ? expectedAddresses : null;
}

/** The internal ones of the addresses, as `10.0.0.1 (private)`. */
const internalWords = (addresses: readonly string[]): string[] =>
  addresses.flatMap((address) => {
    const kind = internalKind(address);
    return kind === null ? [] : [`${address} (${kind})`];
  });

/** What is wrong with the answers of resolvers for a registered name; nothing where a resolver did not answer. */
export function judgeAnswers(answers: readonly NameAnswer[], registered: Registered): AnswerFault[] {
  return answers.filter(isAnswer).flatMap(({ resolver, side, addresses }) => {
    const faults: AnswerFault[] = [];
    const internal = side === 'external' && registered.reachedFromOutside ? internalWords(addresses) : [];
    if (internal.length > 0) faults.push({ kind: 'internal-address', resolver, tooMany: internal, missing: [] });
    const expected = expectedOn(side, registered);
    if (expected === null) return faults;
    const found = new Set(addresses.map(comparableAddress));
    const wanted = new Set(expected.map(comparableAddress));
    const tooMany = addresses.filter((address) => !wanted.has(comparableAddress(address)));
    const missing = expected.filter((address) => !found.has(comparableAddress(address)));
    if (tooMany.length > 0 || missing.length > 0) faults.push({ kind: 'unexpected-address', resolver, tooMany, missing });
    return faults;
  });
}

/** What resolvers of one side answered; those that did not answer are left out. */
export const answersOf = (answers: readonly NameAnswer[], side: NameAnswer['side']): NameAnswer[] =>
  answers.filter((answer) => answer.side === side && isAnswer(answer));
