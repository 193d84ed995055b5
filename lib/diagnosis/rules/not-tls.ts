import type { Attempt } from '../../probe/evidence.ts';
import { article } from '../article/texts/not-tls.ts';
import { endpointName, secondLookOf, tlsPicture, tlsWasTried } from '../reading/tls-picture.ts';
import type { AddressRule } from '../rule.ts';

const names: Readonly<Record<string, string>> = { ldap: 'plain LDAP', http: 'HTTP', smtp: 'SMTP', ssh: 'SSH' };

/** What the peer speaks, in words; null when its bytes are of no known kind. */
function spoken(attempt: Attempt): string | null {
  const look = secondLookOf(attempt);
  if (look?.plainLdapOnTlsPort === 'answered') return 'plain LDAP';
  return look?.looksLike ? (names[look.looksLike] ?? null) : null;
}

/** 302: something answers on the port, and it is not TLS. */
export const notTls: AddressRule = {
  id: 'not-tls',
  no: 302,
  stage: 'tls',
  scope: 'address',
  severities: ['critical'],
  title: 'The port does not speak TLS',
  applies: ({ attempt }) => tlsWasTried(attempt),
  check: ({ evidence, attempt }) => {
    if (tlsPicture(attempt) !== 'not-tls') return null;
    const look = secondLookOf(attempt);
    const speaks = spoken(attempt);
    return {
      summary:
        speaks === null
          ? `${endpointName(evidence)} answers with bytes that are not TLS.`
          : `${endpointName(evidence)} speaks ${speaks}, not TLS.`,
      facts: {
        looksLike: look?.looksLike ?? null,
        plainLdapOnTlsPort: look?.plainLdapOnTlsPort ?? null,
        firstBytes: look?.firstBytes ?? null,
      },
      observations: [
        { label: 'Answer to the TLS greeting', seen: speaks === null ? 'bytes that are not TLS' : speaks, healthy: 'a TLS ServerHello' },
        ...(look?.firstBytes ? [{ label: 'First bytes', seen: look.firstBytes, healthy: '16 03 (a TLS handshake record)' }] : []),
      ],
    };
  },
  article,
};
