import { article } from '../article/texts/chain-out-of-order.ts';
import { servedBy, stepsOf } from '../reading/served.ts';
import { certificateName, list } from '../reading/wording.ts';
import type { AddressRule } from '../rule.ts';

/** 414: the certificates of the path were sent in another order, or with strangers between. Strangers after the path harm nobody. */
export const chainOutOfOrder: AddressRule = {
  scope: 'address',
  id: 'chain-out-of-order',
  no: 414,
  stage: 'certificate',
  severities: ['notice'],
  title: 'The chain is sent out of order',
  article,
  applies: ({ attempt }) => (servedBy(attempt)?.sent.length ?? 0) > 1,
  check({ attempt }) {
    const served = servedBy(attempt);
    if (served === null || served.trust.sentInOrder) return null;
    const { sent, trust } = served;
    const inOrder = stepsOf(served).flatMap(({ facts }) => (facts === null ? [] : [certificateName(facts)]));
    const strangers = trust.unusedSent.flatMap((index) => {
      const facts = sent[index];
      return facts === undefined ? [] : [certificateName(facts)];
    });
    const numbered = (names: readonly string[]): string =>
      list(
        names.map((name, place) => `${place + 1}. ${name}`),
        20,
      );
    const between =
      strangers.length === 0
        ? ''
        : `, with ${list(strangers, 4)} among them, which ${strangers.length === 1 ? 'does' : 'do'} not belong to it`;
    return {
      summary: `The server sends its chain in another order than that of issue${between}.`,
      facts: { sentSubjects: sent.map(({ subject }) => subject), orderOfIssue: inOrder, unrelatedSubjects: strangers },
      observations: [
        { label: 'Certificates as sent', seen: numbered(sent.map(certificateName)), healthy: numbered(inOrder) },
        { label: 'Not part of the chain', seen: list(strangers) || 'none', healthy: 'none' },
      ],
    };
  },
};
