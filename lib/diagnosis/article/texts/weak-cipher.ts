import type { Article } from '../article.ts';
import { schannel36880 } from '../events.ts';
import {
  disableTlsCipherSuite,
  rc4Advisory,
  redHatTlsVersions,
  rfc7465,
  rfc7525Successor,
  schannelRegistry,
  sectionOf,
  sweet32,
} from '../sources.ts';
import { ldapsearchRootDse, ldpConnect, opensslVersion, powershellSslStream } from '../verify.ts';
import { disableWeakCiphersOnWindows, findOldClients, hardenElsewhere, hardenEntra, opensslRefused } from '../weak-tls-parts.ts';

export const article: Article = {
  whatHappened: [
    'A cipher suite says how a connection is encrypted. {host} agreed to a suite that hardly protects: RC4, 3DES, single DES, an export suite, one without encryption (NULL) or one without a certificate (anonymous).',
    'Such a suite was either chosen in the ordinary probe, or taken by the server in the daily deep scan, when it was offered nothing better.',
  ],
  whyItMatters: [
    'Traffic under RC4 can be decrypted in part. 3DES leaks after some gigabytes on one connection (Sweet32), DES and export suites can be broken by trying all keys. NULL is clear text, and anonymous suites let anyone play the server.',
    'Current clients never choose them. But old ones do, and an attacker in the middle may push others towards them.',
  ],
  events: [schannel36880],
  couldAlsoBe: [
    { text: 'Old versions of TLS are on as well, for they bring most of these suites along.', findingId: 'legacy-protocol-offered' },
    { text: 'A load balancer or inspection device in front of the server that ends TLS itself.' },
  ],
  resolve: [findOldClients, disableWeakCiphersOnWindows, hardenEntra, hardenElsewhere],
  verify: [
    ...opensslRefused('-tls1_2 -cipher "3DES:RC4:NULL:@SECLEVEL=0"', 'Offer weak suites alone.'),
    ...opensslVersion('-tls1_2', 'A line "Cipher is ECDHE-..." with GCM or CHACHA20.'),
    ...powershellSslStream('The line after the connection says Tls12 or Tls13.'),
    ...ldapsearchRootDse('The rootDSE: your own clients still get in after the change.'),
    ...ldpConnect('The rootDSE is shown: Windows clients still get in after the change.'),
  ],
  inference: null,
  sources: [sectionOf(rfc7525Successor, '4.1'), rfc7465, sweet32, schannelRegistry, disableTlsCipherSuite, rc4Advisory, redHatTlsVersions],
};
