import { article } from '../article/texts/starttls-refused.ts';
import { endpointName, tlsPicture } from '../reading/tls-picture.ts';
import type { AddressRule } from '../rule.ts';

/** Meanings for StartTLS (RFC 4511 section 4.14 and appendix A). */
const meanings: Readonly<Record<number, string>> = {
  1: 'operations error: StartTLS is not possible in this state of the connection',
  2: 'protocol error: the server does not know StartTLS or has TLS switched off',
  10: 'referral: another server should be asked',
  13: 'confidentiality required',
  50: 'insufficient access rights',
  51: 'busy',
  53: 'unwilling to perform',
  80: 'other error',
};

/** 312: StartTLS is answered with a result other than success and other than 52. */
export const startTlsRefused: AddressRule = {
  id: 'starttls-refused',
  no: 312,
  stage: 'tls',
  scope: 'address',
  severities: ['critical'],
  title: 'StartTLS is refused',
  applies: ({ attempt }) => attempt.startTls.status !== 'skipped',
  check: ({ evidence, attempt }) => {
    if (attempt.startTls.status !== 'failed' || tlsPicture(attempt) !== 'starttls-refused') return null;
    const { resultCode, diagnosticMessage } = attempt.startTls.detail;
    const meaning = resultCode === null ? 'no result code' : `${resultCode} (${meanings[resultCode] ?? 'see RFC 4511'})`;
    return {
      summary: `${endpointName(evidence)} refuses StartTLS with result ${meaning}.`,
      facts: { resultCode, diagnosticMessage },
      observations: [
        { label: 'Answer to StartTLS', seen: `result ${meaning}`, healthy: 'result 0 (success)' },
        { label: 'Words of the server', seen: diagnosticMessage || 'none', healthy: 'none' },
      ],
    };
  },
  article,
};
