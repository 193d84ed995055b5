import type { Article } from '../article.ts';
import { newCertificate } from '../certificate-request.ts';
import { chromeKeyUsage, gnutlsManual, javaEndEntityChecker, rfc5246 } from '../certificate-sources.ts';
import { entraConfigure, kb321051, ldapsCertificates, redHatEnableTls, rfc5280, rfc8446, sectionOf } from '../sources.ts';
import { ldapsearchRootDse, ldpConnect, opensslConnect, opensslLeaf, powershellSslStream } from '../verify.ts';
import { certutilDump } from '../verify-leaf.ts';

export const article: Article = {
  whatHappened: [
    'A certificate can say what its key may be used for (key usage). That of {host} leaves out what the handshake does with it.',
    'In TLS 1.3, and with an ephemeral key exchange (ECDHE, DHE) before it, the server signs: that needs digital signature. With the old static RSA exchange clients encrypt to the key: that needs key encipherment. A certificate without the extension may do both.',
  ],
  whyItMatters: [
    'Clients differ in whether they look. Java, GnuTLS (which OpenLDAP uses on Debian and Ubuntu) and Chrome refuse; OpenSSL and Windows mostly do not. So the server works from one computer and not from the next.',
    'A managed domain of Entra asks for both usages, whatever a handshake uses; an upload without them may be rejected.',
  ],
  events: [],
  couldAlsoBe: [
    { text: 'The certificate is that of a CA, which may sign certificates and little else.', findingId: 'certificate-is-ca' },
    { text: 'It is the enhanced key usage that does not fit: the purpose, not the kind of use.', findingId: 'server-auth-eku-missing' },
    {
      text: 'The key is one for elliptic curves: it can sign and not encrypt, so key encipherment is not missed there, except where Microsoft asks for it in a managed domain.',
    },
  ],
  resolve: [
    {
      title: 'Correct the template',
      profiles: ['ad-ds', 'ad-lds'],
      generation: 'AD CS on Windows Server 2008 to 2025',
      requires: 'Administrator of the certification authority, or of its templates',
      steps: [
        {
          text: 'On the CA, open the template under Extensions > Key Usage and tick Digital signature and "Allow key exchange only with key encryption (key encipherment)". Templates of version 1 cannot be edited: make a copy, or publish Kerberos Authentication.',
        },
        {
          text: 'Let all holders enrol again (right-click the template, Reenroll All Certificate Holders) and run enrolment on {host}.',
          commands: [{ shell: 'cmd', text: 'certutil -pulse' }],
        },
        { text: 'In requests of your own, KeyUsage = 0xa0 asks for both; the sample of Microsoft does so.' },
      ],
      rollback: 'Clear the ticks again; certificates already issued keep their usage.',
    },
    ...newCertificate,
  ],
  verify: [
    ...opensslLeaf('X509v3 Key Usage names Digital Signature; for RSA, and in a managed domain always, Key Encipherment beside it.'),
    ...opensslConnect('"Verify return code: 0 (ok)". The lines "Protocol" and "Cipher" tell which exchange was used.'),
    ...ldpConnect('The rootDSE is shown; Windows seldom looks at the key usage, so this alone proves little.'),
    ...ldapsearchRootDse(
      'The attributes of the rootDSE. Run it on Debian or Ubuntu: its GnuTLS says "Key usage violation in certificate has been detected" otherwise.',
    ),
    ...powershellSslStream(),
    ...certutilDump('Key Usage: Digital Signature, Key Encipherment (a0).'),
  ],
  inference: null,
  sources: [
    sectionOf(rfc8446, '4.4.2.2 Server certificate selection'),
    sectionOf(rfc5246, '7.4.2 Server certificate'),
    sectionOf(rfc5280, '4.2.1.3 Key usage'),
    entraConfigure,
    kb321051,
    ldapsCertificates,
    javaEndEntityChecker,
    gnutlsManual,
    chromeKeyUsage,
    redHatEnableTls,
  ],
};
