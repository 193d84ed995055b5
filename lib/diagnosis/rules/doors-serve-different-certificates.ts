import { article } from '../article/texts/doors-serve-different-certificates.ts';
import { DAY_MS } from '../expiry.ts';
import type { OtherDoor } from '../knowledge.ts';
import { knownLeafWords, servedLeafWords } from '../reading/leaf-words.ts';
import { judgedAttempts } from '../reading/own-network.ts';
import { servedBy } from '../reading/served.ts';
import { list } from '../reading/wording.ts';
import type { EndpointRule, RuleContext } from '../rule.ts';

/** A place of the host where a leaf was seen. */
type Sight = { where: string; sha256: string; words: string };

const transportWords: Readonly<Record<OtherDoor['transport'], string>> = { ldaps: 'LDAPS', starttls: 'StartTLS' };

function sightsHere({ evidence }: RuleContext): readonly Sight[] {
  const { port } = evidence.target;
  return judgedAttempts(evidence).flatMap((attempt) => {
    const leaf = servedBy(attempt)?.leaf;
    return leaf === undefined ? [] : [{ where: `port ${port} at ${attempt.address}`, sha256: leaf.sha256, words: servedLeafWords(leaf) }];
  });
}

/**
 * What other doors served within the last day. A door that was last looked at before this one changed, and showed what this one
 * showed then, will probably have changed with it: it is left out until it is looked at again.
 */
function sightsElsewhere({ knowledge: { otherDoors, formerLeaf }, now }: RuleContext): readonly Sight[] {
  return otherDoors.flatMap(({ port, transport, lookedAt, leaf }) => {
    const agoMs = now.getTime() - new Date(lookedAt).getTime();
    const isOutdated = formerLeaf !== null && leaf.sha256 === formerLeaf.sha256 && new Date(lookedAt) < new Date(formerLeaf.changedAt);
    if (agoMs < 0 || agoMs >= DAY_MS || isOutdated) return [];
    return [{ where: `port ${port} (${transportWords[transport]})`, sha256: leaf.sha256, words: knownLeafWords(leaf) }];
  });
}

/** 427: ports or addresses of one host serve different leaves. Not judged for names that stand for a whole domain. */
export const doorsServeDifferentCertificates: EndpointRule = {
  scope: 'endpoint',
  id: 'doors-serve-different-certificates',
  no: 427,
  stage: 'certificate',
  severities: ['warning'],
  title: 'The same host serves different certificates',
  article,
  applies(context) {
    const here = sightsHere(context);
    return !context.subject.standsForDomain && here.length > 0 && here.length + sightsElsewhere(context).length > 1;
  },
  check(context) {
    const groups = [...Map.groupBy([...sightsHere(context), ...sightsElsewhere(context)], ({ sha256 }) => sha256).values()];
    if (groups.length < 2) return null;
    const places = groups.map((group) => list(group.map(({ where }) => where)));
    return {
      summary: `${context.evidence.target.host} serves ${groups.length} different certificates: one on ${places.join(', another on ')}.`,
      facts: { sha256: groups.flatMap(([first]) => (first === undefined ? [] : [first.sha256])), places },
      observations: groups.flatMap(([first], index) =>
        first === undefined
          ? []
          : [{ label: places[index] ?? first.where, seen: first.words, healthy: 'The same certificate on every port and address' }],
      ),
    };
  },
};
