import { monotonicMs } from '#lib/clock.ts';
import { elapsedMs } from '../deadline.ts';
import type { Attempt } from '../evidence.ts';
import { limits } from '../limits.ts';
import { describeError } from '../plain-text.ts';
import { BoundedCache } from '../x509/bounded-cache.ts';
import { buildTrust } from '../x509/build-trust.ts';
import { matchName } from '../x509/match-name.ts';
import { readCertificate } from '../x509/read-certificate.ts';
import type { TrustAnchors } from '../x509/trust-anchors.ts';
import type { SentChain } from './handshake.ts';

type CertificateStage = Exclude<Attempt['certificate'], { status: 'skipped' }>;
type CertificateData = Extract<CertificateStage, { status: 'ok' }>['data'];

/**
 * What was read the last time from the server of that name. Most servers send the same certificates every time, and nothing
 * here depends on the date: comparing them is ten times faster than hashing them again.
 */
const lastData = new BoundedCache<string, { anchors: TrustAnchors; data: CertificateData }>(10_000);

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
    const known = lastData.get(host);
    const data = known?.anchors === anchors && isSameChain(known.data, chain) ? known.data : readChain(chain, host, anchors);
    if (data === null) return fail('none-sent', { message: 'The server sent no certificate.', systemCode: null });
    return { status: 'ok', ms: elapsedMs(startedAtMs), data };
  } catch (error) {
    return fail('unclassified', describeError(error));
  }
}

/** Null when there is no certificate. */
function readChain(chain: SentChain, host: string, anchors: TrustAnchors): CertificateData | null {
  const sent = chain.ders.map((der) => readCertificate(der));
  const leaf = sent[0];
  if (leaf === undefined) return null;
  const data = { sent, trust: buildTrust(sent, anchors), name: matchName(leaf, host) };
  lastData.set(host, { anchors, data });
  return data;
}

/** Certificates that are malformed are told apart by their bytes like all others. */
const isSameChain = ({ sent }: CertificateData, { ders }: SentChain): boolean =>
  sent.length === ders.length &&
  ders.every((der, index) => sent[index]?.der === Buffer.from(der.buffer, der.byteOffset, der.length).toString('base64'));
