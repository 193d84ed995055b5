import type { Article } from '../article.ts';
import { schannel36874 } from '../events.ts';
import { entraTlsEnforcement, redHatTlsVersions, rfc7525Successor, rfc8996 } from '../sources.ts';
import {
  adaptClientsOfEntra,
  configureTlsElsewhere,
  configureTlsOfSambaDomainController,
  enableVersionsOnWindows,
} from '../tls-settings.ts';
import { eventLog, opensslVersion, powershellSslStream } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'A server takes the highest version that both sides know. Port636 offered TLS 1.3 down to 1.0, and the server took one of the versions that were withdrawn in 2021: it knows nothing newer, or newer versions are switched off.',
    'Some old servers do not even choose: the greeting of a current client makes them end the connection, and only one that offers nothing newer than TLS 1.1 gets an answer.',
  ],
  whyItMatters: [
    'Current clients (OpenSSL 3, Java, .NET on current systems, browsers) no longer offer these versions and fail with "unsupported protocol". Old clients still work, so that the fault shows up client by client as they are updated.',
  ],
  events: [schannel36874],
  couldAlsoBe: [
    { text: 'No version in common at all.', findingId: 'no-shared-protocol' },
    { text: 'A load balancer or inspection device on the way that ends TLS itself. Compare with a test from the server’s own network.' },
  ],
  resolve: [enableVersionsOnWindows, configureTlsOfSambaDomainController, adaptClientsOfEntra, configureTlsElsewhere],
  verify: [
    ...opensslVersion('-tls1_2', 'The handshake completes with TLS 1.2.'),
    ...powershellSslStream('The line after the connection says Tls12 or Tls13.'),
    ...eventLog('System', [36874], 'No new event while current clients connect.'),
  ],
  inference:
    'Certain where the server chose the old version itself. Where it ended the greeting of a current client and answered that of an old one, that is taken for the same cause.',
  sources: [{ ...rfc8996, section: '4 and 5' }, { ...rfc7525Successor, section: '3.1' }, entraTlsEnforcement, redHatTlsVersions],
};
