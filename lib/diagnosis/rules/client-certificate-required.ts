import { article } from '../article/texts/client-certificate-required.ts';
import { endpointName, tlsPicture, tlsWasTried } from '../reading/tls-picture.ts';
import type { AddressRule } from '../rule.ts';

/** 310: the session ends because the client has no certificate. */
export const clientCertificateRequired: AddressRule = {
  id: 'client-certificate-required',
  no: 310,
  stage: 'tls',
  scope: 'address',
  severities: ['critical'],
  title: 'A client certificate is demanded',
  suppresses: ['rootdse-unreadable', 'directory-unavailable'],
  applies: ({ attempt }) => tlsWasTried(attempt),
  check: ({ evidence, attempt }) => {
    if (tlsPicture(attempt) !== 'client-certificate-required') return null;
    const failed = attempt.handshake.status === 'failed' ? attempt.handshake : attempt.directory;
    const alert = failed.status === 'failed' ? failed.detail.alert : null;
    const afterHandshake = attempt.handshake.status === 'ok';
    return {
      summary: `${endpointName(evidence)} ends the session because the client shows no certificate of its own.`,
      facts: { alert, afterHandshake },
      observations: [
        {
          label: 'Client certificate',
          seen: afterHandshake ? 'demanded after the handshake (TLS 1.3)' : 'demanded during the handshake',
          healthy: 'not needed; a domain controller asks for one and goes on without',
        },
        { label: 'Alert', seen: alert === null ? 'none' : `${alert}`, healthy: 'none' },
      ],
    };
  },
  article,
};
