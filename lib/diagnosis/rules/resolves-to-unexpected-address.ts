import type { Evidence } from '../../probe/evidence.ts';
import { article } from '../article/texts/resolves-to-unexpected-address.ts';
import { isIpLiteral } from '../reading/host-name.ts';
import { comparableAddress } from '../reading/internal-address.ts';
import { list } from '../reading/wording.ts';
import type { EndpointRule } from '../rule.ts';

type Answer = Extract<Evidence['resolve'], { status: 'ok' }>['data'];

/** What DNS or the hosts file answered; null when the name was not looked up. */
function answerOf({ resolve, target }: Evidence): Answer | null {
  if (isIpLiteral(target.host) || resolve.status !== 'ok') return null;
  return resolve.data.source === 'dns' || resolve.data.source === 'hosts-file' ? resolve.data : null;
}

/** Could this address be among those that the record does not list? */
const mayBeUnlisted = ({ leftOutCount, unanswered }: Answer, address: string): boolean =>
  leftOutCount > 0 || unanswered.includes(address.includes(':') ? 'AAAA' : 'A');

/** 105: the operator said to which addresses the name leads, and it leads to others, or not to all. */
export const resolvesToUnexpectedAddress: EndpointRule = {
  id: 'resolves-to-unexpected-address',
  no: 105,
  stage: 'resolve',
  scope: 'endpoint',
  severities: ['warning'],
  title: 'The name leads to other addresses than expected',
  applies: ({ evidence, subject }) => subject.expectedAddresses.length > 0 && answerOf(evidence) !== null,
  check({ evidence, subject: { expectedAddresses } }) {
    const answer = answerOf(evidence);
    if (answer === null) return null;
    const addresses = answer.addresses.map(({ address }) => address);
    const found = new Set(addresses.map(comparableAddress));
    const expected = new Set(expectedAddresses.map(comparableAddress));
    const unexpected = addresses.filter((address) => !expected.has(comparableAddress(address)));
    const missing = expectedAddresses.filter((address) => !found.has(comparableAddress(address)) && !mayBeUnlisted(answer, address));
    if (unexpected.length === 0 && missing.length === 0) return null;
    const parts = [
      ...(unexpected.length === 0 ? [] : [`leads to ${list(unexpected, 4)}, which nobody expects`]),
      ...(missing.length === 0 ? [] : [`does not lead to ${list(missing, 4)}`]),
    ];
    const place =
      answer.source === 'hosts-file' ? `hosts file of ${evidence.location}` : `DNS as the location ${evidence.location} sees it`;
    return {
      summary: `${evidence.target.host} ${parts.join(', and ')} (${place}).`,
      facts: { unexpected, missing, addresses, expected: expectedAddresses, source: answer.source },
      observations: [
        { label: `Addresses of ${evidence.target.host}`, seen: list(addresses), healthy: list(expectedAddresses) },
        { label: 'Too many', seen: list(unexpected) || 'none', healthy: 'none' },
        { label: 'Missing', seen: list(missing) || 'none', healthy: 'none' },
        { label: 'Found in', seen: place, healthy: 'DNS' },
      ],
    };
  },
  article,
};
