import type { Attempt } from '../../probe/evidence.ts';
import { article } from '../article/texts/no-certificate-served.ts';
import { windowsGeneration } from '../profile.ts';
import {
  answersPlainlyAsActiveDirectory,
  endpointName,
  secondLookOf,
  tlsPicture,
  tlsWasTried,
  UNAVAILABLE,
} from '../reading/tls-picture.ts';
import type { AddressRule, Observation } from '../rule.ts';

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
  return secondLookOf(attempt)?.plainPort?.startTlsResultCode ?? null;
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
    const sure = activeDirectory || startTlsResultCode === UNAVAILABLE;
    const rootDse = secondLookOf(attempt)?.plainPort?.rootDse ?? null;
    return {
      confidence: sure ? 'high' : 'medium',
      summary: `${endpointName(evidence)} ${endings[ending].summary}: ${sure ? 'very likely' : 'probably'} it has no certificate it can use${activeDirectory ? ', while plain LDAP on the same address works' : ''}.`,
      facts: {
        ending,
        answersPlainLdapAsActiveDirectory: activeDirectory,
        startTlsResultCode,
        windowsGeneration: rootDse === null ? null : windowsGeneration(rootDse),
        unprompted: secondLookOf(attempt)?.unprompted ?? null,
        relatedWindowsEvents: ['1220', '36886'],
      },
      observations: [
        { label: `TCP connection to port ${evidence.target.port}`, seen: 'accepted', healthy: 'accepted' },
        { label: 'TLS', seen: endings[ending].seen, healthy: 'the server sends its certificate' },
        ...plainPortObservations(attempt),
      ],
    };
  },
  article,
};
