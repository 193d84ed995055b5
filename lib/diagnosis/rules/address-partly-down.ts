import type { Attempt, Evidence } from '../../probe/evidence.ts';
import { article } from '../article/texts/address-partly-down.ts';
import { connectedAddresses, connectFailure, connectWasTried } from '../reading/connecting.ts';
import { judgedAttempts } from '../reading/own-network.ts';
import { stalledDuring } from '../reading/stalled-prober.ts';
import { endpointName } from '../reading/tls-picture.ts';
import type { AddressRule } from '../rule.ts';

/** The failure of the connection, unless it is a timeout during which the prober itself stood still. */
function blamedFailure(evidence: Evidence, attempt: Attempt): ReturnType<typeof connectFailure> {
  const failure = connectFailure(attempt);
  return failure === null || stalledDuring(evidence, failure) ? null : failure;
}

/** 204: some addresses of the name accept connections, others do not. */
export const addressPartlyDown: AddressRule = {
  id: 'address-partly-down',
  no: 204,
  stage: 'connect',
  scope: 'address',
  severities: ['warning'],
  title: 'Some addresses do not answer',
  applies: ({ evidence, attempt }) => connectWasTried(attempt) && judgedAttempts(evidence).length > 1,
  check: ({ evidence, attempt }) => {
    const working = connectedAddresses(evidence);
    if (blamedFailure(evidence, attempt) === null || working.length === 0) return null;
    const failed = judgedAttempts(evidence).flatMap((other) => {
      const failure = blamedFailure(evidence, other);
      return failure === null ? [] : [{ address: other.address, code: failure.code }];
    });
    return {
      summary: `${failed.length} of ${failed.length + working.length} addresses of ${endpointName(evidence)} cannot be connected to: ${failed.map(({ address }) => address).join(', ')}.`,
      facts: { failedAddresses: failed.map(({ address }) => address), failures: failed.map(({ code }) => code), workingAddresses: working },
      observations: [
        ...failed.map(({ address, code }) => ({ label: `TCP connection to ${address}`, seen: code, healthy: 'accepted' })),
        ...working.map((address) => ({ label: `TCP connection to ${address}`, seen: 'accepted', healthy: 'accepted' })),
      ],
    };
  },
  article,
};
