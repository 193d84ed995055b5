import type { Article } from '../article.ts';
import { newCertificate } from '../certificate-request.ts';
import { firefoxErrors, webpkiErrors } from '../certificate-sources.ts';
import { kb321051, ldapsCertificates, redHatEnableTls, rfc5280, sectionOf } from '../sources.ts';
import { ldapsearchRootDse, ldpConnect, opensslConnect, powershellSslStream } from '../verify.ts';
import { certutilDump, opensslRead } from '../verify-leaf.ts';

export const article: Article = {
  whatHappened: [
    'The certificate that {host} serves for itself is marked CA:TRUE in its basic constraints: it belongs to a certification authority, not to a server.',
    'Usual ways there: the CA runs on the same server and its own certificate was picked up; or openssl req -x509 made the certificate, which marks it as a CA unless told otherwise.',
  ],
  whyItMatters: [
    'Whoever gets the key of this server can issue certificates for any name, and every client that trusts this certificate believes them. A key for that does not belong on a server that is reachable by all.',
    'Some clients refuse it outright: those written in Rust (rustls) and those of Mozilla, such as Thunderbird’s address book. OpenSSL, GnuTLS and Windows go on.',
  ],
  events: [],
  couldAlsoBe: [
    {
      text: 'A self-signed certificate that nobody trusts yet: then that is reported in place of this.',
      findingId: 'self-signed-certificate',
    },
    {
      text: 'A self-signed certificate that is trusted on purpose. GnuTLS trusts such a one only when it is marked as a CA, so the mark may be meant; a small CA of your own, with a certificate issued by it, serves all clients.',
    },
    { text: 'The CA is installed on the domain controller itself.', findingId: 'issuing-ca-on-domain-controller' },
  ],
  resolve: [
    {
      title: 'Do not make the new one a CA by accident',
      profiles: ['ad-ds', 'ad-lds', 'entra-ds', 'ldap'],
      generation: null,
      requires: 'Whoever requests the certificate',
      steps: [
        {
          text: 'Request a certificate for the server from your CA, as described below. Do not export or copy the CA’s own key anywhere.',
        },
        {
          text: 'Where a CA of your own has to be made first, make it apart, keep its key off the server, and issue from it. The second command issues for 398 days to a request.pem.',
          commands: [
            {
              shell: 'sh',
              text: [
                'openssl req -x509 -newkey rsa:3072 -sha256 -days 3650 -keyout ca.key -out ca.pem -subj "/CN=Directory CA" \\',
                '  -addext "basicConstraints=critical,CA:TRUE,pathlen:0" -addext "keyUsage=critical,keyCertSign,cRLSign"',
                'openssl x509 -req -in request.pem -CA ca.pem -CAkey ca.key -CAcreateserial -sha256 -days 398 -copy_extensions copy -out server.pem',
              ].join('\n'),
            },
          ],
        },
        {
          text: 'If the key of a CA that others rely on has lain on this server, treat it as exposed: plan its replacement with the CA’s owner.',
        },
      ],
      rollback: null,
    },
    ...newCertificate,
  ],
  verify: [
    ...opensslRead(
      'Print the basic constraints of the certificate that is served.',
      'openssl x509 -noout -subject -issuer -ext basicConstraints,keyUsage',
      'No CA:TRUE, and Certificate Sign is not among the usages.',
    ),
    ...opensslConnect(),
    ...ldpConnect(),
    ...ldapsearchRootDse(),
    ...powershellSslStream(),
    ...certutilDump('Subject Type=End Entity under Basic Constraints, or no such extension.'),
  ],
  inference: null,
  sources: [sectionOf(rfc5280, '4.2.1.9 Basic constraints'), webpkiErrors, firefoxErrors, kb321051, ldapsCertificates, redHatEnableTls],
};
