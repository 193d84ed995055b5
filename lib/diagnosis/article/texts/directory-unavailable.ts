import type { Article } from '../article.ts';
import { kb938703, rfc4511, sectionOf } from '../sources.ts';
import { eventLog, ldapsearchPlainRootDse, ldapsearchRootDse, ldpConnect, powershellListening } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    '{host} completes the handshake and answers LDAP, with one of two results: 51 busy, it has too much to do, or 52 unavailable, it is starting, stopping, or has lost what it needs to answer.',
    'The same 52 before TLS, as answer to StartTLS, means something else: there the server has no certificate.',
  ],
  whyItMatters: [
    'Clients fail at once, or wait and try the next server if they know one. Applications that were given this one name have nowhere to go.',
    'For some minutes after a start it is normal.',
  ],
  events: [],
  couldAlsoBe: [
    { text: 'The server has just been started, or is being restarted for updates: probe again in ten minutes.' },
    { text: 'No answer at all comes, or another result.', findingId: 'rootdse-unreadable' },
    { text: 'A load balancer answers for servers that are gone.', findingId: 'different-server-answered' },
  ],
  resolve: [
    {
      title: 'Find what keeps the domain controller from answering',
      profiles: ['ad-ds', 'ad-lds'],
      generation: null,
      requires: 'Domain Admins or equivalent',
      steps: [
        {
          text: 'See when it was started and what the directory reports since.',
          commands: [
            {
              shell: 'PowerShell',
              text: "(Get-CimInstance Win32_OperatingSystem).LastBootUpTime\nGet-WinEvent -FilterHashtable @{LogName='Directory Service'; Level=1,2,3} -MaxEvents 20",
            },
            { shell: 'cmd', text: 'dcdiag /s:{host} /test:services /test:advertising\nrepadmin /showrepl {host}' },
          ],
        },
        {
          text: 'Busy: see what asks so much. The field engineering diagnostics write the expensive searches into the Directory Service log; set the value back afterwards.',
          commands: [
            {
              shell: 'cmd',
              text: 'reg add "HKLM\\SYSTEM\\CurrentControlSet\\Services\\NTDS\\Diagnostics" /v "15 Field Engineering" /t REG_DWORD /d 5 /f',
            },
          ],
        },
        {
          text: 'Unavailable: free disk space on the volumes of the database and its logs, and the state of the services NTDS, DNS and Netlogon, are looked at first.',
        },
      ],
      rollback: 'Set "15 Field Engineering" back to 0.',
    },
    {
      title: 'Read the health of the managed domain',
      profiles: ['entra-ds'],
      generation: null,
      requires: 'Contributor of the managed domain',
      steps: [
        {
          text: 'In the Azure portal, open the managed domain and read Health and the planned maintenance. If nothing is said and it lasts, open a support request.',
        },
      ],
      rollback: null,
    },
    {
      title: 'Find what keeps the server from answering',
      profiles: ['ldap', 'ad-ds'],
      generation: 'OpenLDAP, 389 Directory Server, Samba and others',
      requires: 'root on the server',
      steps: [
        {
          text: 'Read the log, the free space and the state of the database. A proxy (back-ldap, back-meta) answers 52 when the server behind it is gone.',
          commands: [
            {
              shell: 'sh',
              text: 'journalctl -u slapd -u dirsrv@instance -u samba-ad-dc --since -1h\ndf -h /var/lib/ldap /var/lib/dirsrv /var/lib/samba 2>/dev/null',
            },
          ],
        },
        { text: 'Busy: raise the number of threads or connections only after you know which client asks so much.' },
      ],
      rollback: null,
    },
  ],
  verify: [
    ...ldapsearchRootDse(),
    ...ldapsearchPlainRootDse(),
    ...ldpConnect(),
    ...powershellListening(),
    ...eventLog(
      'Directory Service',
      [1000],
      'An event 1000 (start of the directory complete) newer than any error.',
      'On a domain controller: read when the directory was last started.',
    ),
  ],
  inference: null,
  sources: [sectionOf(rfc4511, '4.1.9 Result message; appendix A'), kb938703],
};
