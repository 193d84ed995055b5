import { createHash, type KeyObject } from 'node:crypto';
import type { RevocationSource } from '../deep-scan/record.ts';
import type { CertificateFacts } from '../evidence.ts';
import { DerFault } from '../x509/der.ts';
import { readCertificate } from '../x509/read-certificate.ts';
import { isSignedBy, publicKeyOf } from '../x509/signature.ts';
import { type CertificateParts, certificateParts } from './certificate-parts.ts';
import { type OcspResponse, readOcspResponse, type SingleResponse } from './ocsp-response.ts';
import { reasonName, significantSerial } from './revoked-serials.ts';
import { CLOCK_TOLERANCE_MS, type Refusal, revocationSourceOf, staleBecause } from './source.ts';
import { verifySignature } from './verify-signature.ts';

type Basic = Extract<OcspResponse, { kind: 'basic' }>;

const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9';
/** An answer that names no next update claims to be the newest; a day later it is not believed any more. */
const MOST_AGE_MS = 24 * 3_600_000;

const hashes: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

const refuse = (outcome: Refusal['outcome'], message: string): Refusal => ({ outcome, message });
const digest = (hash: string, bytes: Uint8Array): Buffer => createHash(hash).update(bytes).digest();
const same = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;

/**
 * What an OCSP response, stapled or fetched, says about a certificate at that time (RFC 6960 section 3.2). The signer is the issuer or
 * a delegate that the issuer certified for OCSP signing; whether the delegate itself is revoked is not asked. Never rejects.
 */
export async function judgeOcsp(
  bytes: Uint8Array,
  source: { kind: 'staple' | 'ocsp'; address: string | null },
  certificate: CertificateFacts,
  issuer: CertificateFacts,
  at: Date,
): Promise<RevocationSource> {
  const { kind, address } = source;
  try {
    const response = readOcspResponse(bytes);
    if (response.kind === 'error') {
      return revocationSourceOf(kind, address, 'responder-error', { message: `The responder answered ${response.status}.` });
    }
    const found = await provenAnswer(response, certificate, issuer, at);
    if ('outcome' in found) return revocationSourceOf(kind, address, found.outcome, { message: found.message });
    const { thisUpdateMs, nextUpdateMs, status } = found;
    const times = { thisUpdateMs, nextUpdateMs };
    const stale = staleBecause(found, at, MOST_AGE_MS);
    if (stale !== null) {
      return revocationSourceOf(kind, address, 'stale', { ...times, message: `${stale} It says that the certificate is ${status}.` });
    }
    const revoked = status === 'revoked' ? { revokedAtMs: found.revokedAtMs, reason: reasonName(found.reason) } : {};
    const message = status === 'unknown' ? 'The responder does not know the certificate.' : null;
    return revocationSourceOf(kind, address, 'answered', { status, ...times, ...revoked, message });
  } catch (fault) {
    const because = fault instanceof DerFault ? fault.message : 'cannot be read';
    return revocationSourceOf(kind, address, 'malformed', { message: `The answer ${because}.` });
  }
}

/** The answer about the certificate, its signature verified. */
async function provenAnswer(
  response: Basic,
  certificate: CertificateFacts,
  issuer: CertificateFacts,
  at: Date,
): Promise<SingleResponse | Refusal> {
  const own = certificateParts(certificate);
  const above = certificateParts(issuer);
  if (own === null || above === null) return refuse('unsupported', 'The certificate or its issuer cannot be read.');
  const answer = pickAnswer(response.answers, own, above);
  if ('outcome' in answer) return answer;
  const signer = pickSigner(response, issuer, above, at);
  if ('outcome' in signer) return signer;
  const verdict = await verifySignature(response.algorithm, response.signed, response.signature, signer.key);
  if (verdict === 'unsupported') return refuse('unsupported', 'The answer is signed with an algorithm that is not supported.');
  if (verdict === 'bad') return refuse('bad-signature', 'The signature of the answer does not fit the key of its responder.');
  const [critical] = response.criticalExtensions;
  return critical === undefined
    ? answer
    : refuse('unsupported', `The answer has a critical extension that is not understood (${critical}).`);
}

function pickAnswer(answers: readonly SingleResponse[], own: CertificateParts, above: CertificateParts): SingleResponse | Refusal {
  const serial = significantSerial(own.serial);
  const withSerial = answers.filter((answer) => same(significantSerial(answer.serial), serial));
  if (withSerial.length === 0) return refuse('wrong-certificate', 'The answer is about another certificate (its serial number differs).');
  const known = withSerial.filter(({ hash }) => hashes[hash] !== undefined);
  if (known.length === 0) return refuse('unsupported', 'The answer names the issuer by a hash that is not supported.');
  const answer = known.find(({ hash, issuerNameHash, issuerKeyHash }) => {
    const name = hashes[hash] ?? '';
    return same(issuerNameHash, digest(name, own.issuer)) && same(issuerKeyHash, digest(name, above.publicKey));
  });
  return answer ?? refuse('wrong-issuer', 'The answer is about a certificate of another issuer with the same serial number.');
}

function pickSigner(response: Basic, issuer: CertificateFacts, above: CertificateParts, at: Date): { key: KeyObject } | Refusal {
  const { responder } = response;
  const isResponder = (parts: CertificateParts | null): boolean =>
    parts !== null &&
    ('name' in responder ? same(responder.name, parts.subject) : same(responder.keyHash, digest('sha1', parts.publicKey)));
  const delegate = isResponder(above)
    ? undefined
    : response.certificates.map((bytes) => readCertificate(bytes)).find((each) => isResponder(certificateParts(each)));
  if (delegate === undefined && !isResponder(above)) {
    return refuse('bad-signature', 'The responder is not the issuer, and its certificate is not sent along.');
  }
  const refusal = delegate === undefined ? null : delegateRefusal(delegate, issuer, at);
  if (refusal !== null) return refusal;
  const key = publicKeyOf(delegate ?? issuer);
  return key === null ? refuse('unsupported', 'The key of the responder cannot be used.') : { key };
}

/** Why the delegate may not answer for the issuer (RFC 6960 section 4.2.2.2); null when it may. */
function delegateRefusal(delegate: CertificateFacts, issuer: CertificateFacts, at: Date): Refusal | null {
  if (delegate.issuer !== issuer.subject || !isSignedBy(delegate, issuer)) {
    return refuse('wrong-issuer', `The certificate of the responder (${delegate.subject}) is not from the issuer.`);
  }
  if (delegate.extendedKeyUsage?.includes(OCSP_SIGNING) !== true) {
    return refuse(
      'bad-signature',
      `The certificate of the responder (${delegate.subject}) does not allow OCSP signing (id-kp-OCSPSigning).`,
    );
  }
  const nowMs = at.getTime();
  const begins = Date.parse(delegate.notBefore ?? '') - CLOCK_TOLERANCE_MS;
  const ends = Date.parse(delegate.notAfter ?? '') + CLOCK_TOLERANCE_MS;
  return begins <= nowMs && nowMs <= ends
    ? null
    : refuse('bad-signature', `The certificate of the responder (${delegate.subject}) is not valid now.`);
}
