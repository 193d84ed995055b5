import { article } from '../article/texts/name-not-found.ts';
import { resolversOf } from '../reading/resolvers.ts';
import type { EndpointRule } from '../rule.ts';

/** 101: the name does not exist, or has no address. */
export const nameNotFound: EndpointRule = {
  id: 'name-not-found',
  no: 101,
  stage: 'resolve',
  scope: 'endpoint',
  severities: ['critical'],
  title: 'The name does not resolve',
  applies: ({ evidence }) => evidence.resolve.status !== 'skipped',
  check: ({ evidence }) => {
    const { resolve, target, location } = evidence;
    if (resolve.status !== 'failed' || (resolve.code !== 'name-not-found' && resolve.code !== 'no-address')) return null;
    const missing = resolve.code === 'name-not-found';
    return {
      summary: missing
        ? `The ${resolversOf(evidence)} say that the name ${target.host} does not exist.`
        : `The ${resolversOf(evidence)} say that the name ${target.host} exists and has no address, neither an A nor an AAAA record.`,
      facts: { host: target.host, nameExists: !missing, location, resolvers: resolve.detail.resolvers },
      observations: [
        {
          label: 'Name lookup',
          seen: missing ? 'no such name (NXDOMAIN)' : 'name without an address (no A, no AAAA)',
          healthy: 'one or more addresses',
        },
        {
          label: 'DNS servers asked',
          seen: resolve.detail.resolvers.join(', ') || 'those of the system',
          healthy: 'those that clients use',
        },
        { label: 'Looked from', seen: location, healthy: 'a place that uses the DNS servers of the clients' },
      ],
    };
  },
  article,
};
