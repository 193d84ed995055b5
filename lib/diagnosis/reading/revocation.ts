import type { DeepScan, RevocationAnswer, RevocationSource } from '../../probe/deep-scan/record.ts';
import type { RuleContext } from '../rule.ts';
import { isRecent } from './deep-scan.ts';
import { type Served, stepsOf } from './served.ts';
import { minuteTime } from './wording.ts';

/**
 * What the newest deep scan found out about the certificates of this path whose revocation means anything: an anchor is trusted by
 * being one, and nobody above a self-signed certificate could revoke it. Empty when nobody asked.
 */
export function revocationAnswers(served: Served, { knowledge }: Pick<RuleContext, 'knowledge'>): readonly RevocationAnswer[] {
  const { path, ending } = served.trust;
  const revocable = stepsOf(served).filter(
    ({ step, facts }) => !step.isAnchor && facts?.selfSigned !== true && !(ending === 'untrusted-root' && step === path.at(-1)),
  );
  const inPath = new Set(revocable.map(({ step }) => step.sha256));
  return (knowledge.deepScan?.revocation ?? []).filter(({ sha256 }) => inPath.has(sha256));
}

type Context = Pick<RuleContext, 'knowledge' | 'now'>;

/** A certificate that is revoked, and who says so. */
export type Revocation = { answer: RevocationAnswer; source: RevocationSource; scan: DeepScan };

/**
 * Revocations that hold at the time of judging. One is for ever (RFC 5280 section 5.3.1), so that it counts however old the scan is,
 * but for a certificate on hold, which may have been released since.
 */
export function revocations(served: Served, context: Context): readonly Revocation[] {
  const scan = context.knowledge.deepScan;
  if (scan === null) return [];
  const recent = isRecent(scan, context.now);
  const holds = ({ outcome, status, revokedAt, reason }: RevocationSource): boolean =>
    outcome === 'answered' &&
    status === 'revoked' &&
    (revokedAt === null || new Date(revokedAt) <= context.now) &&
    (recent || reason !== 'certificateHold');
  return revocationAnswers(served, context).flatMap((answer) => {
    const source = answer.sources.find(holds);
    return source === undefined ? [] : [{ answer, source, scan }];
  });
}

/**
 * The answers that may be judged: none of a scan that is too old, all of them where fetching is allowed; otherwise those for which the
 * server stapled something, for nobody was asked about the others. Nobody is asked about an untrusted path either: of it only those
 * count that say something.
 */
export function judgedRevocation(served: Served, context: Context): { scan: DeepScan; answers: readonly RevocationAnswer[] } | null {
  const scan = context.knowledge.deepScan;
  if (scan === null || !isRecent(scan, context.now)) return null;
  const wasAsked = ({ status, sources }: RevocationAnswer): boolean => {
    if (served.trust.ending !== 'anchored' || sources.some(({ outcome }) => outcome === 'untrusted')) return status !== 'unknown';
    return scan.revocationAllowed || sources.some(({ kind }) => kind === 'staple');
  };
  const answers = revocationAnswers(served, context).filter(wasAsked);
  return answers.length === 0 ? null : { scan, answers };
}

const kinds: Readonly<Record<RevocationSource['kind'], string>> = { staple: 'the stapled OCSP answer', ocsp: 'OCSP', crl: 'the CRL' };

/** `the CRL at http://...`: who was asked. */
export const revocationSourceName = ({ kind, address }: RevocationSource): string =>
  address === null ? kinds[kind] : `${kinds[kind]} at ${address}`;

const outcomes: Readonly<Record<Exclude<RevocationSource['outcome'], 'answered'>, string>> = {
  'not-allowed': 'was not asked',
  untrusted: 'was not asked, as the certificate is not trusted',
  'address-refused': 'is at an address that is never fetched from',
  unreachable: 'could not be reached',
  timeout: 'did not answer in time',
  'http-status': 'answered with an HTTP error',
  'too-large': 'is larger than what is read',
  malformed: 'cannot be read',
  'bad-signature': 'has a signature that does not verify',
  'wrong-issuer': 'was signed by another issuer',
  'wrong-certificate': 'is about other certificates',
  stale: 'is out of date',
  'responder-error': 'reported an error',
  unsupported: 'is of no use here',
};

/** `the CRL at http://... could not be reached`. What is of no use here has many reasons, which the source itself tells. */
export function revocationSourceWords(source: RevocationSource): string {
  const name = revocationSourceName(source);
  if (source.outcome !== 'answered') {
    const until = source.outcome === 'stale' && source.nextUpdate !== null ? ` since ${minuteTime(new Date(source.nextUpdate))}` : '';
    const reason = source.outcome === 'unsupported' && source.message !== null ? ` (${source.message.replace(/\.$/, '')})` : '';
    return `${name} ${outcomes[source.outcome]}${until}${reason}`;
  }
  return source.status === 'unknown' ? `${name} does not know the certificate` : `${name} says ${source.status ?? 'nothing'}`;
}
