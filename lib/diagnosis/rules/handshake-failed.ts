import type { Attempt } from '../../probe/evidence.ts';
import { article } from '../article/texts/handshake-failed.ts';
import { closesUnprompted, endpointName, hasLivingTls, secondLookOf, tlsPicture, tlsWasTried } from '../reading/tls-picture.ts';
import type { AddressRule } from '../rule.ts';

type Failure = { stage: string; code: string; message: string; systemCode: string | null; alert: number | null };

/** The first failed stage on the way to a finished handshake. */
function failureOf({ connect, startTls, handshake, certificate }: Attempt): Failure | null {
  if (connect.status === 'failed') return { stage: 'connection', code: connect.code, alert: null, ...textOf(connect.detail) };
  if (startTls.status === 'failed') return { stage: 'StartTLS', code: startTls.code, alert: null, ...textOf(startTls.detail) };
  if (handshake.status === 'failed')
    return { stage: 'handshake', code: handshake.code, alert: handshake.detail.alert, ...textOf(handshake.detail) };
  if (certificate.status === 'failed') return { stage: 'certificate', code: certificate.code, alert: null, ...textOf(certificate.detail) };
  return null;
}

const textOf = ({ message, systemCode }: { message: string; systemCode: string | null }) => ({ message, systemCode });

/** How the failure reads in a sentence. */
function wordsOf({ stage, code, alert, message }: Failure, attempt: Attempt): string {
  const look = secondLookOf(attempt);
  if (stage === 'connection') return 'accepts connections and resets them the moment they stand';
  if (look !== null && closesUnprompted(look)) return 'ends connections before anything is said, which directory servers do not do';
  if (stage === 'certificate' && code === 'none-sent') return 'finishes the handshake without sending any certificate';
  if (stage === 'certificate' && code === 'too-many') return 'sends more certificates than are read';
  if (stage === 'StartTLS' && code === 'not-ldap') return 'answers StartTLS with bytes that are not LDAP';
  if (stage === 'StartTLS' && (code === 'closed' || code === 'reset')) return 'ends the connection when asked for StartTLS';
  if (alert !== null) return `breaks off the TLS handshake with alert ${alert}`;
  if (look !== null && hasLivingTls(look)) return 'ends the handshake without a word, although something there does speak TLS';
  if (code === 'closed-after-certificate') return 'sends its certificate and then ends the connection';
  return `fails during the ${stage === 'handshake' ? 'TLS handshake' : stage}: ${message}`;
}

/** 313: every other TLS failure, with its own words kept, so that none passes unseen. */
export const handshakeFailed: AddressRule = {
  id: 'handshake-failed',
  no: 313,
  stage: 'tls',
  scope: 'address',
  severities: ['critical'],
  title: 'The TLS handshake fails',
  suppresses: ['rootdse-unreadable', 'directory-unavailable'],
  applies: ({ attempt }) => tlsWasTried(attempt),
  check: ({ evidence, attempt }) => {
    if (tlsPicture(attempt) !== 'other') return null;
    const failure = failureOf(attempt);
    if (failure === null) return null;
    const { stage, code, message, systemCode, alert } = failure;
    return {
      confidence: code === 'unclassified' && alert === null ? 'low' : 'certain',
      summary: `${endpointName(evidence)} ${wordsOf(failure, attempt)}.`,
      facts: { stage, code, alert, systemCode, message, unprompted: secondLookOf(attempt)?.unprompted ?? null },
      observations: [
        {
          label: 'TLS',
          seen: alert === null ? `${code}: ${message}` : `${code}, alert ${alert}: ${message}`,
          healthy: 'handshake finished',
        },
        ...(secondLookOf(attempt) === null
          ? []
          : [{ label: 'Connection while nothing is said', seen: secondLookOf(attempt)?.unprompted ?? 'not known', healthy: 'silent' }]),
      ],
    };
  },
  article,
};
