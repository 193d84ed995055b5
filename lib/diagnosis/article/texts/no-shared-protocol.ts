import type { Article } from '../article.ts';
import { schannel36874, schannel36888 } from '../events.ts';
import { entraTlsEnforcement, redHatTlsVersions, rfc8446, rfc8996, schannelAlerts } from '../sources.ts';
import {
  adaptClientsOfEntra,
  configureTlsElsewhere,
  configureTlsOfSambaDomainController,
  enableVersionsOnWindows,
} from '../tls-settings.ts';
import { eventLog, opensslVersion, powershellSslStream } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'Port636 offered every TLS version from 1.0 to 1.3, and the server would have none of them. It speaks only something older (SSL 3.0), or every version has been switched off by its configuration.',
  ],
  whyItMatters: ['No client of the last fifteen years can connect over TLS.'],
  events: [schannel36874, schannel36888],
  couldAlsoBe: [
    { text: 'Versions in common, but no cipher suite.', findingId: 'no-shared-cipher' },
    { text: 'Only TLS 1.0 or 1.1: then a permissive client connects, and current ones refuse.', findingId: 'legacy-protocol-only' },
    { text: 'No certificate: the server ends the connection without saying why.', findingId: 'no-certificate-served' },
    { text: 'A TLS inspection device on the way that has its own idea of versions. Test from the server’s own network.' },
  ],
  resolve: [enableVersionsOnWindows, configureTlsOfSambaDomainController, adaptClientsOfEntra, configureTlsElsewhere],
  verify: [
    ...opensslVersion('-tls1_2', 'The handshake completes: "Protocol  : TLSv1.2" or "New, TLSv1.2".'),
    ...opensslVersion('-tls1_3', 'The handshake completes where the server knows TLS 1.3; an alert protocol_version elsewhere.'),
    ...powershellSslStream('The line after the connection says Tls12 or Tls13.'),
    ...eventLog('System', [36874, 36888], 'No new event while you test.'),
  ],
  inference: null,
  sources: [{ ...rfc8446, section: '4.2.1 and 6.2' }, rfc8996, schannelAlerts, entraTlsEnforcement, redHatTlsVersions],
};
