import type { Article } from '../article.ts';
import { newCertificate } from '../certificate-request.ts';
import { certreqReference, getCertificateReference } from '../certificate-sources.ts';
import { event1220, schannel36881, schannel36886 } from '../events.ts';
import {
  adtsRenewServerCertificate,
  certificateSelection,
  entraAlertLdaps,
  entraConfigure,
  kb321051,
  kb938703,
  openLdapTls,
  redHatEnableTls,
  rfc5280,
  sambaTls,
  schannelEventTitles,
  sectionOf,
} from '../sources.ts';
import {
  certutilDirectoryStore,
  certutilVerifyStore,
  eventLog,
  ldapsearchRootDse,
  ldpConnect,
  opensslConnect,
  opensslLeaf,
  powershellSslStream,
} from '../verify.ts';

export const article: Article = {
  whatHappened: [
    '{host} serves a certificate whose validity has ended. The server keeps serving it, because nothing stops a server from showing an old certificate; it is the clients that refuse it.',
    'If the certificate was renewed and the old one is still served, the new one was not loaded: it lies in a store that is looked at later, has no usable private key, or the service has not taken it up yet.',
  ],
  whyItMatters: [
    'Every client that checks the certificate fails on {hostPort}: applications that sign people in over LDAPS, mail relays, printers, VPN gateways. Clients that were told to check nothing still work, which hides the fault.',
    'Kerberos sign-in, group policy and replication do not use this port and go on as usual. A domain controller that is started anew may refuse to use an expired certificate at all; then no certificate is served.',
  ],
  events: [schannel36881, event1220, schannel36886],
  couldAlsoBe: [
    { text: 'The clock of this location is ahead. Compare it with the server’s; both are in the evidence.', findingId: 'clock-skew' },
    {
      text: 'An issuer in the chain has expired, and not the certificate of the server: the dates in the chain tell.',
      findingId: 'chain-certificate-expired',
    },
    {
      text: 'The certificate is a self-made one that nobody renews; then it is reported as self-signed as well.',
      findingId: 'self-signed-certificate',
    },
  ],
  resolve: [
    {
      title: 'See whether a valid certificate is there already, and is only not served',
      profiles: ['ad-ds', 'ad-lds'],
      generation: null,
      requires: 'Administrator of the server',
      steps: [
        {
          text: 'On {host}, list what is in the machine store and in the store of the directory service. On Windows Server 2008 and later the latter is used first, so an old certificate there wins over a new one in the machine store.',
          commands: [
            {
              shell: 'PowerShell',
              text: 'Get-ChildItem Cert:\\LocalMachine\\My | Sort-Object NotAfter | Format-Table Subject, NotBefore, NotAfter, HasPrivateKey, Thumbprint',
            },
            { shell: 'cmd', text: 'certutil -v -store -service -service NTDS\\MY' },
          ],
        },
        {
          text: 'Delete the expired certificate from the store that is used first, or import the new one there, and load it with renewServerCertificate. AD LDS: look into the store of the instance’s service and restart it.',
        },
        {
          text: 'If auto-enrolment should have renewed it, find out why it did not: read its events and run it by hand.',
          commands: [
            {
              shell: 'PowerShell',
              text: "Get-WinEvent -FilterHashtable @{LogName='Application'; ProviderName='Microsoft-Windows-CertificateServicesClient-CertEnroll','Microsoft-Windows-CertificateServicesClient-AutoEnrollment'} -MaxEvents 20\ncertutil -pulse",
            },
          ],
        },
      ],
      rollback: 'Export a certificate with its key before you delete it; import it again to go back.',
    },
    ...newCertificate,
  ],
  verify: [
    ...opensslLeaf('notAfter lies in the future, and {host} is among the DNS names.'),
    ...ldpConnect(),
    ...opensslConnect(),
    ...ldapsearchRootDse(),
    ...powershellSslStream('NotAfter lies in the future, and the thumbprint is that of the new certificate.'),
    ...certutilVerifyStore(),
    ...certutilDirectoryStore('The new certificate, and no expired one beside it.'),
    ...eventLog('System', [36881], 'No event newer than the renewal.', 'On a Windows client that failed: read the newest Schannel events.'),
  ],
  inference: null,
  sources: [
    kb938703,
    kb321051,
    sectionOf(rfc5280, '4.1.2.5 Validity'),
    adtsRenewServerCertificate,
    certificateSelection,
    schannelEventTitles,
    entraConfigure,
    entraAlertLdaps,
    certreqReference,
    getCertificateReference,
    openLdapTls,
    sambaTls,
    redHatEnableTls,
  ],
};
