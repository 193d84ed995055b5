import type { Article } from '../article.ts';
import { bindAs, bindSources } from '../bind-parts.ts';
import { ldapsearchRootDse, ldpBind } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    '{host} was reached, TLS works, and the bind with the account that was given for this probe failed for another reason than a rejected account: the server answered with a result that the evidence names, or did not answer.',
  ],
  whyItMatters: [
    'Whoever signs in through this door in the same way fails. Reading without a bind may still work.',
    'A bind asks more of a server than the rootDSE does: it needs the account’s entry, and a domain controller may have to ask a partner about it. So it shows faults that the rootDSE does not.',
  ],
  events: [],
  couldAlsoBe: [
    { text: 'The account is refused, and the server says why.', findingId: 'bind-credentials-rejected' },
    { text: 'The server wants signing or TLS.', findingId: 'bind-needs-signing' },
    { text: 'The directory is not well in general.', findingId: 'directory-unavailable' },
  ],
  resolve: [
    {
      title: 'Act on the result',
      profiles: ['ad-ds', 'ad-lds', 'entra-ds', 'ldap'],
      generation: null,
      requires: 'Administrator of the directory',
      steps: [
        {
          text: '34 invalidDNSyntax, 32 noSuchObject: the name of the account is not written as this server wants it. Active Directory takes a distinguished name, name@{domain} or DOMAIN\\name; other servers take whole distinguished names only.',
        },
        {
          text: '48 inappropriateAuthentication, 7 authMethodNotSupported: the account has no password, or the server does not allow simple binds. Enter an account with a password, or allow simple binds inside TLS.',
        },
        {
          text: '53 unwillingToPerform: an empty password with a name, which servers refuse on purpose, or a bind that the configuration forbids. Enter the password again.',
        },
        { text: '13 confidentialityRequired: the server does not see the TLS; look for a device that ends it in between.' },
        { text: '51 busy, 52 unavailable, 1 operationsError, 80 other: read the log of the server at the time of the probe.' },
        {
          text: 'No answer: a domain controller that cannot reach its partners, or a server whose password check hangs, waits here. Read its log, and see whether the rootDSE answers quickly.',
        },
      ],
      rollback: null,
    },
    {
      title: 'Read the log of the domain controller',
      profiles: ['ad-ds', 'ad-lds'],
      generation: null,
      requires: 'Domain Admins or equivalent',
      steps: [
        {
          text: 'Look for errors of the directory at that time, and whether the server reaches a partner for its domain.',
          commands: [
            {
              shell: 'PowerShell',
              text: "Get-WinEvent -ComputerName {host} -FilterHashtable @{LogName='Directory Service'; Level=1,2,3} -MaxEvents 20 | Format-List TimeCreated, Id, Message",
            },
            { shell: 'cmd', text: 'nltest /server:{host} /sc_verify:{domain}\ndcdiag /s:{host} /test:advertising /test:netlogons' },
          ],
        },
      ],
      rollback: null,
    },
    {
      title: 'Read the log of the server',
      profiles: ['ldap'],
      generation: null,
      requires: 'root on the server',
      steps: [
        {
          text: 'The log names the bind with its result.',
          commands: [
            {
              shell: 'sh',
              text: 'journalctl -u slapd --since -15min | grep -E "BIND|RESULT tag=97"\ngrep -E "BIND|RESULT err=" /var/log/dirsrv/slapd-*/access | tail',
            },
          ],
        },
      ],
      rollback: null,
    },
  ],
  verify: [...bindAs('result 0 and the name of the account.'), ...ldapsearchRootDse(), ...ldpBind()],
  inference: null,
  sources: bindSources,
};
