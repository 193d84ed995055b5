import { article } from '../article/texts/server-name-rejected.ts';
import { endpointName, greetingCause, secondLookOf, tlsPicture, tlsWasTried } from '../reading/tls-picture.ts';
import type { AddressRule, Observation } from '../rule.ts';

/** unrecognized_name, RFC 6066 section 3. */
const UNRECOGNIZED_NAME = 112;

/** 311: the server refuses the name that was asked for, by the alert for that, or by working only when no name is asked for. */
export const serverNameRejected: AddressRule = {
  id: 'server-name-rejected',
  no: 311,
  stage: 'tls',
  scope: 'address',
  severities: ['critical'],
  title: 'The server does not know this name',
  applies: ({ attempt }) => tlsWasTried(attempt),
  check: ({ evidence, attempt }) => {
    const { handshake } = attempt;
    if (handshake.status !== 'failed' || tlsPicture(attempt) !== 'server-name-rejected') return null;
    const { serverName, alert, message } = handshake.detail;
    const name = serverName ?? evidence.target.host;
    const saysSo = alert === UNRECOGNIZED_NAME || handshake.code === 'alert-unrecognized-name';
    const withoutName = secondLookOf(attempt)?.withoutServerName ?? null;
    const shown = withoutName?.certificates[0] ?? null;
    const how = saysSo ? 'refuses TLS for' : 'fails TLS for';
    const why = saysSo ? ' (alert unrecognized_name)' : '';
    const instead =
      shown === null
        ? ''
        : `${saysSo ? ', and' : ', but'} shows a certificate for ${shown.dnsNames[0] ?? (shown.subject || 'nobody')} when no name is asked for`;
    const sure = saysSo || greetingCause(attempt) !== 'name' ? 'certain' : 'high';
    return {
      confidence: sure,
      summary: `${endpointName(evidence)} ${how} the name ${name}${why}${instead}.`,
      facts: {
        serverName,
        alert,
        withoutServerName: withoutName?.outcome ?? null,
        certificateWithoutServerNameSha256: shown?.sha256 ?? null,
        certificateWithoutServerNameDnsNames: shown?.dnsNames ?? null,
      },
      observations: [
        { label: 'Name asked for (SNI)', seen: serverName ?? 'none', healthy: 'a name that the server has a certificate for' },
        {
          label: 'Answer',
          seen: saysSo ? `alert ${alert ?? UNRECOGNIZED_NAME} (unrecognized_name)` : answerWords(handshake.code, alert, message),
          healthy: 'the certificate for that name',
        },
        ...withoutNameObservation(withoutName?.outcome ?? null, shown?.subject ?? null),
      ],
    };
  },
  article,
};

const answerWords = (code: string, alert: number | null, message: string): string =>
  alert === null ? `${code}: ${message}` : `alert ${alert}`;

function withoutNameObservation(outcome: string | null, subject: string | null): Observation[] {
  if (outcome === null) return [];
  const seen = subject === null ? `no certificate either (${outcome})` : `a certificate: ${subject || 'without a subject'}`;
  return [{ label: 'When no name is asked for', seen, healthy: 'a certificate' }];
}
