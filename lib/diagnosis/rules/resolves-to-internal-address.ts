import type { Evidence } from '../../probe/evidence.ts';
import { article } from '../article/texts/resolves-to-internal-address.ts';
import { answersOf, type NameAnswer } from '../name-answers.ts';
import { isIpLiteral } from '../reading/host-name.ts';
import { internalKind } from '../reading/internal-address.ts';
import { list } from '../reading/wording.ts';
import type { Discovery, EndpointRule, RuleContext } from '../rule.ts';

/** The addresses that the name was resolved to; null when it was not resolved. */
function resolved({ resolve, target }: Evidence): { addresses: readonly string[]; fromHostsFile: boolean } | null {
  if (isIpLiteral(target.host) || resolve.status !== 'ok') return null;
  const { source, addresses } = resolve.data;
  if (source !== 'dns' && source !== 'hosts-file') return null;
  return { addresses: addresses.map(({ address }) => address), fromHostsFile: source === 'hosts-file' };
}

/** The internal ones of the addresses with their kind, each once. */
const internalOf = (addresses: readonly string[]) =>
  [...new Set(addresses)].flatMap((address) => {
    const kind = internalKind(address);
    return kind === null ? [] : [{ address, kind }];
  });
const wordsOf = (internal: ReturnType<typeof internalOf>): string[] => internal.map(({ address, kind }) => `${address} (${kind})`);

/** What the resolvers say that answer as the outside world sees it: read off the wire, so that what is answered inside does not count. */
function checkExternal(host: string, answers: readonly NameAnswer[], inside: readonly string[]): Discovery | null {
  const internal = internalOf(answers.flatMap(({ addresses }) => addresses));
  if (internal.length === 0) return null;
  const telling = answers.filter(({ addresses }) => internalOf(addresses).length > 0).map(({ resolver }) => resolver);
  return {
    confidence: 'certain',
    summary: `Clients reach ${host} from outside, but there DNS leads them to ${list(wordsOf(internal), 4)}, which the internet cannot reach.`,
    facts: {
      internalAddresses: internal.map(({ address }) => address),
      kinds: [...new Set(internal.map(({ kind }) => kind))],
      addresses: [...new Set(answers.flatMap(({ addresses }) => addresses))],
      fromHostsFile: false,
      resolvers: telling,
    },
    observations: [
      ...answers.map(({ resolver, addresses }) => ({
        label: `${resolver} answers, outside`,
        seen: list(addresses) || 'no address',
        healthy: 'public addresses alone',
      })),
      { label: 'Of these, internal', seen: list(wordsOf(internal)), healthy: 'none' },
      { label: 'Inside, the name leads to', seen: list(inside) || 'nothing', healthy: 'whatever is right inside' },
    ],
  };
}

function checkEvidence({ evidence }: RuleContext): Discovery | null {
  const seen = resolved(evidence);
  if (seen === null) return null;
  const internal = internalOf(seen.addresses);
  if (internal.length === 0) return null;
  const { host } = evidence.target;
  const asked = seen.fromHostsFile
    ? `the hosts file of the location ${evidence.location}`
    : `DNS as the location ${evidence.location} sees it`;
  return {
    confidence: seen.fromHostsFile ? 'medium' : 'high',
    summary: `Clients reach ${host} from outside, but the name leads to ${list(wordsOf(internal), 4)}, which the internet cannot reach.`,
    facts: {
      internalAddresses: internal.map(({ address }) => address),
      kinds: [...new Set(internal.map(({ kind }) => kind))],
      addresses: seen.addresses,
      fromHostsFile: seen.fromHostsFile,
    },
    observations: [
      { label: `Addresses of ${host}`, seen: list(seen.addresses), healthy: 'public addresses alone' },
      { label: 'Of these, internal', seen: list(wordsOf(internal)), healthy: 'none' },
      { label: 'Found in', seen: asked, healthy: 'DNS as the clients outside see it' },
    ],
  };
}

/**
 * 104: clients come from outside, and the name leads to an address that only the inside can reach. Where resolvers outside were asked,
 * their answers decide; until they were asked for the first time, nothing does.
 */
export const resolvesToInternalAddress: EndpointRule = {
  id: 'resolves-to-internal-address',
  no: 104,
  stage: 'resolve',
  scope: 'endpoint',
  severities: ['warning'],
  title: 'The name leads to an internal address',
  applies: ({ evidence, subject, knowledge }) =>
    subject.reachedFromOutside &&
    !knowledge.outsideIsUnasked &&
    (answersOf(knowledge.nameAnswers, 'external').length > 0 || resolved(evidence) !== null),
  check(context) {
    const external = answersOf(context.knowledge.nameAnswers, 'external');
    if (external.length === 0) return checkEvidence(context);
    return checkExternal(context.evidence.target.host, external, resolved(context.evidence)?.addresses ?? []);
  },
  article,
};
