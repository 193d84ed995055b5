import type { Article } from '../article.ts';
import { certutilReference, gnutlsManual, rfc5246, slapdConfiguration } from '../certificate-sources.ts';
import { kb938703, openLdapTls, redHatEnableTls, rfc8446, sambaTls, sectionOf } from '../sources.ts';
import { sendChain } from '../trust-parts.ts';
import { certutilVerifyStore, ldapsearchRootDse, ldpConnect, opensslConnect, powershellSslStream } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    '{host} sends every certificate that is needed, but not in the order of issue: first the server’s own, then its issuer, then the issuer of that. Or a certificate that has nothing to do with the chain stands between.',
    'TLS 1.2 and older demand that order. TLS 1.3 still asks for the server’s certificate first, and asks clients to be prepared for any order after it.',
  ],
  whyItMatters: [
    'Current clients sort for themselves: OpenSSL, GnuTLS from 3.1.4 on, Windows, Java. Old and small ones, in printers, phones and gateways, take the list as it comes and report an unknown issuer.',
    'A stranger in the list is a sign of files joined by hand; the next renewal may then lose a part of the chain.',
  ],
  events: [],
  couldAlsoBe: [
    { text: 'A certificate is missing as well: then the chain is reported as cut.', findingId: 'intermediate-missing' },
    { text: 'The issuer was renewed, and the file holds both of its certificates: keep the one that signed the present certificate.' },
    { text: 'The chain is in order and ends at a root nobody trusts.', findingId: 'issuer-not-trusted' },
  ],
  resolve: [
    {
      title: 'Write the file anew, in order',
      profiles: ['ldap', 'ad-ds'],
      generation: 'OpenLDAP, 389 Directory Server and Samba',
      requires: 'root on the server',
      steps: [
        {
          text: 'See what the file holds, in its order. Each subject has to be the issuer of the one before.',
          commands: [
            {
              shell: 'sh',
              text: 'openssl crl2pkcs7 -nocrl -certfile server-chain.pem | openssl pkcs7 -print_certs -noout',
            },
          ],
        },
        {
          text: 'Keep a copy, then join the parts again: server, issuer, issuer of the issuer, without the root and without strangers.',
          commands: [{ shell: 'sh', text: 'cp -p server-chain.pem server-chain.pem.old\ncat server.pem issuing.pem > server-chain.pem' }],
        },
        { text: 'Let the service read it, as described in the next parts.' },
      ],
      rollback: 'Put server-chain.pem.old back.',
    },
    ...sendChain,
  ],
  verify: [
    ...opensslConnect(
      'Under "Certificate chain", the issuer (i:) of each line is the subject (s:) of the next, and "Verify return code: 0 (ok)".',
    ),
    ...ldapsearchRootDse(),
    ...ldpConnect('The rootDSE is shown; Windows sorts for itself, so this alone proves little.'),
    ...powershellSslStream(),
    ...certutilVerifyStore(),
  ],
  inference: null,
  sources: [
    sectionOf(rfc8446, '4.4.2 Certificate'),
    sectionOf(rfc5246, '7.4.2 Server certificate'),
    sectionOf(gnutlsManual, 'GNUTLS_VERIFY_ALLOW_UNSORTED_CHAIN'),
    kb938703,
    slapdConfiguration,
    openLdapTls,
    sambaTls,
    certutilReference,
    redHatEnableTls,
  ],
};
