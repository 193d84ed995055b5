import { article } from '../article/texts/port-closed.ts';
import { connectWasTried, failureOfWholeEndpoint } from '../reading/connecting.ts';
import { endpointName } from '../reading/tls-picture.ts';
import type { AddressRule } from '../rule.ts';

/** 201: the connection is refused, or reset the moment it is made. */
export const portClosed: AddressRule = {
  id: 'port-closed',
  no: 201,
  stage: 'connect',
  scope: 'address',
  severities: ['critical'],
  title: 'The port is closed',
  applies: ({ attempt }) => connectWasTried(attempt),
  check: ({ evidence, attempt }) => {
    const failure = failureOfWholeEndpoint(evidence, attempt);
    if (failure === null || (failure.code !== 'refused' && failure.code !== 'reset')) return null;
    const refused = failure.code === 'refused';
    return {
      confidence: refused ? 'certain' : 'medium',
      summary: refused
        ? `${endpointName(evidence)} refuses connections: the host answers, and nothing listens on port ${evidence.target.port}.`
        : `${endpointName(evidence)} resets every connection the moment it is made.`,
      facts: { port: evidence.target.port, code: failure.code, systemCode: failure.detail.systemCode, afterMs: failure.ms },
      observations: [
        { label: `TCP connection to port ${evidence.target.port}`, seen: refused ? 'refused' : 'reset at once', healthy: 'accepted' },
        { label: 'Answered after', seen: `${Math.round(failure.ms)} ms`, healthy: 'some milliseconds' },
      ],
    };
  },
  article,
};
