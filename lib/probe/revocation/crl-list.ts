import type { Deadline } from '../deadline.ts';
import type { RevocationSource } from '../deep-scan/record.ts';
import type { CertificateFacts } from '../evidence.ts';
import { DerFault } from '../x509/der.ts';
import { readDistinguishedName } from '../x509/distinguished-name.ts';
import { readCertificateFully } from '../x509/read-certificate.ts';
import { publicKeyOf } from '../x509/signature.ts';
import { certificateParts } from './certificate-parts.ts';
import type { CrlScope } from './crl-extensions.ts';
import { type Crl, ReadingStopped, readCrl, readEntries, TooManyEntries, UnknownEntryExtension } from './read-crl.ts';
import { type RevokedSerials, reasonName } from './revoked-serials.ts';
import { type Refusal, revocationSourceOf, staleBecause } from './source.ts';
import { verifySignature } from './verify-signature.ts';

/** A CRL whose signature has been verified, in the form it is kept in. */
export interface CrlList {
  readonly thisUpdateMs: number;
  readonly nextUpdateMs: number | null;
  readonly scope: CrlScope | null;
  readonly revoked: RevokedSerials;
}

const refuse = (outcome: Refusal['outcome'], message: string): Refusal => ({ outcome, message });

/**
 * Reads the bytes of a CRL and proves that the issuer made it (RFC 5280 section 6.3.3, without indirect and delta CRLs). Reading ends
 * with the deadline. Never rejects.
 */
export async function openCrl(
  bytes: Uint8Array,
  issuer: CertificateFacts,
  mostEntries: number,
  deadline: Deadline,
): Promise<CrlList | Refusal> {
  try {
    const crl = readCrl(bytes);
    const refusal = await refusalOf(crl, issuer);
    if (refusal !== null) return refusal;
    const { thisUpdateMs, nextUpdateMs, extensions } = crl;
    return { thisUpdateMs, nextUpdateMs, scope: extensions.scope, revoked: await readEntries(crl.entries, mostEntries, deadline) };
  } catch (fault) {
    if (fault instanceof DerFault) return refuse('malformed', `The list ${fault.message}.`);
    if (fault instanceof TooManyEntries) return refuse('too-large', fault.message);
    if (fault instanceof ReadingStopped) return refuse('timeout', fault.message);
    if (fault instanceof UnknownEntryExtension) return refuse('unsupported', fault.message);
    return refuse('malformed', 'The list cannot be read.');
  }
}

async function refusalOf(crl: Crl, issuer: CertificateFacts): Promise<Refusal | null> {
  const { authorityKeyIdentifier, unsupported } = crl.extensions;
  const signer = readDistinguishedName(crl.issuer, 'issuer');
  const subject = readCertificateFully(Buffer.from(issuer.der, 'base64')).names?.subject;
  if (signer.key !== subject?.key) return refuse('wrong-issuer', `The list is by ${signer.text}.`);
  if (issuer.keyUsage !== null && !issuer.keyUsage.includes('cRLSign')) {
    return refuse('wrong-issuer', 'The certificate of the issuer does not allow its key to sign lists (key usage cRLSign).');
  }
  const key = publicKeyOf(issuer);
  if (key === null) return refuse('unsupported', 'The key of the issuer cannot be used.');
  const verdict = await verifySignature(crl.algorithm, crl.signed, crl.signature, key);
  if (verdict === 'unsupported') return refuse('unsupported', 'The list is signed with an algorithm that is not supported.');
  if (verdict === 'bad') {
    const otherKey =
      authorityKeyIdentifier !== null && issuer.subjectKeyIdentifier !== null && authorityKeyIdentifier !== issuer.subjectKeyIdentifier;
    return otherKey
      ? refuse('wrong-issuer', `The list is signed by another key of the same name (key identifier ${authorityKeyIdentifier}).`)
      : refuse('bad-signature', 'The signature of the list does not fit the key of the issuer.');
  }
  return unsupported === null ? null : refuse('unsupported', unsupported);
}

/** What the list says about one certificate of its issuer at that time. */
export function judgeByCrl(list: CrlList, address: string, certificate: CertificateFacts, at: Date): RevocationSource {
  const { thisUpdateMs, nextUpdateMs } = list;
  const times = { thisUpdateMs, nextUpdateMs };
  const answer = (outcome: RevocationSource['outcome'], said: Parameters<typeof revocationSourceOf>[3] = {}) =>
    revocationSourceOf('crl', address, outcome, { ...times, ...said });
  const parts = certificateParts(certificate);
  if (parts === null) return answer('unsupported', { message: 'The certificate cannot be read.' });
  const elsewhere = outOfScope(list.scope, certificate);
  if (elsewhere !== null) return answer('wrong-certificate', { message: elsewhere });
  const entry = list.revoked.find(parts.serial);
  const stale = staleBecause(list, at, null);
  if (stale !== null) {
    const said = entry === null ? 'The certificate is not in it.' : 'It says that the certificate is revoked.';
    return answer('stale', { message: `${stale} ${said}` });
  }
  if (entry !== null) return answer('answered', { status: 'revoked', revokedAtMs: entry.revokedAtMs, reason: reasonName(entry.reason) });
  if (list.scope?.onlySomeReasons === true) {
    return answer('answered', { status: 'unknown', message: 'The list tells revocations for some reasons only.' });
  }
  return answer('answered', { status: 'good' });
}

/** Why the list does not speak for the certificate; null when it does. */
function outOfScope(scope: CrlScope | null, { basicConstraints, der }: CertificateFacts): string | null {
  if (scope === null) return null;
  const isAuthority = basicConstraints?.ca === true;
  if (scope.onlyAttributeCertificates) return 'The list is for attribute certificates only.';
  if (scope.onlyUserCertificates && isAuthority) return 'The list is for certificates of end entities only.';
  if (scope.onlyAuthorities && !isAuthority) return 'The list is for certificates of authorities only.';
  if (scope.names.length === 0) return null;
  const bytes = Buffer.from(der, 'base64');
  // The names are compared as they are encoded, because the facts hold only those that are addresses.
  return scope.names.some((name) => bytes.includes(Buffer.from(name))) ? null : 'The list is for another distribution point.';
}
