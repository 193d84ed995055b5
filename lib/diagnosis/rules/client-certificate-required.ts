import { article } from '../article/texts/client-certificate-required.ts';
import { endpointName, tlsPicture, tlsWasTried } from '../reading/tls-picture.ts';
import type { AddressRule } from '../rule.ts';

/** certificate_required. */
const CERTIFICATE_REQUIRED = 116;

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
    const certificateSeen = attempt.certificate.status === 'ok';
    return {
      // In TLS 1.2 the alert after the certificate is a general one; only TLS 1.3 has one for this alone (RFC 8446 section 6.2).
      confidence: alert === CERTIFICATE_REQUIRED ? 'certain' : 'high',
      summary: `${endpointName(evidence)} ends the session because the client shows no certificate of its own.`,
      facts: { alert, afterHandshake, certificateSeen },
      observations: [
        {
          label: 'Client certificate',
          seen: afterHandshake ? 'demanded after the handshake (TLS 1.3)' : 'demanded during the handshake',
          healthy: 'not needed; a domain controller asks for one and goes on without',
        },
        {
          label: 'Certificate of the server',
          seen: certificateSeen ? 'sent before the session ended' : 'not seen',
          healthy: 'sent',
        },
        { label: 'Alert', seen: alert === null ? 'none' : `${alert}`, healthy: 'none' },
      ],
    };
  },
  article,
};
