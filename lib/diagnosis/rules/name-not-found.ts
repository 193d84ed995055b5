import { article } from '../article/texts/name-not-found.ts';
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
  check: ({ evidence: { resolve, target, location } }) => {
    if (resolve.status !== 'failed' || (resolve.code !== 'name-not-found' && resolve.code !== 'no-address')) return null;
    const missing = resolve.code === 'name-not-found';
    return {
      summary: missing
        ? `DNS says that the name ${target.host} does not exist, seen from ${location}.`
        : `The name ${target.host} exists in DNS but has neither an A nor an AAAA record, seen from ${location}.`,
      facts: { host: target.host, nameExists: !missing, resolvers: resolve.detail.resolvers },
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
      ],
    };
  },
  article,
};
