import { article } from '../article/texts/no-shared-protocol.ts';
import { endpointName, furtherGreetings, tlsPicture, tlsWasTried } from '../reading/tls-picture.ts';
import type { AddressRule } from '../rule.ts';

/** 304: no version from TLS 1.0 to 1.3 in common. */
export const noSharedProtocol: AddressRule = {
  id: 'no-shared-protocol',
  no: 304,
  stage: 'tls',
  scope: 'address',
  severities: ['critical'],
  title: 'No common TLS version',
  applies: ({ attempt }) => tlsWasTried(attempt),
  check: ({ evidence, attempt }) => {
    const { handshake } = attempt;
    if (handshake.status !== 'failed' || tlsPicture(attempt) !== 'no-shared-protocol') return null;
    const { alert, message } = handshake.detail;
    return {
      summary: `${endpointName(evidence)} agrees to no TLS version from 1.0 to 1.3.`,
      facts: { alert, message, offeredVersions: ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'], ...furtherGreetings(attempt).facts },
      observations: [
        { label: 'Versions offered by Port636', seen: 'TLS 1.0, 1.1, 1.2 and 1.3', healthy: 'TLS 1.0, 1.1, 1.2 and 1.3' },
        { label: 'Answer', seen: alert === null ? message : `alert ${alert} (protocol_version)`, healthy: 'TLS 1.2 or 1.3 chosen' },
        ...furtherGreetings(attempt).observations,
      ],
    };
  },
  article,
};
