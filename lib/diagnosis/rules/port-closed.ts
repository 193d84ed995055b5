import { article } from '../article/texts/port-closed.ts';
import { connectWasTried, failureOfWholeEndpoint } from '../reading/connecting.ts';
import { endpointName } from '../reading/tls-picture.ts';
import type { AddressRule } from '../rule.ts';

/** 201: the connection is refused. */
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
    if (failure?.code !== 'refused') return null;
    const { port } = evidence.target;
    return {
      summary: `${endpointName(evidence)} refuses connections: nothing listens on port ${port}, or a firewall rejects.`,
      facts: { port, systemCode: failure.detail.systemCode, afterMs: failure.ms },
      observations: [
        { label: `TCP connection to port ${port}`, seen: 'refused', healthy: 'accepted' },
        { label: 'Answered after', seen: `${Math.round(failure.ms)} ms`, healthy: 'some milliseconds' },
      ],
    };
  },
  article,
};
