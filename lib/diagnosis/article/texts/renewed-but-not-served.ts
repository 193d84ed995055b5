import type { Article } from '../article.ts';
import { event1221, schannel36870 } from '../events.ts';
import { loadRightCertificate } from '../load-parts.ts';
import {
  adtsRenewServerCertificate,
  certificateSelection,
  certificateSelectionWaterman,
  entraConfigure,
  kb321051,
  ldapsCertificates,
  openLdapTls,
  sambaTls,
} from '../sources.ts';
import {
  certutilDirectoryStore,
  certutilVerifyStore,
  ldapsearchRootDse,
  ldpConnect,
  opensslConnect,
  powershellSslStream,
} from '../verify.ts';
import { identityOfLeaf, opensslRead } from '../verify-leaf.ts';

export const article: Article = {
  whatHappened: [
    'A newer certificate is known for {host}: a renewal plan names it, or another door, of this host or of another one, serves it in place of the same older certificate, with all of its names. It begins later, ends later and is valid now. The server still serves the older one.',
    'So the renewal is done as far as the CA goes, and the last step is missing: the certificate is not where the service looks, cannot be used, or has not been loaded.',
    'A domain controller looks into the store of the directory service (NTDS\\Personal) first, and into Local Computer\\Personal only when that holds no certificate that fits. Among several in one store the one with the latest end was seen to win, while Microsoft calls the choice unpredictable. It loads a certificate when it starts, or without a restart when renewServerCertificate is written to the rootDSE.',
  ],
  whyItMatters: [
    'Everybody believes that the renewal is done. When the older certificate ends, clients fail nevertheless, and nobody expects it.',
  ],
  events: [
    { ...schannel36870, note: `When the new certificate is passed over because its key cannot be read. ${schannel36870.note}` },
    event1221,
  ],
  couldAlsoBe: [
    {
      text: 'It was imported into the machine store (Local Computer\\Personal), and an older one lies in the store of the directory service (NTDS\\Personal), which is used first. Auto-enrolment renews the machine store alone.',
    },
    { text: 'Another certificate in the same store ends even later, and wins over it.' },
    { text: 'It came without its private key, or the key cannot be read by the service: such a certificate is passed over.' },
    { text: 'The server cannot build its chain, because a new issuer is not in its stores.' },
    { text: 'It is in the right place, and the service has not looked again since.' },
    {
      text: 'It was installed on another server of the name, or a plan names it for the wrong host.',
      findingId: 'different-server-answered',
    },
    { text: 'Another port or address of the host serves it already.', findingId: 'doors-serve-different-certificates' },
  ],
  resolve: [
    {
      title: 'See where the new certificate is',
      profiles: ['ad-ds', 'ad-lds', 'entra-ds', 'ldap'],
      generation: null,
      requires: 'Whoever renewed it',
      steps: [
        {
          text: 'Compare the fingerprint of the newer certificate with the file or the store it was put into. Was it put on {host} itself, and with its private key?',
        },
        {
          text: 'If a renewal plan names the wrong certificate, correct or cancel the plan; this finding then goes away.',
        },
      ],
      rollback: null,
    },
    ...loadRightCertificate,
  ],
  verify: [
    ...opensslRead('Print what tells certificates apart.', identityOfLeaf, 'Serial number and fingerprint of the new certificate.'),
    ...opensslConnect(),
    ...ldpConnect(),
    ...ldapsearchRootDse(),
    ...powershellSslStream('Thumbprint and NotAfter of the new certificate.'),
    ...certutilVerifyStore('The new certificate with "Encryption test passed" and "Certificate is valid".'),
    ...certutilDirectoryStore('The new certificate, and no older one beside it; or nothing, so that the machine store is used.'),
  ],
  inference: null,
  sources: [
    kb321051,
    ldapsCertificates,
    adtsRenewServerCertificate,
    certificateSelection,
    certificateSelectionWaterman,
    entraConfigure,
    openLdapTls,
    sambaTls,
  ],
};
