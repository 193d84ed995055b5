import type { RevocationAnswer, RevocationSource } from '../../probe/deep-scan/record.ts';
import { article } from '../article/texts/certificate-revoked.ts';
import { isRecent, scanWords } from '../reading/deep-scan.ts';
import { revocationAnswers, revocationSourceName } from '../reading/revocation.ts';
import { servedBy } from '../reading/served.ts';
import { commonNameOf, list, minuteTime } from '../reading/wording.ts';
import type { AddressContext, AddressRule } from '../rule.ts';

type Revocation = { answer: RevocationAnswer; source: RevocationSource };

/**
 * Revocations that hold at the time of judging. One is for ever (RFC 5280 section 5.3.1), so that it counts however old the scan is,
 * but for a certificate on hold, which may have been released since.
 */
function revocations(context: AddressContext): readonly Revocation[] {
  const served = servedBy(context.attempt);
  const scan = context.knowledge.deepScan;
  if (served === null || scan === null) return [];
  const recent = isRecent(scan, context.now);
  const holds = ({ outcome, status, revokedAt, reason }: RevocationSource): boolean =>
    outcome === 'answered' &&
    status === 'revoked' &&
    (revokedAt === null || new Date(revokedAt) <= context.now) &&
    (recent || reason !== 'certificateHold');
  return revocationAnswers(served, context).flatMap((answer) => {
    const source = answer.sources.find(holds);
    return source === undefined ? [] : [{ answer, source }];
  });
}

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
    const found = revocations(context);
    const scan = context.knowledge.deepScan;
    const [first] = found;
    const leaf = servedBy(context.attempt)?.leaf;
    if (first === undefined || scan === null || leaf === undefined) return null;
    const { answer, source } = first;
    const isLeaf = answer.sha256 === leaf.sha256;
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
