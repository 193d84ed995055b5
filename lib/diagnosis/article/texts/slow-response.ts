import type { Article } from '../article.ts';
import { kb179442, ldapPolicies, openLdapTuning, redHatTuning, schannelOnDomainController } from '../sources.ts';
import { ldapsearchRootDse, nslookup, powershellPortCheck } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'Everything worked: lookup, connection, TLS and the read of the rootDSE. Together it took longer than {host} may take. The finding names the stage that took most of the time; that is where to look.',
    'A probe reads one small entry. A healthy server in the same site needs some ten milliseconds for all of it.',
  ],
  whyItMatters: [
    'Every logon and every page of an application that asks the directory waits that long. Clients with a short limit give up and move to the next server, or report an error.',
    'A server that becomes slow is often on its way to not answering at all.',
  ],
  events: [],
  couldAlsoBe: [
    { text: 'Far away: a server on another continent needs several round trips. Then raise the limit of this endpoint.' },
    { text: 'Name lookup was slow: a dead DNS server stands first in the list of this location.', findingId: 'name-lookup-failed' },
    { text: 'Only some addresses are slow, or do not answer.', findingId: 'address-partly-down' },
    { text: 'The prober itself was busy; then its timings are marked as doubtful and this is not reported.' },
  ],
  resolve: [
    {
      title: 'Look where the time goes on a Windows server',
      profiles: ['ad-ds', 'ad-lds'],
      generation: null,
      requires: 'Administrator of the server',
      steps: [
        {
          text: 'See whether the machine is short of anything, and how long LDAP requests take inside it.',
          commands: [
            {
              shell: 'PowerShell',
              text: "Get-Counter -ComputerName {host} '\\Processor(_Total)\\% Processor Time', '\\Memory\\Available MBytes', '\\NTDS\\LDAP Bind Time', '\\NTDS\\LDAP Active Threads', '\\NTDS\\LDAP Searches/sec'",
            },
          ],
        },
        {
          text: 'The directory stage is slow: expensive searches by others are the usual cause. Let the server log them for an hour (event 1644 in the Directory Service log), and set the value back to 0 afterwards.',
          commands: [
            {
              shell: 'PowerShell',
              text: "Set-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Services\\NTDS\\Diagnostics' -Name '15 Field Engineering' -Value 5 -Type DWord",
            },
          ],
        },
        {
          text: 'The TLS stage is slow: the server may be waiting for a list of revoked certificates that it cannot reach. See that it gets through to the addresses in its own certificates.',
          commands: [{ shell: 'cmd', text: 'certutil -verifystore MY\nnetsh winhttp show proxy' }],
        },
      ],
      rollback: 'Set "15 Field Engineering" back to 0.',
    },
    {
      title: 'Look where the time goes on OpenLDAP, 389 Directory Server or Samba',
      profiles: ['ldap', 'ad-ds'],
      generation: 'OpenLDAP, 389 Directory Server and Samba',
      requires: 'root on the server',
      steps: [
        {
          text: 'OpenLDAP: the log level "stats" writes the time of every operation (etime). A server that looks up the name of each client waits for DNS: leave reverse lookups off.',
          commands: [{ shell: 'sh', text: "grep -h 'etime=' /var/log/slapd.log | sort -t= -k4 | tail -20" }],
        },
        {
          text: '389 Directory Server: its own tool reads the access log and names slow and unindexed searches.',
          commands: [{ shell: 'sh', text: 'logconv.pl -ju /var/log/dirsrv/slapd-instance/access' }],
        },
        { text: 'Little entropy or few processors: see how busy the machine is.', commands: [{ shell: 'sh', text: 'uptime\nvmstat 1 5' }] },
      ],
      rollback: null,
    },
    {
      title: 'Look at the way there',
      profiles: ['ad-ds', 'ad-lds', 'entra-ds', 'ldap'],
      generation: null,
      requires: 'Whoever manages the network between this location and the server',
      steps: [
        {
          text: 'Lookup or connection is slow: measure the way, and see whether a firewall inspects LDAPS. Lost packets show as steps of one, three and seven seconds.',
          commands: [{ shell: 'cmd', text: 'pathping {host}' }],
        },
        { text: 'The server is far away and nothing is wrong: raise the limit of this endpoint here, so that only a change is reported.' },
      ],
      rollback: null,
    },
  ],
  verify: [
    {
      tool: 'openssl',
      text: 'Measure connection and handshake from the computer that is slow.',
      command: { shell: 'sh', text: 'time openssl s_client -connect {hostPort} -servername {host} </dev/null >/dev/null 2>&1' },
      expect: 'real: well below a second in the same site.',
      transport: 'ldaps',
    },
    {
      tool: 'openssl',
      text: 'Measure connection, StartTLS and handshake from the computer that is slow.',
      command: {
        shell: 'sh',
        text: 'time openssl s_client -starttls ldap -connect {hostPlainPort} -servername {host} </dev/null >/dev/null 2>&1',
      },
      expect: 'real: well below a second in the same site.',
      transport: 'starttls',
    },
    ...ldapsearchRootDse('The rootDSE at once; put "time" before the command to measure it.'),
    ...powershellPortCheck('TcpTestSucceeded : True, and a RoundtripTime that fits the distance.'),
    ...nslookup('An answer at once, and not after some seconds.'),
  ],
  inference: null,
  sources: [kb179442, ldapPolicies, schannelOnDomainController, openLdapTuning, redHatTuning],
};
