import { article } from '../article/texts/port-filtered.ts';
import { connectWasTried, failureOfWholeEndpoint } from '../reading/connecting.ts';
import { elsewhere } from '../reading/elsewhere.ts';
import { stalledDuring } from '../reading/stalled-prober.ts';
import { endpointName } from '../reading/tls-picture.ts';
import type { AddressRule } from '../rule.ts';

/** 202: nothing answers the connection attempt. */
export const portFiltered: AddressRule = {
  id: 'port-filtered',
  no: 202,
  stage: 'connect',
  scope: 'address',
  severities: ['critical'],
  title: 'The port does not answer',
  applies: ({ attempt }) => connectWasTried(attempt),
  check: ({ evidence, attempt, knowledge }) => {
    const failure = failureOfWholeEndpoint(evidence, attempt);
    if (failure?.code !== 'timeout' || stalledDuring(evidence, failure)) return null;
    const others = elsewhere(knowledge);
    const unanswered = `Nothing answered at ${endpointName(evidence)} within ${(failure.ms / 1000).toFixed(1)} s, seen from ${evidence.location}`;
    return {
      summary:
        others.openFrom.length === 0
          ? `${unanswered}.`
          : `${unanswered}, ${others.words}: a firewall or network security group between ${evidence.location} and the server is likely.`,
      facts: { port: evidence.target.port, waitedMs: failure.ms, location: evidence.location, ...others.facts },
      observations: [
        { label: `TCP connection to port ${evidence.target.port}`, seen: `no answer in ${Math.round(failure.ms)} ms`, healthy: 'accepted' },
        { label: 'Looked from', seen: evidence.location, healthy: 'a place that the server’s firewall allows' },
        ...others.observations,
      ],
    };
  },
  article,
};
