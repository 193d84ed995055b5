import type { Article } from '../article.ts';
import { newCertificate } from '../certificate-request.ts';
import { certipyChannelBinding, impacketChannelBinding, rfc5929 } from '../certificate-sources.ts';
import { event3039, event3074 } from '../events.ts';
import { adtsChannelBinding, channelBindingTrustedSec, kb4520412, redHatEnableTls } from '../sources.ts';
import { eventLog, ldapsearchRootDse, ldpBind, powershellSslStream } from '../verify.ts';
import { certutilDump, opensslRead } from '../verify-leaf.ts';

export const article: Article = {
  whatHappened: [
    'The certificate of {host} is signed with another hash than SHA-256: a stronger one, such as SHA-384 or SHA-512, or by an algorithm without a hash of its own, such as Ed25519.',
    'The signature is good. It matters for one thing alone: channel binding, where client and server each hash the certificate and compare. RFC 5929 says to take the hash of its signature, with SHA-256 in place of MD5 and SHA-1. For algorithms without a hash of their own it says nothing.',
  ],
  whyItMatters: [
    'Some clients always take SHA-256. Where the server enforces channel binding, their SASL binds (NTLM, Kerberos) inside TLS fail with result 49 and data 80090346, although name and password are right.',
    'Simple binds inside TLS, and servers that do not enforce channel binding, are not affected. Windows’ own clients are not known to have this fault.',
  ],
  events: [event3039, event3074],
  couldAlsoBe: [
    { text: 'Binds already fail with 80090346: then the server enforces channel binding.', findingId: 'bind-needs-channel-binding' },
    {
      text: 'The hash is MD5 or SHA-1: clients refuse those for another reason, and channel binding takes SHA-256 for them.',
      findingId: 'weak-signature',
    },
    {
      text: 'The signature is RSA-PSS: its hash stands in a parameter, where some libraries do not find it, even when it is SHA-256.',
    },
  ],
  resolve: [
    {
      title: 'See whether anybody is affected',
      profiles: ['ad-ds', 'ad-lds', 'entra-ds', 'ldap'],
      generation: null,
      requires: 'Whoever manages the clients',
      steps: [
        {
          text: 'No client binds with NTLM or Kerberos inside TLS, or the server does not enforce channel binding: nothing has to be done.',
        },
        {
          text: 'Otherwise look whether a newer version of the client or its library follows RFC 5929, and update it. Not all have: some of those that the sources name were still being corrected in 2026.',
        },
      ],
      rollback: null,
    },
    {
      title: 'Let the CA sign with SHA-256',
      profiles: ['ad-ds', 'ad-lds'],
      generation: 'AD CS on Windows Server 2008 to 2025',
      requires: 'Administrator of the certification authority',
      steps: [
        {
          text: 'Look at the hash that the CA signs with, note it, set SHA256 and restart the service. It holds for everything that is issued from then on.',
          commands: [
            {
              shell: 'cmd',
              text: 'certutil -getreg ca\\csp\\CNGHashAlgorithm\ncertutil -setreg ca\\csp\\CNGHashAlgorithm SHA256\nnet stop certsvc && net start certsvc',
            },
          ],
        },
        { text: 'Then renew the certificate of {host} as described below. Certificates of the CAs themselves do not matter here.' },
      ],
      rollback: 'Set CNGHashAlgorithm to the value you noted and restart the service.',
    },
    {
      title: 'Ask the CA for a signature with SHA-256',
      profiles: ['entra-ds', 'ldap'],
      generation: null,
      requires: 'Whoever requests the certificate',
      steps: [
        {
          text: 'The hash is the CA’s choice, not that of the request. Public CAs often sign with SHA-384 from a CA key on the curve P-384: choose their RSA chain, or one on P-256. Then renew as described below.',
        },
      ],
      rollback: null,
    },
    ...newCertificate,
  ],
  verify: [
    ...opensslRead(
      'Print the signature algorithm of the certificate that is served.',
      'openssl x509 -noout -text | grep "Signature Algorithm"',
      'sha256WithRSAEncryption or ecdsa-with-SHA256.',
    ),
    ...ldpBind(),
    ...ldapsearchRootDse(),
    ...powershellSslStream(),
    ...certutilDump('Algorithm ObjectId 1.2.840.113549.1.1.11 sha256RSA, or sha256ECDSA, under Signature Algorithm.'),
    ...eventLog('Directory Service', [3039, 3074], 'No new event. They need the diagnostics level "16 LDAP Interface Events" of 2.'),
  ],
  inference: null,
  sources: [
    rfc5929,
    adtsChannelBinding,
    impacketChannelBinding,
    certipyChannelBinding,
    channelBindingTrustedSec,
    kb4520412,
    redHatEnableTls,
  ],
};
