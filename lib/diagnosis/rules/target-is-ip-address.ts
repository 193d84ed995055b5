import { article } from '../article/texts/target-is-ip-address.ts';
import { isIpLiteral } from '../reading/host-name.ts';
import type { EndpointRule } from '../rule.ts';

/** 103: clients, and this endpoint, use an IP address instead of a name. */
export const targetIsIpAddress: EndpointRule = {
  id: 'target-is-ip-address',
  no: 103,
  stage: 'resolve',
  scope: 'endpoint',
  severities: ['warning'],
  title: 'Registered by IP address',
  applies: ({ evidence }) => evidence.resolve.status !== 'skipped',
  check: ({ evidence: { target, attempts } }) => {
    if (!isIpLiteral(target.host)) return null;
    const names = attempts.flatMap(({ certificate }) => (certificate.status === 'ok' ? (certificate.data.sent[0]?.dnsNames ?? []) : []));
    const dnsNames = [...new Set(names)];
    return {
      summary: `This endpoint is registered as ${target.host}, an IP address; certificates of directory servers carry DNS names.`,
      facts: { host: target.host, dnsNames },
      observations: [
        { label: 'Registered as', seen: `${target.host} (IP address)`, healthy: 'the DNS name that clients use' },
        { label: 'Names in the certificate', seen: dnsNames.join(', ') || 'not known', healthy: 'the name that is registered' },
      ],
    };
  },
  article,
};
