import { monotonicMs } from '#lib/clock.ts';
import { elapsedMs } from '../deadline.ts';
import type { Attempt } from '../evidence.ts';
import { limits } from '../limits.ts';
import { describeError } from '../plain-text.ts';
import { buildTrust } from '../x509/build-trust.ts';
import { matchName } from '../x509/match-name.ts';
import { readCertificate } from '../x509/read-certificate.ts';
import type { TrustAnchors } from '../x509/trust-anchors.ts';
import type { SentChain } from './handshake.ts';

type CertificateStage = Exclude<Attempt['certificate'], { status: 'skipped' }>;

/** Reads the certificates that were sent, whether or not the handshake succeeded. Never throws. */
export function inspectCertificates(chain: SentChain, host: string, anchors: TrustAnchors): CertificateStage {
  const startedAtMs = monotonicMs();
  const fail = (
    code: 'none-sent' | 'too-many' | 'unclassified',
    detail: { message: string; systemCode: string | null },
  ): CertificateStage => ({
    status: 'failed',
    ms: elapsedMs(startedAtMs),
    code,
    detail,
  });
  if (chain.tooMany) {
    return fail('too-many', { message: `The server sent more than ${limits.certificates} certificates.`, systemCode: null });
  }
  try {
    const sent = chain.ders.map((der) => readCertificate(der));
    const leaf = sent[0];
    if (leaf === undefined) return fail('none-sent', { message: 'The server sent no certificate.', systemCode: null });
    const data = { sent, trust: buildTrust(sent, anchors), name: matchName(leaf, host) };
    return { status: 'ok', ms: elapsedMs(startedAtMs), data };
  } catch (error) {
    return fail('unclassified', describeError(error));
  }
}
