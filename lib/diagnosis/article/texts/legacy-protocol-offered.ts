import type { Article } from '../article.ts';
import { schannel36880 } from '../events.ts';
import { entraTlsEnforcement, redHatTlsVersions, rfc7525Successor, rfc8996, schannelRegistry, sectionOf } from '../sources.ts';
import { ldapsearchRootDse, ldpConnect, opensslVersion, powershellSslStream } from '../verify.ts';
import { disableOldVersionsOnWindows, findOldClients, hardenElsewhere, hardenEntra, opensslRefused } from '../weak-tls-parts.ts';

export const article: Article = {
  whatHappened: [
    'Once a day Port636 offers each version of TLS alone. {host} agreed to TLS 1.0 or 1.1, beside the newer versions that it speaks with current clients.',
  ],
  whyItMatters: [
    'Nobody fails because of it. But both versions were withdrawn in 2021: they rest on MD5 and SHA-1, and an old client that uses them sends its password under protection that standards no longer trust.',
    'Audits (PCI DSS among them) ask for them to be off, and as long as they are on nobody notices which clients still need them.',
  ],
  events: [schannel36880],
  couldAlsoBe: [
    { text: 'Nothing newer is offered at all: then current clients fail.', findingId: 'legacy-protocol-only' },
    { text: 'A load balancer or inspection device in front of the server that ends TLS itself and has settings of its own.' },
  ],
  resolve: [findOldClients, disableOldVersionsOnWindows, hardenEntra, hardenElsewhere],
  verify: [
    ...opensslRefused('-tls1 -cipher "ALL:@SECLEVEL=0"', 'Offer TLS 1.0 alone. Use -tls1_1 in its place for TLS 1.1.'),
    ...opensslVersion('-tls1_2', 'The handshake completes with TLS 1.2.'),
    ...powershellSslStream('The line after the connection says Tls12 or Tls13.'),
    ...ldapsearchRootDse('The rootDSE: your own clients still get in after the change.'),
    ...ldpConnect('The rootDSE is shown: Windows clients still get in after the change.'),
  ],
  inference: null,
  sources: [sectionOf(rfc8996, '4 and 5'), sectionOf(rfc7525Successor, '3.1.1'), schannelRegistry, entraTlsEnforcement, redHatTlsVersions],
};
