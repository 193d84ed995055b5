import { article } from '../article/texts/certificate-changed.ts';
import { DAY_MS } from '../expiry.ts';
import { knownLeafWords, servedLeafWords } from '../reading/leaf-words.ts';
import { servedBy } from '../reading/served.ts';
import { commonNameOf, fromNow, minuteTime } from '../reading/wording.ts';
import type { AddressRule } from '../rule.ts';

/** 426: this door serves another leaf than before. Told for 24 hours after the change, then it is the usual one. */
export const certificateChanged: AddressRule = {
  scope: 'address',
  id: 'certificate-changed',
  no: 426,
  stage: 'certificate',
  severities: ['notice'],
  title: 'Another certificate is served than before',
  article,
  applies: ({ attempt, knowledge, subject }) => knowledge.formerLeaf !== null && !subject.standsForDomain && servedBy(attempt) !== null,
  check({ attempt, knowledge: { formerLeaf }, now }) {
    const leaf = servedBy(attempt)?.leaf;
    if (leaf === undefined || formerLeaf === null || leaf.sha256 === formerLeaf.sha256) return null;
    const changedAt = new Date(formerLeaf.changedAt);
    const agoMs = now.getTime() - changedAt.getTime();
    if (agoMs < 0 || agoMs >= DAY_MS) return null;
    return {
      summary: `The server has been serving another certificate since ${minuteTime(changedAt)}; this is told for 24 hours after a change.`,
      facts: {
        changedAt: formerLeaf.changedAt,
        formerSha256: formerLeaf.sha256,
        formerSubject: formerLeaf.subject,
        formerNotAfter: formerLeaf.notAfter,
        sha256: leaf.sha256,
        subject: leaf.subject,
        issuer: leaf.issuer,
        notBefore: leaf.notBefore,
        notAfter: leaf.notAfter,
      },
      observations: [
        { label: 'Changed', seen: `${minuteTime(changedAt)} (${fromNow(changedAt, now)})`, healthy: 'When somebody meant to change it' },
        { label: 'Certificate now', seen: servedLeafWords(leaf), healthy: 'The one that was meant to follow' },
        { label: 'Certificate before', seen: knownLeafWords(formerLeaf), healthy: 'Replaced on purpose' },
        {
          label: 'Issued by',
          seen: `${commonNameOf(leaf.issuer)}, before that by ${formerLeaf.issuer === undefined ? 'an issuer that was not kept' : commonNameOf(formerLeaf.issuer)}`,
          healthy: 'A certification authority that clients trust',
        },
      ],
    };
  },
};
