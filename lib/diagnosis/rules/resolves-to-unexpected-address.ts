import type { Evidence } from '../../probe/evidence.ts';
import { article } from '../article/texts/resolves-to-unexpected-address.ts';
import { type AnswerFault, answersOf, judgeAnswers, type NameAnswer } from '../name-answers.ts';
import { isIpLiteral } from '../reading/host-name.ts';
import { comparableAddress } from '../reading/internal-address.ts';
import { list } from '../reading/wording.ts';
import type { Discovery, EndpointRule, RuleContext } from '../rule.ts';

type Answer = Extract<Evidence['resolve'], { status: 'ok' }>['data'];

/** What DNS or the hosts file answered; null when the name was not looked up. */
function answerOf({ resolve, target }: Evidence): Answer | null {
  if (isIpLiteral(target.host) || resolve.status !== 'ok') return null;
  return resolve.data.source === 'dns' || resolve.data.source === 'hosts-file' ? resolve.data : null;
}

/** Could this address be among those that the record does not list? */
const mayBeUnlisted = ({ leftOutCount, unanswered }: Answer, address: string): boolean =>
  leftOutCount > 0 || unanswered.includes(address.includes(':') ? 'AAAA' : 'A');

/** Does what the resolvers outside say decide? Only where the clients are outside; elsewhere the prober sees what they see. */
const decidedOutside = ({ subject, knowledge }: RuleContext): boolean =>
  subject.reachedFromOutside && answersOf(knowledge.nameAnswers, 'external').length > 0;

function partsOf(unexpected: readonly string[], missing: readonly string[]): string {
  const parts = [
    ...(unexpected.length === 0 ? [] : [`leads to ${list(unexpected, 4)}, which nobody expects`]),
    ...(missing.length === 0 ? [] : [`does not lead to ${list(missing, 4)}`]),
  ];
  return parts.join(', and ');
}

function checkResolvers({ evidence, subject, knowledge }: RuleContext): Discovery | null {
  const faults = judgeAnswers(knowledge.nameAnswers, subject).filter(({ kind }) => kind === 'unexpected-address');
  const [first] = faults;
  if (first === undefined) return null;
  const faultOf = (answer: NameAnswer): AnswerFault | undefined => faults.find(({ resolver }) => resolver === answer.resolver);
  const answers = [...answersOf(knowledge.nameAnswers, 'internal'), ...answersOf(knowledge.nameAnswers, 'external')];
  const unexpected = [...new Set(faults.flatMap(({ tooMany }) => tooMany))];
  const missing = [...new Set(faults.flatMap((fault) => fault.missing))];
  return {
    summary: `${evidence.target.host} ${partsOf(first.tooMany, first.missing)} (${list(
      faults.map(({ resolver }) => resolver),
      4,
    )}).`,
    facts: {
      unexpected,
      missing,
      addresses: [...new Set(answers.flatMap(({ addresses }) => addresses))],
      expected: subject.expectedAddresses,
      source: 'dns',
      resolvers: faults.map(({ resolver }) => resolver),
    },
    observations: answers.map((answer) => {
      const fault = faultOf(answer);
      const healthy =
        fault === undefined ? 'as it is' : `without ${list(fault.tooMany) || 'change'}, with ${list(fault.missing) || 'no more'}`;
      return {
        label: `${answer.resolver} answers, ${answer.side === 'external' ? 'outside' : 'inside'}`,
        seen: list(answer.addresses) || 'no address',
        healthy,
      };
    }),
  };
}

function checkEvidence({ evidence, subject: { expectedAddresses } }: RuleContext): Discovery | null {
  const answer = answerOf(evidence);
  if (answer === null) return null;
  const addresses = answer.addresses.map(({ address }) => address);
  const found = new Set(addresses.map(comparableAddress));
  const expected = new Set(expectedAddresses.map(comparableAddress));
  const unexpected = addresses.filter((address) => !expected.has(comparableAddress(address)));
  const missing = expectedAddresses.filter((address) => !found.has(comparableAddress(address)) && !mayBeUnlisted(answer, address));
  if (unexpected.length === 0 && missing.length === 0) return null;
  const place = answer.source === 'hosts-file' ? `hosts file of ${evidence.location}` : `DNS as the location ${evidence.location} sees it`;
  return {
    summary: `${evidence.target.host} ${partsOf(unexpected, missing)} (${place}).`,
    facts: { unexpected, missing, addresses, expected: expectedAddresses, source: answer.source },
    observations: [
      { label: `Addresses of ${evidence.target.host}`, seen: list(addresses), healthy: list(expectedAddresses) },
      { label: 'Too many', seen: list(unexpected) || 'none', healthy: 'none' },
      { label: 'Missing', seen: list(missing) || 'none', healthy: 'none' },
      { label: 'Found in', seen: place, healthy: 'DNS' },
    ],
  };
}

/**
 * 105: the operator said to which addresses the name leads, and it leads to others, or not to all. Where clients are outside and
 * resolvers there were asked, each resolver is held to what its side must answer (lib/diagnosis/name-answers.ts); until they
 * were asked for the first time, nothing decides.
 */
export const resolvesToUnexpectedAddress: EndpointRule = {
  id: 'resolves-to-unexpected-address',
  no: 105,
  stage: 'resolve',
  scope: 'endpoint',
  severities: ['warning'],
  title: 'The name leads to other addresses than expected',
  applies: (context) =>
    context.subject.expectedAddresses.length > 0 &&
    !(context.subject.reachedFromOutside && context.knowledge.outsideIsUnasked) &&
    (decidedOutside(context) || answerOf(context.evidence) !== null),
  check: (context) => (decidedOutside(context) ? checkResolvers(context) : checkEvidence(context)),
  article,
};
