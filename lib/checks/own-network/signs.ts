import type { Attempt, Evidence } from '../../probe/evidence.ts';

/** Failures of a connection after which it may be the way that is gone. */
const connectCodes: readonly string[] = ['timeout', 'host-unreachable', 'network-unreachable'];
const lookupCodes: readonly string[] = ['resolver-timeout', 'resolver-refused', 'resolver-failed', 'resolver-unreachable', 'unclassified'];
const laterStages = ['startTls', 'handshake', 'directory', 'bind'] as const;

/** Did this attempt fail as it does when packets get lost? */
function lostTheWay(attempt: Attempt): boolean {
  if (attempt.connect.status === 'failed') return connectCodes.includes(attempt.connect.code);
  return laterStages.some((name) => {
    const stage = attempt[name];
    return stage.status === 'failed' && stage.code === 'timeout';
  });
}

/** Did the probe fail as it does when the network is gone, at every address that was tried? */
export function mayBeOwnNetwork({ resolve, attempts }: Evidence): boolean {
  if (resolve.status === 'failed') return lookupCodes.includes(resolve.code);
  const tried = attempts.filter(({ connect }) => connect.status !== 'skipped');
  return tried.length > 0 && tried.every(lostTheWay);
}

/** An address that was reached by this probe; null when none was. */
export const reachedAddress = ({ attempts }: Evidence): string | null =>
  attempts.find(({ connect }) => connect.status === 'ok')?.address ?? null;
