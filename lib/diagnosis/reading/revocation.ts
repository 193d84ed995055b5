import type { RevocationAnswer, RevocationSource } from '../../probe/deep-scan/record.ts';
import type { RuleContext } from '../rule.ts';
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

const kinds: Readonly<Record<RevocationSource['kind'], string>> = { staple: 'the stapled OCSP answer', ocsp: 'OCSP', crl: 'the CRL' };

/** `the CRL at http://...`: who was asked. */
export const revocationSourceName = ({ kind, address }: RevocationSource): string =>
  address === null ? kinds[kind] : `${kinds[kind]} at ${address}`;

const outcomes: Readonly<Record<Exclude<RevocationSource['outcome'], 'answered'>, string>> = {
  'not-allowed': 'was not asked',
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
  unsupported: 'is of a kind that is not supported',
};

/** `the CRL at http://... could not be reached`. */
export function revocationSourceWords(source: RevocationSource): string {
  const name = revocationSourceName(source);
  if (source.outcome !== 'answered') {
    const until = source.outcome === 'stale' && source.nextUpdate !== null ? ` since ${minuteTime(new Date(source.nextUpdate))}` : '';
    return `${name} ${outcomes[source.outcome]}${until}`;
  }
  return source.status === 'unknown' ? `${name} does not know the certificate` : `${name} says ${source.status ?? 'nothing'}`;
}
