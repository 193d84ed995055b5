import type { RevocationAnswer } from '../../probe/deep-scan/record.ts';
import { article } from '../article/texts/revocation-unknown.ts';
import { scanWords } from '../reading/deep-scan.ts';
import { judgedRevocation, revocationSourceWords } from '../reading/revocation.ts';
import { servedBy } from '../reading/served.ts';
import { commonNameOf, list } from '../reading/wording.ts';
import type { AddressContext, AddressRule } from '../rule.ts';

function judged(context: AddressContext) {
  const served = servedBy(context.attempt);
  return served === null ? null : judgedRevocation(served, context);
}

const whyUnknown = ({ sources }: RevocationAnswer): string => {
  const asked = sources.filter(({ outcome }) => outcome !== 'not-allowed');
  return asked.length === 0 ? 'the certificate names neither a CRL nor an OCSP responder' : list(asked.map(revocationSourceWords), 4);
};

/** 422: whether a certificate of the path is revoked could not be found out. */
export const revocationUnknown: AddressRule = {
  scope: 'address',
  id: 'revocation-unknown',
  no: 422,
  stage: 'certificate',
  severities: ['notice'],
  title: 'Revocation cannot be checked',
  article,
  applies: (context) => judged(context) !== null,
  check(context) {
    const seen = judged(context);
    const unknown = seen?.answers.filter(({ status }) => status === 'unknown') ?? [];
    const [first] = unknown;
    if (seen === null || first === undefined) return null;
    return {
      summary: `Whether ${commonNameOf(first.subject)} is revoked cannot be told: ${whyUnknown(first)} (${scanWords(seen.scan)}).`,
      facts: {
        unknownSubjects: unknown.map(({ subject }) => subject),
        outcomes: [...new Set(unknown.flatMap(({ sources }) => sources.map(({ kind, outcome }) => `${kind}: ${outcome}`)))],
        namesNone: unknown.some(({ sources }) => sources.length === 0),
        seenAt: seen.scan.startedAt,
      },
      observations: [
        ...unknown.map((answer) => ({
          label: `Revocation of ${commonNameOf(answer.subject)}`,
          seen: whyUnknown(answer),
          healthy: 'a current answer, signed by its issuer',
        })),
        { label: 'Seen by', seen: scanWords(seen.scan), healthy: 'a deep scan' },
      ],
    };
  },
};
