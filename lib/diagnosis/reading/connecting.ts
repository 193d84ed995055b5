import type { Attempt, Evidence } from '../../probe/evidence.ts';

type ConnectFailure = Extract<Attempt['connect'], { status: 'failed' }>;

/**
 * The failure of the TCP connection; null when it was made or not tried. A connection that is reset the moment it stands was
 * accepted: whether the system reports that while connecting or right after is chance, so both count as a failure of TLS.
 */
export const connectFailure = ({ connect }: Attempt): ConnectFailure | null =>
  connect.status === 'failed' && connect.code !== 'reset' ? connect : null;

/** Was a connection tried at this address? */
export const connectWasTried = ({ connect }: Attempt): boolean => connect.status !== 'skipped';

/** Addresses that accepted a connection. */
export const connectedAddresses = (evidence: Evidence): readonly string[] =>
  evidence.attempts.filter((attempt) => connectWasTried(attempt) && connectFailure(attempt) === null).map(({ address }) => address);

/**
 * The failure at this address, when no address of the endpoint accepted a connection. Where some did, only a part of the
 * endpoint is down, which is another finding.
 */
export const failureOfWholeEndpoint = (evidence: Evidence, attempt: Attempt): ConnectFailure | null =>
  connectedAddresses(evidence).length === 0 ? connectFailure(attempt) : null;
