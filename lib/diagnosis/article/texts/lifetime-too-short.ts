import type { Article } from '../article.ts';
import { uploadToEntra } from '../resolve-parts.ts';
import { entraAlertLdaps, entraConfigure, entraTroubleshooting } from '../sources.ts';
import { ldapsearchRootDse, ldpConnect, opensslConnect, opensslLeaf, powershellSslStream } from '../verify.ts';
import { identityOfLeaf, opensslRead } from '../verify-leaf.ts';

export const article: Article = {
  whatHappened: [
    'The certificate of secure LDAP for {domain} is valid for less than the next three months.',
    'Microsoft asks that a certificate for a managed domain be valid for at least the next three to six months. The rule is meant for the moment of the upload; this product keeps it up afterwards, because nothing renews the certificate by itself.',
  ],
  whyItMatters: [
    'Nothing fails yet. When the certificate ends, secure LDAP of the managed domain stops for everybody.',
    'This certificate could not be uploaded again: if secure LDAP is disabled and has to be enabled anew, it is rejected for its short rest.',
  ],
  events: [],
  couldAlsoBe: [
    { text: 'The end is inside the warning window: then that is reported in place of this.', findingId: 'certificate-expiring' },
    {
      text: 'The CA issues for 90 days or less, as public CAs do more and more. Then this finding stays, and a plan for regular uploads is what is needed; accept it for this host here once that plan exists.',
    },
    { text: 'The host is not a managed domain: correct its profile here.' },
  ],
  resolve: [
    {
      title: 'Get a successor that lasts',
      profiles: ['entra-ds'],
      generation: null,
      requires: 'Whoever may request certificates for the domain',
      steps: [
        {
          text: 'Request a certificate with the subject CN=*.{domain} and the DNS names *.{domain} and {domain} that is valid for a year where your CA allows it, from your own CA if public ones no longer do.',
        },
        {
          text: 'Put the day of the next change into the calendar of whoever does it. Do not rely on the alert AADDS502 alone: it is mailed only to the addresses that are set for notifications.',
        },
      ],
      rollback: null,
    },
    uploadToEntra,
  ],
  verify: [
    ...opensslLeaf('notAfter lies more than three months ahead.'),
    ...opensslRead(
      'Ask whether it lasts for 90 days more.',
      'openssl x509 -noout -enddate -checkend 7776000',
      'Certificate will not expire',
    ),
    ...opensslRead(
      'Print what tells the new certificate from the old one.',
      identityOfLeaf,
      'A new serial number, and dates that begin later.',
    ),
    ...opensslConnect(),
    ...ldpConnect(),
    ...ldapsearchRootDse(),
    ...powershellSslStream('NotAfter lies more than three months ahead.'),
  ],
  inference: null,
  sources: [entraConfigure, entraAlertLdaps, entraTroubleshooting],
};
