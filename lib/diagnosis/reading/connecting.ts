import type { Attempt, Evidence } from '../../probe/evidence.ts';
import { judgedAttempts } from './own-network.ts';

type ConnectFailure = Extract<Attempt['connect'], { status: 'failed' }>;

/** The failure of the TCP connection; null when it was made or not tried. */
export const connectFailure = ({ connect }: Attempt): ConnectFailure | null => (connect.status === 'failed' ? connect : null);

/** Was a connection tried at this address? */
export const connectWasTried = ({ connect }: Attempt): boolean => connect.status !== 'skipped';

/** Addresses that accepted a connection. */
export const connectedAddresses = (evidence: Evidence): readonly string[] =>
  evidence.attempts.filter(({ connect }) => connect.status === 'ok').map(({ address }) => address);

/**
 * The failure at this address, when no address of the endpoint accepted a connection. Where some did, only a part of the
 * endpoint is down, which is another finding.
 */
export const failureOfWholeEndpoint = (evidence: Evidence, attempt: Attempt): ConnectFailure | null =>
  connectedAddresses(evidence).length === 0 ? connectFailure(attempt) : null;

/** "1 address" or "all 3 addresses", of those that were tried. */
export function triedAddresses(evidence: Evidence): string {
  const tried = judgedAttempts(evidence).length;
  return tried === 1 ? 'its address' : `each of its ${tried} addresses`;
}
