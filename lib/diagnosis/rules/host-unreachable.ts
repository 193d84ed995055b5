import { article } from '../article/texts/host-unreachable.ts';
import { connectWasTried, failureOfWholeEndpoint } from '../reading/connecting.ts';
import { elsewhere } from '../reading/elsewhere.ts';
import { endpointName } from '../reading/tls-picture.ts';
import type { AddressRule } from '../rule.ts';

const words: Readonly<Record<string, string>> = {
  'host-unreachable': 'the host cannot be reached',
  'network-unreachable': 'its network cannot be reached',
  unclassified: 'the connection failed in a way Port636 does not know',
};

/**
 * 203: a router or the system says that there is no way to the host. Connection failures that are not classified land here
 * too, with the system's own words and low confidence: no connection could be made, and more is not known.
 */
export const hostUnreachable: AddressRule = {
  id: 'host-unreachable',
  no: 203,
  stage: 'connect',
  scope: 'address',
  severities: ['critical'],
  title: 'The host cannot be reached',
  applies: ({ attempt }) => connectWasTried(attempt),
  check: ({ evidence, attempt, knowledge }) => {
    const failure = failureOfWholeEndpoint(evidence, attempt);
    const reason = failure === null ? undefined : words[failure.code];
    if (failure === null || reason === undefined) return null;
    const { systemCode, message } = failure.detail;
    const others = elsewhere(knowledge);
    return {
      confidence: failure.code === 'unclassified' ? 'low' : 'certain',
      summary: `No connection to ${endpointName(evidence)} can be made from ${evidence.location}${others.words === '' ? '' : `, ${others.words}`}: ${reason}.`,
      facts: { code: failure.code, systemCode, message, location: evidence.location, ...others.facts },
      observations: [
        { label: `TCP connection to port ${evidence.target.port}`, seen: `${systemCode ?? failure.code}: ${message}`, healthy: 'accepted' },
        ...others.observations,
      ],
    };
  },
  article,
};
