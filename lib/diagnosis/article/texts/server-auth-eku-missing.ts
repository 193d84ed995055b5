import type { Article } from '../article.ts';
import { newCertificate } from '../certificate-request.ts';
import { event1220, schannel36886 } from '../events.ts';
import {
  domainControllerTemplates,
  event1220Article,
  kb321051,
  kb938703,
  ldapsCertificates,
  redHatEnableTls,
  rfc5280,
  sectionOf,
} from '../sources.ts';
import {
  certutilVerify,
  certutilVerifyStore,
  ldapsearchRootDse,
  ldpConnect,
  opensslConnect,
  opensslLeaf,
  powershellSslStream,
} from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'A certificate can name the purposes it may be used for (enhanced key usage). That of {host} does not name Server Authentication, 1.3.6.1.5.5.7.3.1.',
    'A certificate without the extension is good for every purpose by RFC 5280, but Microsoft asks for Server Authentication on a domain controller. "Any purpose" (2.5.29.37.0) alone does not do: Microsoft names the object identifier itself, RFC 5280 allows clients to insist on it, and OpenSSL does.',
  ],
  whyItMatters: [
    'Clients end the handshake with "unsupported certificate purpose" or the like, although name, dates and chain are right.',
    'A domain controller usually does not serve such a certificate at all. That it is served means that another program than the directory service answers, or that the server was made to use it.',
  ],
  events: [
    { ...event1220, note: `When no other certificate fits: a certificate without Server Authentication is passed over. ${event1220.note}` },
    schannel36886,
  ],
  couldAlsoBe: [
    { text: 'The right certificate is there as well, and the wrong one is served: list both stores.' },
    { text: 'The certificate was meant for users or for the CA itself, and was imported by mistake.' },
    { text: 'An issuer limits what it may issue for; then the chain is reported as invalid.', findingId: 'chain-invalid' },
  ],
  resolve: [
    {
      title: 'Correct the template',
      profiles: ['ad-ds'],
      generation: 'Windows Server 2008 to 2025',
      requires: 'Domain Admins or equivalent',
      steps: [
        {
          text: 'On the CA, open the template that the certificate came from and look under Extensions > Application Policies. The built-in templates for domain controllers (Domain Controller, Domain Controller Authentication, Kerberos Authentication) all hold Server Authentication; a copy may have lost it.',
        },
        {
          text: 'Add Server Authentication, or publish Kerberos Authentication instead, and let all holders enrol again (right-click the template, Reenroll All Certificate Holders).',
        },
        {
          text: 'On {host}, run enrolment and load the new certificate as described below.',
          commands: [{ shell: 'cmd', text: 'certutil -pulse' }],
        },
      ],
      rollback: 'Take the purpose out of the template again; certificates already issued keep it.',
    },
    ...newCertificate,
  ],
  verify: [
    ...opensslLeaf('X509v3 Extended Key Usage names TLS Web Server Authentication.'),
    ...opensslConnect('"Verify return code: 0 (ok)"; code 26 would be an unsuitable purpose.'),
    ...ldpConnect(),
    ...ldapsearchRootDse(),
    ...powershellSslStream('EnhancedKeyUsageList holds Server Authentication.'),
    ...certutilVerifyStore(),
    ...certutilVerify(),
  ],
  inference: null,
  sources: [
    kb938703,
    kb321051,
    ldapsCertificates,
    event1220Article,
    sectionOf(rfc5280, '4.2.1.12 Extended key usage'),
    domainControllerTemplates,
    redHatEnableTls,
  ],
};
