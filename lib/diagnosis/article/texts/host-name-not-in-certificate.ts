import type { Article } from '../article.ts';
import { newCertificate } from '../certificate-request.ts';
import { schannel36884 } from '../events.ts';
import {
  certificateSelection,
  domainControllerTemplates,
  entraConfigure,
  entraTroubleshooting,
  event1220Article,
  kb321051,
  kb938703,
  redHatEnableTls,
  rfc4513,
  rfc9525,
  schannelEventTitles,
  sectionOf,
} from '../sources.ts';
import {
  certutilDirectoryStore,
  dig,
  ldapsearchRootDse,
  ldpConnect,
  nslookup,
  opensslConnect,
  opensslLeaf,
  powershellSslStream,
} from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'Clients connect to {host} and get a certificate that is made out to other names. A client cannot tell this from an impostor, so it refuses.',
    'Clients compare the name they dialled with the DNS names in the subject alternative name; the common name counts at most where there is no DNS name. An IP address matches only an IP address in the certificate, and those are hardly ever there.',
  ],
  whyItMatters: [
    'Every client that checks names fails on {hostPort}, and often reports just "cannot contact the server". Clients that dial another name, one that is in the certificate, work.',
    'Microsoft asks for less than clients do: the server itself is content when its full name stands in the common name or in any DNS entry. A server can therefore be sure of its certificate while its clients refuse it.',
  ],
  events: [schannel36884],
  couldAlsoBe: [
    {
      text: 'Another server answers under this name: a load balancer, an old DNS record, a restored machine.',
      findingId: 'different-server-answered',
    },
    { text: 'The server has several certificates and serves one that was meant for something else.' },
    { text: 'The host was registered by its IP address, which no certificate names.', findingId: 'target-is-ip-address' },
    { text: 'The name stands in the common name alone: then it is reported as such.', findingId: 'host-name-only-in-common-name' },
  ],
  resolve: [
    {
      title: 'Decide which name is right',
      profiles: ['ad-ds', 'ad-lds', 'entra-ds', 'ldap'],
      generation: null,
      requires: 'Whoever configures the clients',
      steps: [
        {
          text: 'If clients use an alias, a short name or an IP address, let them use a name that is in the certificate: that mends it without touching the server.',
        },
        {
          text: 'If the name is meant to be used, as a load-balanced name for several servers is, it has to stand in the certificate of each of them, beside the server’s own name.',
        },
        {
          text: 'See that DNS leads to the server that you mean.',
          commands: [{ shell: 'cmd', text: 'nslookup {host}' }],
        },
      ],
      rollback: null,
    },
    {
      title: 'See whether the server picks the wrong certificate',
      profiles: ['ad-ds'],
      generation: 'Windows Server 2008 to 2025',
      requires: 'Domain Admins or equivalent',
      steps: [
        {
          text: 'List the certificates that are valid for Server Authentication. When several fit, which one is served cannot be relied on: Microsoft’s pages speak of the first that is found and of a random one, field reports of the one that ends last.',
          commands: [
            {
              shell: 'PowerShell',
              text: "Get-ChildItem Cert:\\LocalMachine\\My | Where-Object { $_.EnhancedKeyUsageList.ObjectId -contains '1.3.6.1.5.5.7.3.1' } | Format-List Subject, DnsNameList, NotAfter, Thumbprint",
            },
          ],
        },
        {
          text: 'Put the right one into the store of the directory service (NTDS\\Personal), which is used before the machine store, and load it with renewServerCertificate.',
        },
      ],
      rollback: 'Remove it from NTDS\\Personal; the machine store is used as before.',
    },
    ...newCertificate,
  ],
  verify: [
    ...opensslLeaf('{host} is among the DNS names.'),
    ...opensslConnect('The last lines say "Verify return code: 0 (ok)"; code 62 would be a name that does not match.'),
    ...ldpConnect(),
    ...ldapsearchRootDse(),
    ...powershellSslStream('{host} is in DnsNameList.'),
    ...certutilDirectoryStore('The certificate with {host} among its names.'),
    ...nslookup(),
    ...dig(),
  ],
  inference: null,
  sources: [
    sectionOf(rfc9525, '6.3 Matching the DNS domain name portion'),
    sectionOf(rfc4513, '3.1.3 Server identity check'),
    event1220Article,
    kb938703,
    kb321051,
    certificateSelection,
    domainControllerTemplates,
    entraTroubleshooting,
    entraConfigure,
    schannelEventTitles,
    redHatEnableTls,
  ],
};
