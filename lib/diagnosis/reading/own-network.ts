import { type Attempt, type Evidence, noRouteBecause } from '../../probe/evidence.ts';
import { withoutControl } from './resolvers.ts';
import { stalledDuring, stallWords } from './stalled-prober.ts';

const failedWith = (attempt: Attempt, code: 'network-unreachable' | 'no-local-resources'): boolean =>
  attempt.connect.status === 'failed' && attempt.connect.code === code;

/** Was no connection made because no IPv6 route leads from this location to the address? */
const hadNoRoute = ({ connect }: Attempt): boolean => connect.status === 'skipped' && connect.because === noRouteBecause;

/** Was no connection made, or did the peer fall silent afterwards? */
function failedOnTheWay({ connect, startTls, handshake, directory, bind }: Attempt): boolean {
  return (
    connect.status === 'failed' ||
    [startTls, handshake, directory, bind].some((stage) => stage.status === 'failed' && stage.code === 'timeout')
  );
}

/**
 * Did this attempt fail for a reason of the prober's own: its network gone, no sockets left, or no route to this address or to any of its family
 * (a location without IPv6, for one)? Then it says nothing about the server. Where others of the family were reached meanwhile, the want
 * of a route is this server's.
 */
function isOwnFault(evidence: Evidence, attempt: Attempt): boolean {
  if (evidence.ownNetworkGone !== undefined && failedOnTheWay(attempt)) return true;
  if (failedWith(attempt, 'no-local-resources') || hadNoRoute(attempt)) return true;
  if (evidence.familiesReached?.includes(attempt.family) === true) return false;
  const family = evidence.attempts.filter((other) => other.family === attempt.family);
  return failedWith(attempt, 'network-unreachable') && family.every((other) => failedWith(other, 'network-unreachable'));
}

/** The attempts that say something about the server. */
export const judgedAttempts = (evidence: Evidence): readonly Attempt[] =>
  evidence.attempts.filter((attempt) => !isOwnFault(evidence, attempt));

const lookUpAnswered: readonly string[] = ['name-not-found', 'no-address'];
/** Did the lookup fail with an answer about the name? */
const lookUpToldOf = ({ resolve }: Evidence): boolean => resolve.status === 'failed' && lookUpAnswered.includes(resolve.code);

/**
 * Why the probe itself could not run, in one sentence: our own resolver or network is gone. Null when it could. A lookup that
 * failed without an answer counts as our own fault unless the same resolvers answered a control lookup.
 */
export function probeCouldNotRun(evidence: Evidence): string | null {
  const { resolve, attempts, location, ownNetworkGone } = evidence;
  if (ownNetworkGone !== undefined && !lookUpToldOf(evidence) && judgedAttempts(evidence).length === 0) {
    return `The network of ${location} itself is gone: ${ownNetworkGone.because}.`;
  }
  if (resolve.status === 'failed' && stalledDuring(evidence, resolve)) return stallWords(evidence, 'the name lookup', resolve.ms);
  if (resolve.status === 'failed' && !lookUpToldOf(evidence) && resolve.detail.control !== 'answers') {
    return withoutControl(evidence, resolve);
  }
  if (attempts.length === 0 || judgedAttempts(evidence).length > 0) return null;
  return attempts.some((attempt) => failedWith(attempt, 'no-local-resources'))
    ? `${location} has run out of sockets or ports of its own, so no connection could be tried.`
    : `${location} has no route to the network of this server.`;
}
