import type { Article } from '../article.ts';
import { event1221 } from '../events.ts';
import { loadRightCertificate } from '../load-parts.ts';
import {
  adtsRenewServerCertificate,
  adtsUsingTls,
  certificateSelection,
  certificateSelectionWaterman,
  kb321051,
  openLdapTls,
  sambaTls,
} from '../sources.ts';
import { certutilDirectoryStore, dig, ldapsearchRootDse, ldpConnect, nslookup, powershellSslStream } from '../verify.ts';
import { identityOfLeaf, opensslReadAtAddress } from '../verify-leaf.ts';

export const article: Article = {
  whatHappened: [
    'Not every port or address of {host} shows the same certificate. Compared are the addresses of this probe, and what the other ports of the host showed when they were last looked at, within 24 hours.',
    'A directory service uses one certificate for LDAPS, for the global catalog and for StartTLS. So more than one means that more than one program or server answers, or that one of them has not taken up the new certificate.',
  ],
  whyItMatters: [
    'What is renewed and checked at one door stays old at the other. It ends some day, and only the clients of that door notice.',
    'With several addresses, clients get one or the other by chance: the fault comes and goes.',
  ],
  events: [event1221],
  couldAlsoBe: [
    { text: 'The name stands for several servers on purpose (a whole domain, a load balancer): mark it so, and this is no longer judged.' },
    { text: 'One of the addresses belongs to another server.', findingId: 'different-server-answered' },
    { text: 'A proxy or load balancer ends TLS at one port and has a certificate of its own.' },
    {
      text: 'A newer certificate was announced, and this door does not serve it yet: then that is reported in place of this.',
      findingId: 'renewed-but-not-served',
    },
    { text: 'The server holds an RSA and an elliptic-curve certificate, and offers one or the other: legitimate, and rare with LDAP.' },
  ],
  resolve: [
    {
      title: 'See who answers where',
      profiles: ['ad-ds', 'ad-lds', 'entra-ds', 'ldap'],
      generation: null,
      requires: 'Whoever may read DNS and log on to the server',
      steps: [
        {
          text: 'Compare the addresses of {host} in DNS with those that the server has. Take away records that lead elsewhere.',
          commands: [{ shell: 'PowerShell', text: 'Resolve-DnsName {host}' }],
        },
        {
          text: 'On a Windows server, see which program holds each port. On a domain controller all of them belong to lsass; AD LDS beside it has ports and a certificate of its own, and is another directory.',
          commands: [
            {
              shell: 'PowerShell',
              text: 'Get-NetTCPConnection -LocalPort 389, 636, 3268, 3269 -State Listen -ErrorAction SilentlyContinue | Select-Object LocalAddress, LocalPort, @{n="Process"; e={(Get-Process -Id $_.OwningProcess).Name}}',
            },
          ],
        },
        {
          text: 'Elsewhere, the same.',
          commands: [{ shell: 'sh', text: "ss -ltnp '( sport = :389 or sport = :636 or sport = :3268 or sport = :3269 )'" }],
        },
      ],
      rollback: null,
    },
    ...loadRightCertificate,
  ],
  verify: [
    ...opensslReadAtAddress(
      'Print what tells certificates apart, at this one address. Repeat it for each address and port of the host.',
      identityOfLeaf,
      'The same serial number and fingerprint everywhere.',
    ),
    ...ldpConnect(),
    ...ldapsearchRootDse('dnsHostName: {host} at every port, and "result: 0 Success".', 'dnsHostName'),
    ...powershellSslStream('The same Thumbprint at every port.'),
    ...certutilDirectoryStore('One certificate, the one that should be served.'),
    ...nslookup(),
    ...dig(),
  ],
  inference: null,
  sources: [kb321051, adtsUsingTls, adtsRenewServerCertificate, certificateSelection, certificateSelectionWaterman, openLdapTls, sambaTls],
};
