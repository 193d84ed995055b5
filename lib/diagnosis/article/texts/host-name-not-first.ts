import type { Article } from '../article.ts';
import { newCertificateFor } from '../certificate-request.ts';
import { event1220 } from '../events.ts';
import { certificateSelection, domainControllerTemplates, event1220Article, kb321051, kb938703, redHatEnableTls } from '../sources.ts';
import { ldapsearchRootDse, ldpConnect, opensslLeaf, powershellSslStream } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'The certificate holds {host} among its DNS names, but neither as the common name of its subject nor as the first DNS name.',
    'Sources of Microsoft disagree whether that is enough. The article on Event 1220 asks for the name as subject or as the first name in the subject alternative name. KB 321051 and KB 938703 take it as common name, or anywhere among the DNS names.',
  ],
  whyItMatters: [
    'Nothing fails for this alone: the server does serve the certificate, and clients look at all DNS names.',
    'It is worth knowing when a domain controller one day refuses to take the certificate, when Event 1220 appears, or when a device is met that reads the first name alone.',
  ],
  events: [
    {
      ...event1220,
      note: `Only if the server takes the stricter reading and finds no other certificate; none was seen here. ${event1220.note}`,
    },
  ],
  couldAlsoBe: [
    { text: 'The name is not in the certificate at all: then clients fail.', findingId: 'host-name-not-in-certificate' },
    { text: 'The name stands in the common name alone.', findingId: 'host-name-only-in-common-name' },
    { text: 'A certificate made for several hosts, with this one further down: then every host but the first has this finding.' },
  ],
  resolve: [
    {
      title: 'See whether anything has to be done',
      profiles: ['ad-ds'],
      generation: null,
      requires: 'Whoever can read the event log of the server',
      steps: [
        {
          text: 'While the certificate is served and no Event 1220 is logged, nothing has to be done before the next renewal.',
          commands: [
            {
              shell: 'PowerShell',
              text: "Get-WinEvent -ComputerName {host} -FilterHashtable @{LogName='Directory Service'; Id=1220,1221} -MaxEvents 5 | Format-List TimeCreated, Id, Message",
            },
          ],
        },
        {
          text: 'At the next renewal, put {host} first: in a request of your own as common name and as the first dns= entry. Certificates of the template Kerberos Authentication take their names from the directory; their order is not yours to choose, and Microsoft’s own servers accept them.',
        },
      ],
      rollback: null,
    },
    ...newCertificateFor('ad-ds'),
  ],
  verify: [
    ...opensslLeaf('DNS:{host} is the first entry of X509v3 Subject Alternative Name, or CN={host} is in the subject.'),
    ...ldpConnect(),
    ...ldapsearchRootDse('dnsHostName: {host}, the name that has to come first.', 'dnsHostName'),
    ...powershellSslStream('DnsNameList begins with {host}, or Subject is CN={host}.'),
  ],
  inference: null,
  sources: [event1220Article, kb321051, kb938703, domainControllerTemplates, certificateSelection, redHatEnableTls],
};
