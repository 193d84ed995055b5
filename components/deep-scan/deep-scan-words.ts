import { alertWords } from '#components/evidence/alert-names.ts';
import { resultCodeName } from '#lib/diagnosis/ldap/result-codes.ts';
import type { DeepScan, NameAnswer, RevocationSource, StartTlsAnswer, VersionAnswer } from '#lib/probe/deep-scan/record.ts';

const protocolNames: Readonly<Record<string, string>> = {
  TLSv1: 'TLS 1.0',
  'TLSv1.1': 'TLS 1.1',
  'TLSv1.2': 'TLS 1.2',
  'TLSv1.3': 'TLS 1.3',
};
export const protocolWords = (protocol: string): string => protocolNames[protocol] ?? protocol;

/** `ECDH X25519, 253 bits`, `static RSA`, or an empty string when there was no handshake. */
export function keyExchangeWords({ offered, protocol, ephemeralKey }: VersionAnswer): string {
  if (offered !== 'yes') return '';
  if (ephemeralKey === null) return protocol === 'TLSv1.3' ? 'ephemeral' : 'static RSA';
  const { type, name, bits } = ephemeralKey;
  return [[type, name].filter(Boolean).join(' '), bits === null ? null : `${bits} bits`].filter(Boolean).join(', ');
}

/** The shortest name of a certificate seen in the scan, with the start of its fingerprint, for telling one from another. */
export function certificateWords(scan: DeepScan, chain: readonly string[]): string {
  const [sha256] = chain;
  if (sha256 === undefined) return 'no certificate';
  const facts = scan.certificates.find((certificate) => certificate.sha256 === sha256);
  const name = facts?.subjectCommonNames[0] ?? facts?.dnsNames[0] ?? (facts?.subject || 'certificate');
  return `${name} (${sha256.slice(0, 8)})`;
}

const nameOutcomes: Readonly<Record<NameAnswer['outcome'], string>> = {
  certificate: 'answered',
  alert: 'refused with an alert',
  reset: 'connection reset',
  closed: 'connection closed',
  timeout: 'no answer in time',
  failed: 'handshake failed',
};
export const nameAnswerWords = (scan: DeepScan, answer: NameAnswer): string =>
  answer.outcome === 'certificate'
    ? certificateWords(scan, answer.chain)
    : `${nameOutcomes[answer.outcome]}${answer.alert === null ? '' : `: ${alertWords(answer.alert)}`}`;

const connectWords: Readonly<Record<StartTlsAnswer['connect'], string>> = {
  ok: 'open',
  refused: 'closed',
  timeout: 'no answer: filtered',
  unreachable: 'unreachable',
  failed: 'connection failed',
};
export function startTlsWords(scan: DeepScan, answer: StartTlsAnswer): string {
  if (answer.connect !== 'ok') return connectWords[answer.connect];
  if (answer.resultCode === null) return 'no LDAP answer to StartTLS';
  if (answer.resultCode !== 0)
    return `StartTLS refused: ${resultCodeName(answer.resultCode)}${answer.diagnosticMessage ? `, ${answer.diagnosticMessage}` : ''}`;
  return answer.handshake === 'ok'
    ? `StartTLS works: ${certificateWords(scan, answer.chain)}`
    : 'StartTLS accepted, then the handshake failed';
}

const sourceKinds: Readonly<Record<RevocationSource['kind'], string>> = { staple: 'OCSP staple', ocsp: 'OCSP', crl: 'CRL' };
const sourceOutcomes: Readonly<Record<RevocationSource['outcome'], string>> = {
  answered: 'answered',
  'not-allowed': 'not asked: fetching is switched off',
  untrusted: 'not asked: no trust anchor stands behind the certificate that names it',
  'address-refused': 'not asked: the address is not one to fetch from',
  unreachable: 'could not be reached',
  timeout: 'did not answer in time',
  'http-status': 'answered with an HTTP error',
  'too-large': 'sent more than is read',
  malformed: 'sent something that cannot be read',
  'bad-signature': 'sent an answer whose signature is wrong',
  'wrong-issuer': 'answered for another issuer',
  'wrong-certificate': 'answered for another certificate',
  stale: 'sent an answer that is out of date',
  'responder-error': 'reported an error',
  unsupported: 'is of no use here',
};
/** `CRL says revoked, reason keyCompromise`, `OCSP reported an error (tryLater)`: the outcome, and what the source adds to it. */
export function sourceWords({ kind, outcome, status, reason, message }: RevocationSource): string {
  const said = outcome === 'answered' ? `says ${status ?? 'nothing'}` : sourceOutcomes[outcome];
  const because = reason === null ? '' : `, reason ${reason}`;
  const details = message === null ? '' : ` (${message.replace(/\.$/, '')})`;
  return `${sourceKinds[kind]} ${said}${because}${details}`;
}
