import type { Attempt } from '../../probe/evidence.ts';
import { article } from '../article/texts/no-certificate-served.ts';
import { windowsGeneration } from '../profile.ts';
import {
  answersPlainlyAsActiveDirectory,
  endpointName,
  furtherGreetings,
  secondLookOf,
  tlsPicture,
  tlsWasTried,
  UNAVAILABLE,
} from '../reading/tls-picture.ts';
import type { AddressRule, Observation } from '../rule.ts';

/** LDAP result 0. */
const SUCCESS = 0;

type Ending = 'reset' | 'closed' | 'starttls-unavailable';

const endings: Readonly<Record<Ending, { summary: string; seen: string }>> = {
  reset: { summary: 'accepts the connection and resets it when TLS begins', seen: 'reset before the first byte, no alert, no certificate' },
  closed: {
    summary: 'accepts the connection and closes it when TLS begins',
    seen: 'closed before the first byte, no alert, no certificate',
  },
  'starttls-unavailable': { summary: 'answers StartTLS with 52 (unavailable)', seen: 'StartTLS refused with result 52 (unavailable)' },
};

function endingOf({ startTls, handshake }: Attempt): Ending {
  if (startTls.status === 'failed') return 'starttls-unavailable';
  return handshake.status === 'failed' && handshake.code === 'reset-before-certificate' ? 'reset' : 'closed';
}

/** StartTLS on the plain port, asked in the attempt itself or in the second look; null when it was not asked. */
function startTlsResult(attempt: Attempt): number | null {
  if (attempt.startTls.status === 'failed') return attempt.startTls.detail.resultCode;
  if (attempt.startTls.status === 'ok') return attempt.startTls.data.resultCode;
  return secondLookOf(attempt)?.plainPort?.startTlsResultCode ?? null;
}

const likelihood = { high: 'very likely', medium: 'probably', low: 'possibly' } as const;

/**
 * Result 52, or plain LDAP as Active Directory that does not accept StartTLS either, is how a domain controller without a
 * certificate looks. Without a second look nothing tells it from its look-alikes.
 */
function confidenceOf(attempt: Attempt): keyof typeof likelihood {
  const startTlsResultCode = startTlsResult(attempt);
  if (startTlsResultCode === UNAVAILABLE) return 'high';
  if (secondLookOf(attempt) === null) return 'low';
  return answersPlainlyAsActiveDirectory(attempt) && startTlsResultCode !== SUCCESS ? 'high' : 'medium';
}

/** Why there is no second look, when there is none and one was needed. */
function missingLook({ secondLook }: Attempt): Observation[] {
  if (secondLook.status === 'ok') return [];
  const reason = secondLook.status === 'skipped' ? secondLook.because : secondLook.detail.message;
  return [{ label: 'Second look', seen: `${secondLook.status}: ${reason}`, healthy: 'not needed' }];
}

/** What the second look adds on the plain port. */
function plainPortObservations(attempt: Attempt): Observation[] {
  const plain = secondLookOf(attempt)?.plainPort ?? null;
  if (plain === null) return [];
  const kind = answersPlainlyAsActiveDirectory(attempt) ? 'answers as Active Directory' : 'answers, not as Active Directory';
  const rootDse = plain.connect === 'ok' ? (plain.rootDse === null ? 'connected, no rootDSE' : kind) : `not connected (${plain.connect})`;
  const startTls = plain.startTlsResultCode;
  return [
    { label: `Plain LDAP on port ${plain.port}`, seen: rootDse, healthy: 'answers' },
    ...(startTls === null
      ? []
      : [
          {
            label: `StartTLS on port ${plain.port}`,
            seen: plain.startTlsMessage ? `result ${startTls}: ${plain.startTlsMessage}` : `result ${startTls}`,
            healthy: 'result 0 (success)',
          },
          ...(plain.startTlsHandshake === null
            ? []
            : [
                {
                  label: `TLS after StartTLS on port ${plain.port}`,
                  seen:
                    plain.startTlsHandshake.certificates.length > 0
                      ? 'a certificate is sent'
                      : `none sent (${plain.startTlsHandshake.outcome})`,
                  healthy: 'the server sends its certificate',
                },
              ]),
        ]),
  ];
}

/**
 * 301: the picture of Windows Event 1220. The connection is accepted, and TLS ends before one byte came back; or StartTLS is
 * answered with 52. What looks alike is told apart in reading/tls-picture.ts.
 */
export const noCertificateServed: AddressRule = {
  id: 'no-certificate-served',
  no: 301,
  stage: 'tls',
  scope: 'address',
  severities: ['critical'],
  title: 'No certificate is served',
  suppresses: ['rootdse-unreadable', 'directory-unavailable'],
  applies: ({ attempt }) => tlsWasTried(attempt),
  check: ({ evidence, attempt }) => {
    if (tlsPicture(attempt) !== 'no-certificate') return null;
    const ending = endingOf(attempt);
    const activeDirectory = answersPlainlyAsActiveDirectory(attempt);
    const startTlsResultCode = startTlsResult(attempt);
    const confidence = confidenceOf(attempt);
    const works = activeDirectory ? ', while plain LDAP on the same address works' : '';
    const notRuledOut = confidence === 'low' ? ' No second look was had, so other causes are not ruled out.' : '';
    const rootDse = secondLookOf(attempt)?.plainPort?.rootDse ?? null;
    return {
      confidence,
      summary: `${endpointName(evidence)} ${endings[ending].summary}: ${likelihood[confidence]} it has no certificate it can use${works}.${notRuledOut}`,
      facts: {
        ending,
        answersPlainLdapAsActiveDirectory: activeDirectory,
        startTlsResultCode,
        windowsGeneration: rootDse === null ? null : windowsGeneration(rootDse),
        unprompted: secondLookOf(attempt)?.unprompted ?? null,
        ...furtherGreetings(attempt).facts,
        relatedWindowsEvents: ['1220', '36886'],
      },
      observations: [
        { label: `TCP connection to port ${evidence.target.port}`, seen: 'accepted', healthy: 'accepted' },
        { label: 'TLS', seen: endings[ending].seen, healthy: 'the server sends its certificate' },
        ...furtherGreetings(attempt).observations,
        ...plainPortObservations(attempt),
        ...(confidence === 'low' ? missingLook(attempt) : []),
      ],
    };
  },
  article,
};
