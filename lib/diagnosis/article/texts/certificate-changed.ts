import type { Article } from '../article.ts';
import { event1221 } from '../events.ts';
import { loadRightCertificate } from '../load-parts.ts';
import {
  adtsRenewServerCertificate,
  certificateSelection,
  certificateSelectionWaterman,
  entraConfigure,
  kb321051,
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
    '{host} serves another certificate than it did before. Both are shown in the evidence. This is told for 24 hours after the change, then it goes away by itself.',
    'Usually it is what was meant: a renewal, by hand or by itself.',
  ],
  whyItMatters: [
    'If it was meant: clients that were given the old certificate itself, and not its CA, fail from now on. Those are typically appliances, Java key stores and clients of a self-signed certificate.',
    'If nobody meant it: something else answers in the place of the server, or the server chose another certificate from its store. Find out which before clients do.',
  ],
  events: [event1221],
  couldAlsoBe: [
    { text: 'Another server answers under the name; its rootDSE tells.', findingId: 'different-server-answered' },
    { text: 'Only some ports or addresses have changed.', findingId: 'doors-serve-different-certificates' },
    {
      text: 'A device that inspects TLS was switched on between here and the server: then the issuer is that device.',
      findingId: 'issuer-not-trusted',
    },
    { text: 'The server has two certificates and chooses anew at each start.' },
  ],
  resolve: [
    {
      title: 'Ask whether it was meant',
      profiles: ['ad-ds', 'ad-lds', 'entra-ds', 'ldap'],
      generation: null,
      requires: 'Whoever is responsible for the server',
      steps: [
        {
          text: 'Compare issuer, names and dates of the old and the new certificate. Same issuer, same names, a later end: a renewal, and nothing has to be done but to look for clients that hold the old certificate itself.',
        },
        {
          text: 'On Windows with auto-enrolment, the log of the server tells when a certificate arrived.',
          commands: [
            {
              shell: 'PowerShell',
              text: "Get-WinEvent -ComputerName {host} -FilterHashtable @{LogName='Application'; ProviderName='Microsoft-Windows-CertificateServicesClient-CertEnroll'} -MaxEvents 10 | Format-List TimeCreated, Id, Message",
            },
          ],
        },
        {
          text: 'If nobody knows of it, compare it with what lies on the server, as described below. Not found there: treat it as an attack until explained.',
        },
      ],
      rollback: null,
    },
    ...loadRightCertificate,
  ],
  verify: [
    ...opensslRead(
      'Print what tells certificates apart.',
      identityOfLeaf,
      'Serial number and fingerprint of the certificate that was meant to be served.',
    ),
    ...opensslConnect(),
    ...ldpConnect(),
    ...ldapsearchRootDse('dnsHostName: {host}, so it is the same server, and "result: 0 Success".', 'dnsHostName'),
    ...powershellSslStream('Thumbprint, Issuer and NotAfter of the certificate that was meant.'),
    ...certutilVerifyStore(),
    ...certutilDirectoryStore('The certificate that is served, by its serial number.'),
  ],
  inference: null,
  sources: [
    kb321051,
    adtsRenewServerCertificate,
    certificateSelection,
    certificateSelectionWaterman,
    entraConfigure,
    openLdapTls,
    sambaTls,
  ],
};
