import type { Article } from '../article.ts';
import { newCertificate } from '../certificate-request.ts';
import { nistKeyLengths } from '../certificate-sources.ts';
import { kb321051, ldapsCertificates, redHatEnableTls, rfc7525Successor, sectionOf } from '../sources.ts';
import { certutilVerify, ldapsearchRootDse, ldpConnect, opensslConnect, opensslLeaf, powershellSslStream } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'A certificate that {host} serves, its own or that of an issuer, has a key that is too short: RSA below 1024 bits (critical), RSA below 2048 bits or an elliptic curve below 224 bits (warning).',
  ],
  whyItMatters: [
    'Short keys can be computed from the certificate alone. RSA with 512 bits costs hours on rented machines; 1024 bits is out of reach for most, and out of favour with every standard since 2013.',
    'Current clients refuse: OpenSSL at its usual security level wants 2048 bits of RSA, Windows refuses RSA below 1024 bits, Java and many appliances have limits of their own.',
  ],
  events: [],
  couldAlsoBe: [
    { text: 'The request was made from an old template or the old sample of Microsoft, which allowed 1024 bits; today’s begins at 2048.' },
  ],
  resolve: [
    {
      title: 'Raise the smallest key size of the template',
      profiles: ['ad-ds'],
      generation: 'Windows Server 2008 to 2025',
      requires: 'Domain Admins or equivalent',
      steps: [
        {
          text: 'On the CA, open the template under Cryptography and set the minimum key size to 2048 or more. The old template "Domain Controller" cannot be edited; publish Kerberos Authentication in its place.',
        },
        {
          text: 'Let all holders enrol again: right-click the template, Reenroll All Certificate Holders; then, on {host}, run enrolment. A renewal that reuses the key keeps its length, so a new key is needed.',
          commands: [{ shell: 'cmd', text: 'certutil -pulse' }],
        },
      ],
      rollback: 'Set the former size again; certificates already issued stay.',
    },
    ...newCertificate,
  ],
  verify: [
    {
      tool: 'openssl',
      text: 'Print the size of the key.',
      command: {
        shell: 'sh',
        text: 'openssl s_client -connect {hostPort} -servername {host} </dev/null 2>/dev/null | openssl x509 -noout -text | grep "Public-Key"',
      },
      expect: 'Public-Key: (2048 bit) or more for RSA, (256 bit) or more for an elliptic curve.',
      transport: 'ldaps',
    },
    {
      tool: 'openssl',
      text: 'Print the size of the key.',
      command: {
        shell: 'sh',
        text: 'openssl s_client -starttls ldap -connect {hostPlainPort} -servername {host} </dev/null 2>/dev/null | openssl x509 -noout -text | grep "Public-Key"',
      },
      expect: 'Public-Key: (2048 bit) or more for RSA, (256 bit) or more for an elliptic curve.',
      transport: 'starttls',
    },
    ...opensslConnect('"Verify return code: 0 (ok)"; codes 66 and 67 would be a key of server or CA that is too weak.'),
    ...opensslLeaf(),
    ...ldpConnect(),
    ...ldapsearchRootDse(),
    ...powershellSslStream(),
    ...certutilVerify('Public Key Length: 2048 bits or more on each element.'),
  ],
  inference: null,
  sources: [sectionOf(rfc7525Successor, '4.5 Public key length'), nistKeyLengths, ldapsCertificates, kb321051, redHatEnableTls],
};
