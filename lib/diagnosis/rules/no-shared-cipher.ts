import { article } from '../article/texts/no-shared-cipher.ts';
import { endpointName, furtherGreetings, tlsPicture, tlsWasTried } from '../reading/tls-picture.ts';
import type { AddressRule } from '../rule.ts';

/** 305: an alert in place of a certificate says that no cipher suite fits. */
export const noSharedCipher: AddressRule = {
  id: 'no-shared-cipher',
  no: 305,
  stage: 'tls',
  scope: 'address',
  severities: ['critical'],
  title: 'No common cipher suite',
  applies: ({ attempt }) => tlsWasTried(attempt),
  check: ({ evidence, attempt }) => {
    const { handshake } = attempt;
    if (handshake.status !== 'failed' || tlsPicture(attempt) !== 'no-shared-cipher') return null;
    const { alert, message } = handshake.detail;
    return {
      confidence: alert === 71 ? 'certain' : 'high',
      summary: `${endpointName(evidence)} answers the TLS greeting with alert ${alert ?? 'handshake_failure'} before it sends a certificate: no cipher suite fits.`,
      facts: { alert, message, ...furtherGreetings(attempt).facts },
      observations: [
        { label: 'Answer to the TLS greeting', seen: alert === null ? message : `alert ${alert}`, healthy: 'ServerHello and certificate' },
        {
          label: 'Cipher suites offered by Port636',
          seen: 'all that its TLS library knows, weak ones included',
          healthy: 'at least one that the server accepts',
        },
        ...furtherGreetings(attempt).observations,
      ],
    };
  },
  article,
};
