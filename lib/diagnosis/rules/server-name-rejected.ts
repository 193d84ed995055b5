import { article } from '../article/texts/server-name-rejected.ts';
import { endpointName, tlsPicture, tlsWasTried } from '../reading/tls-picture.ts';
import type { AddressRule } from '../rule.ts';

/** 311: the server refuses the name that was asked for. */
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
    const { serverName, alert } = handshake.detail;
    return {
      summary: `${endpointName(evidence)} refuses TLS for the name ${serverName ?? evidence.target.host} (alert unrecognized_name).`,
      facts: { serverName, alert },
      observations: [
        { label: 'Name asked for (SNI)', seen: serverName ?? 'none', healthy: 'a name that the server has a certificate for' },
        { label: 'Answer', seen: `alert ${alert ?? 112} (unrecognized_name)`, healthy: 'the certificate for that name' },
      ],
    };
  },
  article,
};
