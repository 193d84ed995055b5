import { profiles } from '../../rule.ts';
import type { Article } from '../article.ts';
import { networkAdministrator, root, serverAdministrator } from '../resolve-parts.ts';
import { entraAlertNetworkSecurityGroup, kb179442, rfc8446, schannelOnDomainController } from '../sources.ts';
import { eventLog, ldapsearchRootDse, opensslConnect, powershellSslStream } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'The connection to port {port} was accepted, and then the server took longer for TLS than Port636 waits. Nothing received at all points to a stuck service or a filter that swallows the first message; a part received points to an overloaded server or to large packets being lost.',
  ],
  whyItMatters: ['Clients wait until their own timeout, and their requests pile up. Sign-ins hang rather than fail.'],
  events: [],
  couldAlsoBe: [
    { text: 'A plain LDAP listener: it also stays silent to TLS, and answers plain requests.', findingId: 'not-tls' },
    { text: 'A connection that is not accepted at all.', findingId: 'port-filtered' },
    { text: 'This location being overloaded: the evidence says when its own timing was doubtful.' },
  ],
  resolve: [
    {
      title: 'Look at the server’s load and at what TLS waits for',
      profiles: ['ad-ds', 'ad-lds'],
      generation: null,
      requires: serverAdministrator,
      steps: [
        {
          text: 'On {host}: look at processor and memory of lsass, and at the number of connections.',
          commands: [
            {
              shell: 'PowerShell',
              text: 'Get-Process lsass | Select-Object CPU, WorkingSet, Handles\n(Get-NetTCPConnection -LocalPort {port}).Count',
            },
          ],
        },
        {
          text: 'Schannel may wait for revocation lists it cannot download: check that the server reaches the addresses in its certificate chain, also as the system account behind a proxy.',
          commands: [{ shell: 'cmd', text: 'certutil -v -urlfetch -verify server.cer' }],
        },
        { text: 'If lsass hangs for all clients, plan a restart of the server.' },
      ],
      rollback: null,
    },
    {
      title: 'Look at the service',
      profiles: ['ldap'],
      generation: null,
      requires: root,
      steps: [
        {
          text: 'See whether the service still answers on plain LDAP, whether it has file descriptors and threads left, and what it logs. Restart it if it hangs.',
          commands: [{ shell: 'sh', text: 'ss -tn "sport = :{port}" | wc -l' }],
        },
      ],
      rollback: null,
    },
    {
      title: 'Look for lost large packets and inspection on the way',
      profiles,
      generation: null,
      requires: networkAdministrator,
      steps: [
        {
          text: 'Certificates fill whole packets. If a tunnel on the way lowers the packet size and the messages that say so are filtered, small things work and TLS hangs. Test with the don’t-fragment bit.',
          commands: [
            { shell: 'cmd', text: 'ping -f -l 1472 {address}' },
            { shell: 'sh', text: 'ping -M do -s 1472 -c 3 {address}' },
          ],
        },
        { text: 'Take TLS inspection out of the way for directory servers.' },
      ],
      rollback: 'Put the former settings back.',
    },
  ],
  verify: [
    ...opensslConnect('The chain within a second, and "Verify return code: 0 (ok)".'),
    ...ldapsearchRootDse(),
    ...powershellSslStream(),
    ...eventLog('System', [36871, 36887, 36888], 'Nothing new from Schannel.'),
  ],
  inference: null,
  sources: [{ ...rfc8446, section: '2' }, schannelOnDomainController, kb179442, entraAlertNetworkSecurityGroup],
};
