import { article } from '../article/texts/name-lookup-failed.ts';
import { stalledDuring } from '../reading/stalled-prober.ts';
import type { EndpointRule } from '../rule.ts';

const answers: Readonly<Record<string, string>> = {
  'resolver-timeout': 'gave no answer in time',
  'resolver-refused': 'refused to answer (REFUSED)',
  'resolver-failed': 'answered with a server failure (SERVFAIL)',
  'resolver-unreachable': 'could not be reached',
  unclassified: 'failed in a way Port636 does not know',
};

/** 102: the lookup of this name failed although the DNS servers answer other names. */
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
    if (resolve.status !== 'failed' || stalledDuring(evidence, resolve)) return null;
    const answer = answers[resolve.code];
    if (answer === undefined) return null;
    const { resolvers, message, systemCode } = resolve.detail;
    return {
      summary: `Asked for ${target.host}, the DNS servers of ${location} ${answer}, although they answer for other names.`,
      facts: { host: target.host, code: resolve.code, systemCode, resolvers },
      observations: [
        { label: 'Name lookup', seen: `${answer} (${message})`, healthy: 'one or more addresses' },
        { label: 'Control lookup', seen: 'answered', healthy: 'answered' },
        { label: 'DNS servers asked', seen: resolvers.join(', ') || 'those of the system', healthy: 'those that clients use' },
      ],
    };
  },
  article,
};
