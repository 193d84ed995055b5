import type { Article } from '../article.ts';
import { newCertificate } from '../certificate-request.ts';
import { nistKeyLengths, rfc9155 } from '../certificate-sources.ts';
import { kb938703, redHatEnableTls, rfc5280, rfc8446, sectionOf } from '../sources.ts';
import { sendChain } from '../trust-parts.ts';
import { certutilVerify, ldapsearchRootDse, ldpConnect, opensslConnect, powershellSslStream } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'A certificate that {host} serves, its own or that of an issuer, is signed with a hash for which forgeries can be made: MD5 or older (critical), or SHA-1 (warning).',
    'The signature of a trusted root does not count, because nobody checks it: a root is trusted for being in the store.',
  ],
  whyItMatters: [
    'Current systems refuse such signatures: OpenSSL 3 from security level 1 on (Debian and Ubuntu use level 2), Java by its list of disabled algorithms, Red Hat from release 9 on. Windows still accepts SHA-1 from private CAs, and so do old clients, so it works for some.',
    'Whoever can make a second certificate with the same signature can pose as the server. With MD5 that was shown in practice.',
  ],
  events: [],
  couldAlsoBe: [
    { text: 'The CA has moved to SHA-256, and this certificate is from before: renewal is enough.' },
    {
      text: 'The server sends its root as well, and it is the root that is meant: leave it out of what is sent, or trust it.',
      findingId: 'issuer-not-trusted',
    },
  ],
  resolve: [
    {
      title: 'Let the CA sign with SHA-256',
      profiles: ['ad-ds', 'ad-lds'],
      generation: null,
      requires: 'Administrator of the certification authority',
      steps: [
        {
          text: 'AD CS: look at the hash that the CA uses, change it and restart the service. It holds for everything that is issued from then on. CAs that were set up on Windows Server 2003 or with an old provider need a key storage provider first.',
          commands: [
            {
              shell: 'cmd',
              text: 'certutil -getreg ca\\csp\\CNGHashAlgorithm\ncertutil -setreg ca\\csp\\CNGHashAlgorithm SHA256\nnet stop certsvc && net start certsvc',
            },
          ],
        },
        {
          text: 'If an issuing CA’s own certificate is signed with SHA-1, renew it from its parent once that signs with SHA-256, and spread it. A root that signed itself with SHA-1 can stay.',
        },
        { text: 'Then renew the certificate of {host} as described below.' },
      ],
      rollback: 'Set CNGHashAlgorithm back and restart the service.',
    },
    ...newCertificate,
    ...sendChain,
  ],
  verify: [
    ...opensslConnect(
      'Every certificate that is printed, but the root, shows "sigalg: RSA-SHA256" or better, and "Verify return code: 0 (ok)"; codes 68 and the like would be a signature hash that is too weak.',
    ),
    {
      tool: 'openssl',
      text: 'Print the signature algorithm of the certificate that is served.',
      command: {
        shell: 'sh',
        text: 'openssl s_client -connect {hostPort} -servername {host} </dev/null 2>/dev/null | openssl x509 -noout -text | grep "Signature Algorithm"',
      },
      expect: 'sha256WithRSAEncryption, ecdsa-with-SHA256 or stronger.',
      transport: 'ldaps',
    },
    {
      tool: 'openssl',
      text: 'Print the signature algorithm of the certificate that is served.',
      command: {
        shell: 'sh',
        text: 'openssl s_client -starttls ldap -connect {hostPlainPort} -servername {host} </dev/null 2>/dev/null | openssl x509 -noout -text | grep "Signature Algorithm"',
      },
      expect: 'sha256WithRSAEncryption, ecdsa-with-SHA256 or stronger.',
      transport: 'starttls',
    },
    ...ldpConnect(),
    ...ldapsearchRootDse(),
    ...powershellSslStream(),
    ...certutilVerify('Signature Algorithm sha256RSA or better on each element but the root.'),
  ],
  inference: null,
  sources: [
    rfc9155,
    sectionOf(rfc8446, '4.4.2.2 Server certificate selection'),
    nistKeyLengths,
    sectionOf(rfc5280, '4.1.1.2 signatureAlgorithm'),
    kb938703,
    redHatEnableTls,
  ],
};
