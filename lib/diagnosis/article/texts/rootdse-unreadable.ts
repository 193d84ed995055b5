import type { Article } from '../article.ts';
import { kb938703, rfc4511, rfc4513, rootDseReference, sectionOf } from '../sources.ts';
import { ldapsearchPlainRootDse, ldapsearchRootDse, ldpConnect, opensslConnect, powershellListening } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    '{host} completes the TLS handshake on {hostPort}, and then does not answer the simplest question of LDAP: what are you? Every LDAP server lets anybody read its rootDSE.',
    'So certificate and encryption are not the fault; what sits behind them is. Either the directory is not well, or the thing that ended TLS is not the directory: a load balancer, a proxy, a web server on the wrong port.',
  ],
  whyItMatters: [
    'No client can use this door. Those that come later in the same connection, with a bind or a search, meet the same silence.',
  ],
  events: [],
  couldAlsoBe: [
    { text: 'The directory answers, and says that it is busy or unavailable.', findingId: 'directory-unavailable' },
    {
      text: 'The server wants a client certificate, and says so only after the handshake, as TLS 1.3 does.',
      findingId: 'client-certificate-required',
    },
    {
      text: 'A load balancer ends TLS and has no healthy server behind it: then the certificate is its own.',
      findingId: 'different-server-answered',
    },
    {
      text: 'An administrator closed the rootDSE to anonymous clients: the result is then 50 insufficientAccessRights or 48 inappropriateAuthentication, and clients that bind first work.',
    },
  ],
  resolve: [
    {
      title: 'See whether the directory service is well',
      profiles: ['ad-ds'],
      generation: null,
      requires: 'Domain Admins or equivalent',
      steps: [
        {
          text: 'On {host}, look at the service, at what listens on the port, and at what the directory itself reports.',
          commands: [
            {
              shell: 'PowerShell',
              text: 'Get-Service NTDS, Netlogon, Kdc | Format-Table Name, Status\nGet-NetTCPConnection -LocalPort {port} -State Listen',
            },
            { shell: 'cmd', text: 'dcdiag /s:{host} /test:services /test:advertising /test:fsmocheck' },
          ],
        },
        {
          text: 'Slow answers: see whether expensive searches hold the server, and whether it is short of processor, memory or disk.',
          commands: [
            {
              shell: 'PowerShell',
              text: "Get-Counter '\\NTDS\\LDAP Client Sessions','\\NTDS\\LDAP Searches/sec','\\NTDS\\ATQ Threads LDAP','\\NTDS\\ATQ Request Latency' -SampleInterval 2 -MaxSamples 5",
            },
          ],
        },
        { text: 'When the service hangs, restart the server in a maintenance window; other domain controllers answer meanwhile.' },
      ],
      rollback: null,
    },
    {
      title: 'See whether the instance is well',
      profiles: ['ad-lds'],
      generation: null,
      requires: 'Administrator of the server',
      steps: [
        {
          text: 'Look at the service of the instance and its event log (ADAM and the name of the instance), then restart it.',
          commands: [
            {
              shell: 'PowerShell',
              text: 'Get-Service ADAM_* | Format-Table Name, DisplayName, Status\nGet-WinEvent -ListLog *ADAM* | Format-Table LogName, RecordCount',
            },
          ],
        },
      ],
      rollback: null,
    },
    {
      title: 'See whether the managed domain is well',
      profiles: ['entra-ds'],
      generation: null,
      requires: 'Contributor of the managed domain',
      steps: [
        {
          text: 'In the Azure portal, open the managed domain and read Health: alerts there name network, credential and certificate faults. It is refreshed about every hour.',
        },
      ],
      rollback: null,
    },
    {
      title: 'See whether the server is well',
      profiles: ['ldap', 'ad-ds'],
      generation: 'OpenLDAP, 389 Directory Server, Samba and others',
      requires: 'root on the server',
      steps: [
        {
          text: 'Ask over the local socket, without TLS and network, and read the log.',
          commands: [
            {
              shell: 'sh',
              text: 'ldapsearch -Y EXTERNAL -H ldapi:/// -s base -b "" +\njournalctl -u slapd -u dirsrv@instance -u samba-ad-dc --since -1h',
            },
          ],
        },
        {
          text: 'Is the rootDSE readable without a bind? In OpenLDAP an access rule for dn.base="" has to allow read to everybody, and "disallow bind_anon" or "require authc" must not be set.',
          commands: [{ shell: 'ini', text: 'access to dn.base="" by * read' }],
        },
        {
          text: '389 Directory Server: anonymous access must be "on", or "rootdse" for the rootDSE alone.',
          commands: [
            {
              shell: 'sh',
              text: 'dsconf instance config get nsslapd-allow-anonymous-access\ndsconf instance config replace nsslapd-allow-anonymous-access=rootdse',
            },
          ],
        },
      ],
      rollback: 'Take the access rule out again, or set the former value.',
    },
    {
      title: 'See what stands in front of the server',
      profiles: ['ad-ds', 'ad-lds', 'entra-ds', 'ldap'],
      generation: null,
      requires: 'Whoever manages load balancers and proxies',
      steps: [
        {
          text: 'If a load balancer ends TLS, see that its pool has healthy members and that it speaks LDAP, not HTTP, to them. Probe a member directly, by its own name.',
        },
      ],
      rollback: null,
    },
  ],
  verify: [
    ...ldapsearchRootDse(),
    ...ldapsearchPlainRootDse('The rootDSE: then the directory is alive, and the fault is in what ends TLS.'),
    ...ldpConnect(),
    ...opensslConnect('The handshake completes; it did before.'),
    ...powershellListening(),
  ],
  inference: null,
  sources: [
    sectionOf(rfc4511, '4.5.1 Search request; 4.1.9 Result message'),
    sectionOf(rfc4513, '5.1.1 Anonymous authentication'),
    rootDseReference,
    kb938703,
  ],
};
