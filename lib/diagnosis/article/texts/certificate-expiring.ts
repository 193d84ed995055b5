import type { Article } from '../article.ts';
import { newCertificate } from '../certificate-request.ts';
import { certreqReference, getCertificateReference } from '../certificate-sources.ts';
import { schannel36881 } from '../events.ts';
import {
  adtsRenewServerCertificate,
  certificateSelection,
  domainControllerTemplates,
  entraAlertLdaps,
  entraConfigure,
  kb321051,
  openLdapTls,
  redHatEnableTls,
  rfc5280,
  sambaTls,
  sectionOf,
} from '../sources.ts';
import { certutilDirectoryStore, certutilVerifyStore, ldpConnect, opensslConnect, opensslLeaf, powershellSslStream } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'The certificate that {host} serves ends soon. Nothing fails yet.',
    'The warning begins 30 days before the end, and is critical from 7 days on; for short-lived certificates it begins when 20 % of the lifetime is left, and is critical at 5 %. Both windows can be set.',
  ],
  whyItMatters: [
    'From the moment it ends, every client that checks certificates fails on {hostPort}, all at once.',
    'A certificate that renews by itself should have done so by now: auto-enrolment usually renews well before this window, so its presence here says that renewal fails, or that the certificate was made by hand.',
  ],
  events: [{ ...schannel36881, note: `Not yet: it will be logged from the end of the certificate on. ${schannel36881.note}` }],
  couldAlsoBe: [
    { text: 'The renewed certificate is in place, and the old one is still served: compare the serial number with what is in the stores.' },
    { text: 'The certificate has ended already: then it is reported as expired.', findingId: 'certificate-expired' },
  ],
  resolve: [
    {
      title: 'Renew the certificate that is there',
      profiles: ['ad-ds'],
      generation: 'Windows Server 2008 to 2025',
      requires: 'Domain Admins or equivalent',
      steps: [
        {
          text: 'Does the certificate come from a template of your Enterprise CA? Then auto-enrolment should renew it. Run it and see whether a newer certificate appears.',
          commands: [
            {
              shell: 'PowerShell',
              text: 'certutil -pulse\nGet-ChildItem Cert:\\LocalMachine\\My | Sort-Object NotAfter | Format-Table Subject, NotBefore, NotAfter, Thumbprint',
            },
          ],
        },
        {
          text: 'Or renew it by hand, while it is still valid, by its serial number (shown under evidence).',
          commands: [{ shell: 'cmd', text: 'certreq -enroll -machine -q -cert SERIALNUMBER renew' }],
        },
        {
          text: 'If renewal is refused, look at the CA: is the template still published, may Domain Controllers enrol and auto-enrol, and is the CA’s own certificate valid for long enough? No certificate can outlive its issuer.',
        },
        {
          text: 'A certificate in the store of the directory service (NTDS\\Personal) is not renewed by auto-enrolment, which works on the machine store: replace it there by hand, or remove it once the machine store holds a good one.',
        },
      ],
      rollback: 'The former certificate stays in the store; delete the new one to go back while the old one is valid.',
    },
    {
      title: 'Change the certificate of the managed domain in time',
      profiles: ['entra-ds'],
      generation: null,
      requires: 'Application Administrator and Groups Administrator in the Entra tenant',
      steps: [
        {
          text: 'Make the successor now: secure LDAP stops when the certificate ends, and the portal accepts only certificates that stay valid for some months. Alert AADDS502 announces the same date.',
        },
        {
          text: 'On the page Secure LDAP choose Change certificate, upload the PFX file, and give clients the new certificate if it signed itself.',
        },
      ],
      rollback: 'Upload the former PFX file while it is valid.',
    },
    ...newCertificate,
  ],
  verify: [
    ...opensslLeaf('notAfter lies further ahead than before, and the serial number has changed.'),
    ...opensslConnect(),
    ...ldpConnect(),
    ...powershellSslStream('NotAfter is that of the new certificate.'),
    ...certutilVerifyStore(),
    ...certutilDirectoryStore('The new certificate, and no older one beside it.'),
  ],
  inference: null,
  sources: [
    kb321051,
    sectionOf(rfc5280, '4.1.2.5 Validity'),
    adtsRenewServerCertificate,
    certificateSelection,
    domainControllerTemplates,
    entraConfigure,
    entraAlertLdaps,
    certreqReference,
    getCertificateReference,
    openLdapTls,
    sambaTls,
    redHatEnableTls,
  ],
};
