import type { Attempt } from '../../probe/evidence.ts';
import { article } from '../article/texts/handshake-failed.ts';
import {
  closesUnprompted,
  endpointName,
  furtherGreetings,
  greetingCause,
  hasCertificateElsewhere,
  hasLivingTls,
  isGone,
  secondLookOf,
  tlsPicture,
  tlsWasTried,
} from '../reading/tls-picture.ts';
import type { AddressRule } from '../rule.ts';

const unpromptedWords = {
  silent: 'silent',
  closed: 'closed',
  reset: 'reset',
  spoke: 'spoke first',
  'not-reachable': 'no further connection was accepted',
} as const;

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

/** What greetings of another kind, or the same a moment later, say of the failure; null when they say nothing. */
function causeByGreeting(attempt: Attempt): string | null {
  const oldStack = secondLookOf(attempt)?.oldStack ?? null;
  switch (greetingCause(attempt)) {
    case 'greeting':
      return `fails the TLS greeting of current clients and completes a smaller one of an old client${oldStack?.protocol ? ` (${oldStack.protocol.replace('TLSv', 'TLS ')})` : ''}: likely a device in between, or an old TLS stack, that cannot bear today’s greeting`;
    case 'passing':
      return 'failed the TLS greeting and showed its certificate to the same greeting a moment later: the failure comes and goes, as with servers that are overloaded or restarting, or several behind one address';
    default:
      return null;
  }
}

/** A connection that ended when TLS began, for a reason that is inferred from the second look; null when there is no such reason. */
function inferredCause({ code, alert }: Failure, attempt: Attempt, port: number): string | null {
  const byGreeting = causeByGreeting(attempt);
  if (byGreeting !== null) return byGreeting;
  const look = secondLookOf(attempt);
  if (look === null || alert !== null) return null;
  if (code !== 'reset-before-certificate' && code !== 'closed-before-certificate') return null;
  const ends = `${code === 'reset-before-certificate' ? 'resets' : 'closes'} the connection when TLS begins`;
  if (isGone(look)) return `${ends} and stopped accepting connections right after: it is probably going down or being restarted`;
  if (!hasCertificateElsewhere(attempt) || closesUnprompted(look) || hasLivingTls(look)) return null;
  return `${ends}, although the same address answers as Active Directory on port ${look.plainPort?.port} and accepts StartTLS there, so it has a certificate: likely a device in between ends TLS on port ${port}, or the port leads to something else`;
}

/** The domain controller's certificate itself was seen on its plain port, so it is something else that keeps it from this one. */
function confidenceByCertificate(attempt: Attempt): 'high' | null {
  const shown = secondLookOf(attempt)?.plainPort?.startTlsHandshake?.certificates ?? [];
  return greetingCause(attempt) === null && hasCertificateElsewhere(attempt) && shown.length > 0 ? 'high' : null;
}

function startTlsWords(attempt: Attempt): string {
  const shown = secondLookOf(attempt)?.plainPort?.startTlsHandshake?.certificates[0];
  return shown === undefined ? 'accepted (result 0)' : `accepted (result 0), certificate ${shown.subject || shown.sha256}`;
}

/** How the failure reads in a sentence, when no cause can be inferred. */
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
    const cause = inferredCause(failure, attempt, evidence.target.port);
    const look = secondLookOf(attempt);
    const certainty = code === 'unclassified' && alert === null ? 'low' : 'certain';
    return {
      confidence: cause === null ? certainty : (confidenceByCertificate(attempt) ?? 'medium'),
      summary: `${endpointName(evidence)} ${cause ?? wordsOf(failure, attempt)}.`,
      facts: {
        stage,
        code,
        alert,
        systemCode,
        message,
        unprompted: look?.unprompted ?? null,
        plainPortStartTlsResultCode: look?.plainPort?.startTlsResultCode ?? null,
        plainPortCertificateSha256: look?.plainPort?.startTlsHandshake?.certificates[0]?.sha256 ?? null,
        ...furtherGreetings(attempt).facts,
      },
      observations: [
        {
          label: 'TLS',
          seen: alert === null ? `${code}: ${message}` : `${code}, alert ${alert}: ${message}`,
          healthy: 'handshake finished',
        },
        ...(look === null
          ? []
          : [{ label: 'Connection while nothing is said', seen: unpromptedWords[look.unprompted], healthy: 'silent' }]),
        ...(look?.plainPort && hasCertificateElsewhere(attempt)
          ? [{ label: `StartTLS on port ${look.plainPort.port}`, seen: startTlsWords(attempt), healthy: 'accepted (result 0)' }]
          : []),
        ...furtherGreetings(attempt).observations,
      ],
    };
  },
  article,
};
