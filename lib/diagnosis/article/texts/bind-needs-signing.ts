import type { Article } from '../article.ts';
import { bindAs, bindSources, signingSources } from '../bind-parts.ts';
import { event2886, event2887, event2888, event2889 } from '../events.ts';
import { eventLog, ldpBind, opensslConnect } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    '{host} refuses the bind with result 8, strongerAuthRequired: it takes binds only when the connection is encrypted or the bind is signed, and it does not count this one as such.',
    'That is right for a bind in clear text. On a connection with TLS it means that the server does not see the TLS: something in front of it ends it and goes on in clear text.',
  ],
  whyItMatters: [
    'The server protects passwords from travelling in clear text, as it should. Clients that come through the same device are all refused.',
    'Active Directory says this only after it has found the credentials good.',
  ],
  events: [event2886, event2887, event2888, event2889],
  couldAlsoBe: [
    { text: 'A load balancer or proxy ends TLS and speaks plain LDAP to the server.', findingId: 'different-server-answered' },
    { text: 'Name or password is wrong: the result is 49 then.', findingId: 'bind-credentials-rejected' },
  ],
  resolve: [
    {
      title: 'Keep TLS up to the server',
      profiles: ['ad-ds', 'ad-lds', 'entra-ds', 'ldap'],
      generation: null,
      requires: 'Whoever manages load balancers and proxies',
      steps: [
        {
          text: 'Let the device pass TLS through to port 636 of the servers, or start TLS anew towards them, instead of speaking to port 389 in clear text.',
        },
        { text: 'Clients: use ldaps:// with port 636, or StartTLS on port 389 before the bind, or a SASL bind with signing.' },
      ],
      rollback: 'Put the former settings of the device back.',
    },
    {
      title: 'Find the clients that bind without protection',
      profiles: ['ad-ds', 'ad-lds'],
      generation: null,
      requires: 'Domain Admins or equivalent',
      steps: [
        {
          text: 'Let the server log each of them as event 2889, with address and account.',
          commands: [
            {
              shell: 'cmd',
              text: 'reg add "HKLM\\SYSTEM\\CurrentControlSet\\Services\\NTDS\\Diagnostics" /v "16 LDAP Interface Events" /t REG_DWORD /d 2 /f',
            },
            {
              shell: 'PowerShell',
              text: "Get-WinEvent -ComputerName {host} -FilterHashtable @{LogName='Directory Service'; Id=2889} -MaxEvents 50 | Format-List TimeCreated, Message",
            },
          ],
        },
        {
          text: 'Do not switch the demand off: mend the clients. The policy is "Domain controller: LDAP server signing requirements"; new forests of Windows Server 2025 demand it from the start, older ones after an administrator chose so.',
        },
      ],
      rollback: 'Set "16 LDAP Interface Events" back to 0.',
    },
    {
      title: 'See what the server asks for',
      profiles: ['ldap', 'ad-ds'],
      generation: 'Samba, OpenLDAP and 389 Directory Server',
      requires: 'root on the server',
      steps: [
        {
          text: 'Samba: "ldap server require strong auth" in smb.conf, best left at yes. OpenLDAP: "security" with ssf, tls or simple_bind factors.',
          commands: [
            {
              shell: 'sh',
              text: 'testparm -s --parameter-name="ldap server require strong auth"\nldapsearch -Y EXTERNAL -H ldapi:/// -b cn=config -s base olcSecurity',
            },
          ],
        },
        {
          text: '389 Directory Server: two settings refuse binds in clear text, a demand for secure binds and a least strength of protection. Leave both as they are, and let the client use TLS.',
          commands: [{ shell: 'sh', text: 'dsconf instance config get nsslapd-require-secure-binds nsslapd-minssf' }],
        },
      ],
      rollback: null,
    },
  ],
  verify: [
    ...bindAs('result 0 and the name of the account.'),
    ...opensslConnect('The certificate is that of the server, not of a device in front of it.'),
    ...ldpBind(),
    ...eventLog(
      'Directory Service',
      [2886, 2887, 2888, 2889],
      'No new event 2889 for the client.',
      'On {host}: read which clients bind without protection.',
    ),
  ],
  inference: null,
  sources: [...signingSources, ...bindSources],
};
