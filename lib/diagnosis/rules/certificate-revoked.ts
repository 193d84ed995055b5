import type { RevocationSource } from '../../probe/deep-scan/record.ts';
import { article } from '../article/texts/certificate-revoked.ts';
import { scanWords } from '../reading/deep-scan.ts';
import { revocationAnswers, revocationSourceName, revocations } from '../reading/revocation.ts';
import { servedBy } from '../reading/served.ts';
import { commonNameOf, list, minuteTime } from '../reading/wording.ts';
import type { AddressContext, AddressRule } from '../rule.ts';

const revokedWords = ({ revokedAt, reason }: RevocationSource): string =>
  [revokedAt === null ? null : `since ${minuteTime(new Date(revokedAt))}`, `reason ${reason ?? 'not given'}`]
    .filter((part) => part !== null)
    .join(', ');

/** 421: OCSP or a CRL says that the leaf or an issuer of the path is revoked. */
export const certificateRevoked: AddressRule = {
  scope: 'address',
  id: 'certificate-revoked',
  no: 421,
  stage: 'certificate',
  severities: ['critical'],
  title: 'The certificate is revoked',
  suppresses: ['revocation-unknown'],
  article,
  applies: (context) => {
    const served = servedBy(context.attempt);
    return served !== null && revocationAnswers(served, context).some(({ status }) => status !== 'unknown');
  },
  check(context) {
    const served = servedBy(context.attempt);
    const found = served === null ? [] : revocations(served, context);
    const [first] = found;
    if (served === null || first === undefined) return null;
    const { answer, source, scan } = first;
    const isLeaf = answer.sha256 === served.leaf.sha256;
    const whose = isLeaf ? 'The certificate' : `The issuer ${commonNameOf(answer.subject)}`;
    return {
      summary: `${whose} was revoked (${revokedWords(source)}), says ${revocationSourceName(source)} (${scanWords(scan)}).`,
      facts: {
        revokedSubject: answer.subject,
        revokedSha256: answer.sha256,
        isLeaf,
        revokedAt: source.revokedAt,
        reason: source.reason,
        saidBy: source.kind,
        saidByAddress: source.address,
        seenAt: scan.startedAt,
        allRevoked: found.map((each) => each.answer.subject),
      },
      observations: [
        ...found.map((each) => ({
          label: `Revocation of ${commonNameOf(each.answer.subject)}`,
          seen: `revoked (${revokedWords(each.source)}), says ${revocationSourceName(each.source)}`,
          healthy: 'good',
        })),
        { label: 'Seen by', seen: scanWords(scan), healthy: 'no source' },
        { label: 'Certificates of the path that were asked about', seen: list(revokedOrNot(context)), healthy: 'every one good' },
      ],
    };
  },
};

function revokedOrNot(context: AddressContext): string[] {
  const served = servedBy(context.attempt);
  return served === null ? [] : revocationAnswers(served, context).map(({ subject, status }) => `${commonNameOf(subject)}: ${status}`);
}
