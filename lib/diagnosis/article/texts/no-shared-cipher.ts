import type { Article } from '../article.ts';
import { schannel36874, schannel36888 } from '../events.ts';
import { redHatTlsVersions, rfc7525Successor, rfc8446, schannelAlerts } from '../sources.ts';
import {
  adaptClientsOfEntra,
  configureTlsElsewhere,
  configureTlsOfSambaDomainController,
  enableCiphersOnWindows,
} from '../tls-settings.ts';
import { eventLog, opensslVersion, powershellSslStream } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'The server understood the TLS greeting and refused it with an alert before sending a certificate. That alert means that nothing on offer fits: usually the cipher suites, sometimes curves or signature schemes, or suites that do not go with the kind of key in its certificate.',
  ],
  whyItMatters: ['Port636 offers nearly every suite there is, so most other clients fail too.'],
  events: [schannel36874, schannel36888],
  couldAlsoBe: [
    { text: 'No common version; that has an alert of its own.', findingId: 'no-shared-protocol' },
    {
      text: 'A client certificate is demanded: then the server sends its own certificate first.',
      findingId: 'client-certificate-required',
    },
    {
      text: 'No certificate at all: Windows ends the connection without an alert then, but other servers (OpenLDAP with OpenSSL among them) may send this one.',
      findingId: 'no-certificate-served',
    },
  ],
  resolve: [enableCiphersOnWindows, configureTlsOfSambaDomainController, adaptClientsOfEntra, configureTlsElsewhere],
  verify: [
    ...opensslVersion('-tls1_2', 'A line "Cipher is ECDHE-..." in place of "Cipher is (NONE)".'),
    ...opensslVersion('-tls1_3', 'A line "Cipher is TLS_AES_..." where the server knows TLS 1.3.'),
    ...powershellSslStream(),
    ...eventLog('System', [36874, 36888], 'No new event while you test.'),
  ],
  inference:
    'The alert was read off the wire; that it is about cipher suites is its usual meaning, for the alert covers other mismatches too.',
  sources: [{ ...rfc8446, section: '6.2' }, { ...rfc7525Successor, section: '4' }, schannelAlerts, redHatTlsVersions],
};
