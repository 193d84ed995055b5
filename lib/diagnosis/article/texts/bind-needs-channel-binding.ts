import type { Article } from '../article.ts';
import { bindAs, bindSources, channelBindingSources } from '../bind-parts.ts';
import { event3039, event3074, event3075 } from '../events.ts';
import { eventLog, ldpBind } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    '{host} refuses the bind with 49 and data 80090346, SEC_E_BAD_BINDINGS. It demands that a bind inside TLS proves by a token that it belongs to this very TLS connection (channel binding), and the token was missing or wrong.',
    'Name and password are not the problem; do not change them.',
  ],
  whyItMatters: [
    'Clients that bind with SASL (NTLM or Kerberos) inside TLS and cannot send the token are refused: older Java, appliances, and whatever reaches the server through a device that ends TLS in between, because the token then belongs to another connection.',
    'By Microsoft’s account, simple binds inside TLS and binds by client certificate are outside channel binding.',
  ],
  events: [event3039, event3074, event3075],
  couldAlsoBe: [
    { text: 'A proxy or an inspection device stands between: then the token is wrong, not missing, and it fails for everybody behind it.' },
    {
      text: 'The certificate’s signature hash is an unusual one, and client and server compute the token differently.',
      findingId: 'signature-hash-unusual',
    },
    { text: 'Name or password is wrong: the code is 52e then.', findingId: 'bind-credentials-rejected' },
  ],
  resolve: [
    {
      title: 'Let the client send the token',
      profiles: ['ad-ds', 'ad-lds', 'entra-ds', 'ldap'],
      generation: null,
      requires: 'Whoever manages the client',
      steps: [
        {
          text: 'Update the client or its library to a version that supports channel binding (tls-server-end-point), or let it use a simple bind inside TLS, which is outside this rule.',
        },
        { text: 'Reach the server directly, not through something that ends TLS.' },
        { text: 'Serve a certificate that is signed with SHA-256: for it every client computes the token in the same way.' },
      ],
      rollback: null,
    },
    {
      title: 'Find the clients before you decide about the policy',
      profiles: ['ad-ds'],
      generation:
        'Windows Server 2008 to 2025; the audit events 3074 and 3075 need Windows Server 2019 or later with the updates of August to October 2023',
      requires: 'Domain Admins or equivalent',
      steps: [
        {
          text: 'Read the policy: 0 never, 1 when supported, 2 always. It is set by the group policy "Domain controller: LDAP server channel binding token requirements".',
          commands: [
            {
              shell: 'PowerShell',
              text: 'Get-ItemProperty HKLM:\\SYSTEM\\CurrentControlSet\\Services\\NTDS\\Parameters -Name LdapEnforceChannelBinding -ErrorAction SilentlyContinue',
            },
          ],
        },
        {
          text: 'Let the server log which clients would fail.',
          commands: [
            {
              shell: 'cmd',
              text: 'reg add "HKLM\\SYSTEM\\CurrentControlSet\\Services\\NTDS\\Diagnostics" /v "16 LDAP Interface Events" /t REG_DWORD /d 2 /f',
            },
          ],
        },
        {
          text: 'Only if clients cannot be mended in time: set "When supported" in place of "Always". It lets clients in that never send a token, and weakens the protection against relayed sign-ins, so agree on an end date.',
        },
      ],
      rollback: 'Set "Always" again, and "16 LDAP Interface Events" back to 0.',
    },
  ],
  verify: [
    ...bindAs('result 0: a simple bind inside TLS needs no token.'),
    ...ldpBind(),
    ...eventLog(
      'Directory Service',
      [3039, 3074, 3075],
      'No event newer than the change.',
      'On {host}: read which clients fail, or would.',
    ),
  ],
  inference: null,
  sources: [...channelBindingSources, ...bindSources],
};
