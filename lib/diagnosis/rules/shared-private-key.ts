import { article } from '../article/texts/shared-private-key.ts';
import { isIpLiteral } from '../reading/host-name.ts';
import { domainOf, hasWildcard, leafNames } from '../reading/leaf-names.ts';
import { servedBy } from '../reading/served.ts';
import { list } from '../reading/wording.ts';
import type { AddressContext, AddressRule } from '../rule.ts';

/**
 * Hosts that serve this key and that the certificate does not name. An address is no name of its own, and the domain that the
 * host lies in is answered by any of its servers.
 */
function strangersWithSameKey({ attempt, evidence, knowledge }: AddressContext): readonly string[] {
  const leaf = servedBy(attempt)?.leaf;
  if (leaf === undefined) return [];
  const known = [...leafNames(leaf), domainOf(evidence.target.host), evidence.target.host.toLowerCase()];
  return knowledge.hostsWithSameKey.filter((host) => !isIpLiteral(host) && !known.includes(host.toLowerCase().replace(/\.$/, '')));
}

/** 428: hosts of other names serve the same public key, and the certificate is neither a wildcard nor made out to them. */
export const sharedPrivateKey: AddressRule = {
  scope: 'address',
  id: 'shared-private-key',
  no: 428,
  stage: 'certificate',
  severities: ['warning'],
  title: 'Several hosts share one private key',
  article,
  applies: ({ attempt, knowledge, subject }) =>
    knowledge.hostsWithSameKey.length > 0 && !subject.standsForDomain && servedBy(attempt) !== null,
  check(context) {
    const leaf = servedBy(context.attempt)?.leaf;
    if (leaf === undefined || hasWildcard(leaf)) return null;
    const strangers = strangersWithSameKey(context);
    if (strangers.length === 0) return null;
    return {
      summary: `The private key of this server’s certificate is also used by ${list(strangers, 4)}, which the certificate does not name.`,
      facts: { hostsWithSameKey: strangers, publicKeySha256: leaf.publicKeySha256, dnsNames: leaf.dnsNames, sha256: leaf.sha256 },
      observations: [
        { label: 'Hosts that serve the same public key', seen: list(strangers, 20), healthy: 'None that the certificate does not name' },
        {
          label: 'Names in the certificate',
          seen: list([...new Set(leafNames(leaf))], 20) || 'none',
          healthy: 'A wildcard, or every host that uses it',
        },
        { label: 'SHA-256 of the public key', seen: leaf.publicKeySha256 ?? 'unknown', healthy: 'Another one on every host' },
      ],
    };
  },
};
