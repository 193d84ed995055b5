import type { Article } from '../article.ts';
import { schannel36880 } from '../events.ts';
import { disableTlsCipherSuite, redHatTlsVersions, rfc7525Successor, rfc7919, schannelRegistry, sectionOf } from '../sources.ts';
import { ldapsearchRootDse, ldpConnect, opensslVersion, powershellSslStream } from '../verify.ts';
import { findOldClients, hardenElsewhere, hardenEntra, opensslRefused, strengthenKeyExchangeOnWindows } from '../weak-tls-parts.ts';

export const article: Article = {
  whatHappened: [
    'Client and server agree on a session key at the start of every connection. {host} agreed to one of two weak ways: a Diffie-Hellman group below 2048 bits, or static RSA, where the client encrypts the key to the server’s certificate.',
  ],
  whyItMatters: [
    'Static RSA has no forward secrecy: whoever records the traffic today and gets the private key years later reads everything, passwords of simple binds included. It also opens the door to attacks on RSA padding.',
    'Diffie-Hellman groups of 1024 bits are within reach of large attackers, and many servers share the same few groups. Current clients refuse such groups, and TLS 1.3 knows neither way.',
  ],
  events: [schannel36880],
  couldAlsoBe: [
    { text: 'The key in the certificate is too short; that is another matter.', findingId: 'weak-key' },
    { text: 'Cipher suites that are weak in themselves often come together with this.', findingId: 'weak-cipher' },
    { text: 'Windows Server up to 2022 offers static RSA by default: it is on wherever nobody switched it off.' },
  ],
  resolve: [findOldClients, strengthenKeyExchangeOnWindows, hardenEntra, hardenElsewhere],
  verify: [
    ...opensslRefused('-tls1_2 -cipher "kRSA:@SECLEVEL=0"', 'Offer suites with static RSA alone.'),
    ...opensslVersion('-tls1_2', 'A line "Server Temp Key: X25519" or "ECDH", or "DH" with 2048 bits or more.'),
    ...powershellSslStream('The line after the connection says Tls12 or Tls13.'),
    ...ldapsearchRootDse('The rootDSE: your own clients still get in after the change.'),
    ...ldpConnect('The rootDSE is shown: Windows clients still get in after the change.'),
  ],
  inference: null,
  sources: [
    sectionOf(rfc7525Successor, '4.1 and 4.2'),
    sectionOf(rfc7919, '1 and 5'),
    sectionOf(schannelRegistry, 'KeyExchangeAlgorithm'),
    disableTlsCipherSuite,
    redHatTlsVersions,
  ],
};
