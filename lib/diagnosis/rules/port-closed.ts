import { article } from '../article/texts/port-closed.ts';
import { connectWasTried, failureOfWholeEndpoint } from '../reading/connecting.ts';
import { elsewhere } from '../reading/elsewhere.ts';
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
  check: ({ evidence, attempt, knowledge }) => {
    const failure = failureOfWholeEndpoint(evidence, attempt);
    if (failure?.code !== 'refused') return null;
    const { port } = evidence.target;
    const others = elsewhere(knowledge);
    return {
      summary:
        others.openFrom.length === 0
          ? `${endpointName(evidence)} refuses connections: nothing listens on port ${port}, or a firewall rejects.`
          : `${endpointName(evidence)} refuses connections from ${evidence.location}, ${others.words}: a firewall that rejects is likely.`,
      facts: { port, systemCode: failure.detail.systemCode, afterMs: failure.ms, ...others.facts },
      observations: [
        { label: `TCP connection to port ${port}`, seen: 'refused', healthy: 'accepted' },
        { label: 'Answered after', seen: `${Math.round(failure.ms)} ms`, healthy: 'some milliseconds' },
        ...others.observations,
      ],
    };
  },
  article,
};
