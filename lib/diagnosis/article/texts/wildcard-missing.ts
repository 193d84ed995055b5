import type { Article } from '../article.ts';
import { uploadToEntra } from '../resolve-parts.ts';
import { entraConfigure, entraTroubleshooting, rfc9525, sectionOf } from '../sources.ts';
import { ldapsearchRootDse, ldpConnect, opensslConnect, opensslLeaf, powershellSslStream } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'Secure LDAP of {domain} is served with a certificate that has no wildcard name for the managed domain.',
    'Microsoft asks for one because the servers of a managed domain have random names and come and go. The rule for domain controllers of your own is the opposite: there the full name of each server is asked for.',
  ],
  whyItMatters: [
    'Clients that use the name in the certificate work. Those that find the servers by themselves, through the SRV records of the domain, meet names that it does not hold, and refuse.',
    'After Microsoft replaces a server, which happens without notice, a name that worked can be gone.',
  ],
  events: [],
  couldAlsoBe: [
    {
      text: 'The name that clients use is not in the certificate either: then that is reported in place of this.',
      findingId: 'host-name-not-in-certificate',
    },
    { text: 'The host is a domain controller of your own, with the wrong profile set: correct the profile of the host here.' },
    { text: 'The wildcard is for another level: *.{domain} covers ldaps.{domain}, but neither {domain} itself nor names two levels down.' },
  ],
  resolve: [
    {
      title: 'Make a certificate with the wildcard',
      profiles: ['entra-ds'],
      generation: null,
      requires: 'Whoever may request certificates for the domain',
      steps: [
        {
          text: 'From a CA: request the subject CN=*.{domain} with the DNS names *.{domain} and {domain}, key usage digital signature and key encipherment, and server authentication. This makes key and request.',
          commands: [
            {
              shell: 'sh',
              text: [
                'umask 077',
                'openssl req -new -newkey rsa:2048 -nodes -sha256 -keyout wildcard.key -out request.pem \\',
                '  -subj "/CN=*.{domain}" -addext "subjectAltName=DNS:*.{domain},DNS:{domain}" \\',
                '  -addext "keyUsage=critical,digitalSignature,keyEncipherment" -addext "extendedKeyUsage=serverAuth"',
              ].join('\n'),
            },
          ],
        },
        {
          text: 'Join what the CA issued, its chain and the key to the PFX file that the portal takes: with TripleDES and SHA-1. OpenSSL 3 takes newer algorithms unless it is told.',
          commands: [
            {
              shell: 'sh',
              text: 'openssl pkcs12 -export -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha1 -inkey wildcard.key -in wildcard.pem -certfile issuing.pem -out secure-ldap.pfx',
            },
          ],
        },
        {
          text: 'Or, for tests and names under onmicrosoft.com, for which no public CA issues, let Windows make a self-signed one; every client then has to be given it.',
          commands: [
            {
              shell: 'PowerShell',
              text: [
                "New-SelfSignedCertificate -Subject 'CN=*.{domain}' -DnsName '*.{domain}', '{domain}' -NotAfter (Get-Date).AddDays(365) `",
                '  -KeyUsage DigitalSignature, KeyEncipherment -Type SSLServerAuthentication',
              ].join('\n'),
            },
          ],
        },
      ],
      rollback: 'Nothing is changed on the managed domain yet.',
    },
    uploadToEntra,
  ],
  verify: [
    ...opensslLeaf('X509v3 Subject Alternative Name lists DNS:*.{domain}.'),
    ...opensslConnect(),
    ...ldpConnect(),
    ...ldapsearchRootDse('dnsHostName shows the random name of the server that answered, and "result: 0 Success".', 'dnsHostName'),
    ...powershellSslStream('DnsNameList holds *.{domain}.'),
  ],
  inference: null,
  sources: [entraConfigure, entraTroubleshooting, sectionOf(rfc9525, '6.3 Matching the DNS domain name portion')],
};
