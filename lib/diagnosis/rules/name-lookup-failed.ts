import { article } from '../article/texts/name-lookup-failed.ts';
import { resolversOf } from '../reading/resolvers.ts';
import { stalledDuring } from '../reading/stalled-prober.ts';
import type { EndpointRule } from '../rule.ts';

const answers: Readonly<Record<string, string>> = {
  'resolver-timeout': 'gave no answer in time',
  'resolver-refused': 'refused to answer (REFUSED)',
  'resolver-failed': 'answered with a server failure (SERVFAIL)',
  'resolver-unreachable': 'could not be reached',
  unclassified: 'failed in a way Port636 does not know',
};

/** 102: the lookup of this name failed although the DNS servers answer a control lookup, if only with a refusal. */
export const nameLookupFailed: EndpointRule = {
  id: 'name-lookup-failed',
  no: 102,
  stage: 'resolve',
  scope: 'endpoint',
  severities: ['critical'],
  title: 'The name lookup fails',
  applies: ({ evidence: { resolve } }) => resolve.status === 'ok' || (resolve.status === 'failed' && resolve.detail.control === 'answers'),
  check: ({ evidence }) => {
    const { resolve, target, location } = evidence;
    if (resolve.status !== 'failed' || stalledDuring(evidence, resolve) || evidence.ownNetworkGone !== undefined) return null;
    const answer = answers[resolve.code];
    if (answer === undefined) return null;
    const { resolvers, message, systemCode } = resolve.detail;
    return {
      summary: `Asked for ${target.host}, the ${resolversOf(evidence)} ${answer}, although they answered a control lookup.`,
      facts: { host: target.host, code: resolve.code, systemCode, location, resolvers },
      observations: [
        { label: 'Name lookup', seen: `${answer} (${message})`, healthy: 'one or more addresses' },
        { label: 'Control lookup', seen: 'answered', healthy: 'answered' },
        { label: 'DNS servers asked', seen: resolvers.join(', ') || 'those of the system', healthy: 'those that clients use' },
        { label: 'Looked from', seen: location, healthy: 'a place that uses the DNS servers of the clients' },
      ],
    };
  },
  article,
};
