import type { Article } from '../article.ts';
import { newCertificate } from '../certificate-request.ts';
import { event1220, schannel36872 } from '../events.ts';
import { certificateSelection, kb938703, redHatEnableTls, rfc5280, schannelOnDomainController, sectionOf } from '../sources.ts';
import { sendChain } from '../trust-parts.ts';
import { certutilVerify, certutilVerifyStore, ldapsearchRootDse, ldpConnect, opensslConnect } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'The certificates of {host} form a chain, and the chain breaks one of the rules by which clients judge it (RFC 5280). A signature may not fit, or an issuer may be no certification authority, or may not sign. There may be too many levels below an issuer, or a name or purpose that it was forbidden. Or there is a critical extension that clients do not know.',
  ],
  whyItMatters: [
    'Strict clients refuse the connection with messages that hardly tell why ("invalid purpose", "path length exceeded", "bad signature"). Lenient ones connect, which makes the fault look like one of the client.',
    'A signature that does not fit can also mean that someone altered the certificate: take it seriously until it is explained.',
  ],
  events: [
    { ...schannel36872, note: `On the server, when it cannot build a valid chain. ${schannel36872.note}` },
    { ...event1220, note: `When the server therefore finds no certificate that it may use. ${event1220.note}` },
  ],
  couldAlsoBe: [
    {
      text: 'The CA was renewed with a new key under the same name, and the server sends the issuer of the wrong generation: the signature then does not fit.',
      findingId: 'intermediate-missing',
    },
    { text: 'The issuer is right, and just unknown.', findingId: 'issuer-not-trusted' },
    { text: 'A TLS inspection device signs with a certificate that was never meant to issue.' },
  ],
  resolve: [
    {
      title: 'Put the right issuer in place',
      profiles: ['ad-ds', 'ad-lds', 'entra-ds', 'ldap'],
      generation: null,
      requires: 'Administrator of the server and of the certification authority',
      steps: [
        {
          text: 'A signature that does not fit: compare the authority key identifier of the certificate with the subject key identifier of the issuer that is sent. When they differ, fetch the issuer of the right generation from the CA and send that one.',
          commands: [
            {
              shell: 'sh',
              text: 'openssl x509 -in server.pem -noout -ext authorityKeyIdentifier\nopenssl x509 -in issuing.pem -noout -ext subjectKeyIdentifier',
            },
            { shell: 'cmd', text: 'certutil -verify server.cer issuing.cer' },
          ],
        },
        {
          text: 'An issuer that is no CA, may not sign or has too many levels below it: the CA itself was set up wrongly. Issue its certificate anew from its parent, with CA:TRUE, keyCertSign and a path length that fits, then issue the server’s certificate anew.',
        },
        {
          text: 'A forbidden name or purpose: take a CA that may issue for {host} and for Server Authentication, or have the limit of the issuing CA changed by its parent.',
        },
        { text: 'An unknown critical extension: have the certificate issued without it, or with it marked as not critical.' },
      ],
      rollback: 'Put the former files or store entries back.',
    },
    ...sendChain,
    ...newCertificate,
  ],
  verify: [
    ...opensslConnect(
      '"Verify return code: 0 (ok)"; 7 would be a bad signature, 79 (24 in older releases) an issuer that is no CA, 25 the path length, 26 the purpose, 34 a critical extension, 47 a name that is not permitted.',
    ),
    ...ldpConnect(),
    ...ldapsearchRootDse(),
    ...certutilVerifyStore(),
    ...certutilVerify('Each element of the chain without an error, and "CertUtil: -verify command completed successfully".'),
  ],
  inference: null,
  sources: [
    sectionOf(rfc5280, '6.1 Basic path validation'),
    sectionOf(rfc5280, '4.2 Certificate extensions'),
    kb938703,
    schannelOnDomainController,
    certificateSelection,
    redHatEnableTls,
  ],
};
