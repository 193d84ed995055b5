import type { Evidence } from '../../probe/evidence.ts';
import { article } from '../article/texts/resolves-to-internal-address.ts';
import { isIpLiteral } from '../reading/host-name.ts';
import { internalKind } from '../reading/internal-address.ts';
import { list } from '../reading/wording.ts';
import type { EndpointRule } from '../rule.ts';

/** The addresses that the name was resolved to; null when it was not resolved. */
function resolved({ resolve, target }: Evidence): { addresses: readonly string[]; fromHostsFile: boolean } | null {
  if (isIpLiteral(target.host) || resolve.status !== 'ok') return null;
  const { source, addresses } = resolve.data;
  if (source !== 'dns' && source !== 'hosts-file') return null;
  return { addresses: addresses.map(({ address }) => address), fromHostsFile: source === 'hosts-file' };
}

/** 104: clients come from outside, and the name leads to an address that only the inside can reach. */
export const resolvesToInternalAddress: EndpointRule = {
  id: 'resolves-to-internal-address',
  no: 104,
  stage: 'resolve',
  scope: 'endpoint',
  severities: ['warning'],
  title: 'The name leads to an internal address',
  applies: ({ evidence, subject }) => subject.reachedFromOutside && resolved(evidence) !== null,
  check({ evidence }) {
    const seen = resolved(evidence);
    const internal = seen?.addresses.flatMap((address) => {
      const kind = internalKind(address);
      return kind === null ? [] : [{ address, kind }];
    });
    if (seen === null || internal === undefined || internal.length === 0) return null;
    const { host } = evidence.target;
    const words = internal.map(({ address, kind }) => `${address} (${kind})`);
    const asked = seen.fromHostsFile
      ? `the hosts file of the location ${evidence.location}`
      : `DNS as the location ${evidence.location} sees it`;
    return {
      confidence: seen.fromHostsFile ? 'medium' : 'high',
      summary: `Clients reach ${host} from outside, but the name leads to ${list(words, 4)}, which the internet cannot reach.`,
      facts: {
        internalAddresses: internal.map(({ address }) => address),
        kinds: [...new Set(internal.map(({ kind }) => kind))],
        addresses: seen.addresses,
        fromHostsFile: seen.fromHostsFile,
      },
      observations: [
        { label: `Addresses of ${host}`, seen: list(seen.addresses), healthy: 'public addresses alone' },
        { label: 'Of these, internal', seen: list(words), healthy: 'none' },
        { label: 'Found in', seen: asked, healthy: 'DNS as the clients outside see it' },
      ],
    };
  },
  article,
};
