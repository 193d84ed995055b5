import type { Article } from '../article.ts';
import { newCertificate } from '../certificate-request.ts';
import { certutilReference } from '../certificate-sources.ts';
import { schannel36870, schannel36872, schannel36883 } from '../events.ts';
import { certificateSelection, kb321051, redHatEnableTls, rfc5280, rfc6960, schannelOnDomainController, sectionOf } from '../sources.ts';
import { certutilVerify, eventLog, ldapsearchRootDse, ldpConnect, opensslLeaf, powershellSslStream } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'A CA takes a certificate back by putting its number on a list that it signs (CRL), or by saying so through OCSP. One of these sources says that the certificate of {host}, or an issuer above it, was revoked. Time and reason are as the CA gave them.',
  ],
  whyItMatters: [
    'Clients that check revocation refuse the connection: Windows does wherever the application asks for it, Java and OpenSSL where they are told to. The others go on, and trust a key that its own CA no longer vouches for.',
    'A Windows server may refuse it for itself: when its own check of the certificate fails, Schannel logs 36870 or 36872 and LDAPS stops at the next load. A check that merely cannot be done does not exclude the certificate.',
    'With the reason keyCompromise somebody else may hold the private key: treat it as an incident.',
  ],
  events: [schannel36883, schannel36870, schannel36872],
  couldAlsoBe: [
    { text: 'The list could not be had at all: then nobody knows.', findingId: 'revocation-unknown' },
    { text: 'The certificate was replaced and revoked in good order, but the server still serves the old one.' },
    { text: 'The reason is certificateHold: the CA can release the certificate again.' },
  ],
  resolve: [
    {
      title: 'Ask the CA why, before anything else',
      profiles: ['ad-ds', 'ad-lds', 'entra-ds', 'ldap'],
      generation: null,
      requires: 'CA manager of the issuing CA',
      steps: [
        {
          text: 'Find the certificate on the CA by its serial number, and see who revoked it and when. On a Windows CA: Certification Authority > Revoked Certificates, or the command (it runs on the CA).',
          commands: [
            {
              shell: 'cmd',
              text: 'certutil -view -restrict "Disposition=21" -out "SerialNumber,CommonName,Request.RevokedWhen,Request.RevokedReason"',
            },
          ],
        },
        {
          text: 'Only a certificate on hold can be released; every other revocation is for good. After a release, publish the list again.',
          commands: [{ shell: 'cmd', text: 'certutil -crl' }],
        },
        {
          text: 'If the key was compromised, make a new key for the new certificate; do not renew with the old one. If an issuing CA was revoked, every certificate below it has to be replaced.',
        },
      ],
      rollback: null,
    },
    ...newCertificate,
  ],
  verify: [
    ...certutilVerify('"Leaf certificate revocation check passed", and no CRYPT_E_REVOKED (0x80092010).'),
    ...opensslLeaf('The serial number and dates of the new certificate.'),
    {
      tool: 'openssl',
      text: 'Check a saved certificate against a list that you fetched from the CRL address in it.',
      command: {
        shell: 'sh',
        text: 'openssl crl -inform DER -in issuing.crl -out issuing-crl.pem\nopenssl verify -crl_check -CAfile ca.pem -untrusted issuing.pem -CRLfile issuing-crl.pem server.pem',
      },
      expect: 'server.pem: OK; "certificate revoked" otherwise.',
    },
    ...powershellSslStream(),
    ...ldpConnect(),
    ...ldapsearchRootDse(),
    ...eventLog('System', [36870, 36872, 36883], 'No new event after the new certificate was loaded.'),
  ],
  inference: null,
  sources: [
    sectionOf(rfc5280, '5.3.1 and 6.3'),
    rfc6960,
    schannelOnDomainController,
    certificateSelection,
    kb321051,
    certutilReference,
    redHatEnableTls,
  ],
};
