import { profiles } from '../../rule.ts';
import type { Article } from '../article.ts';
import { event2887, event2889 } from '../events.ts';
import { domainAdmins } from '../resolve-parts.ts';
import { kb321051, kb935834, ldapSigning } from '../sources.ts';
import { ldapsearchPlainRootDse, opensslConnect, powershellListening } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'Somebody marked {host} as a host where LDAPS is not intended. Port636 knows it, lists it, and does not probe its TLS ports ("not probed on TLS ports"). So nothing is said about its certificate, and no alarm comes from it.',
  ],
  whyItMatters: [
    'The mark keeps the board honest: a server that was never meant to speak TLS is not a fault. It also hides the day on which a client begins to need LDAPS there.',
    'Clients that still try are refused. Those that give up TLS and bind in clear text send their password over the network for all to read.',
  ],
  events: [event2887, event2889],
  couldAlsoBe: [
    { text: 'LDAPS is meant to work and does not: take the mark away, and the next probe says why.', findingId: 'no-certificate-served' },
    { text: 'The server is out of service for a while: then a maintenance window fits better than this mark.' },
  ],
  resolve: [
    {
      title: 'Leave it so, and see who still tries',
      profiles,
      generation: null,
      requires: domainAdmins,
      steps: [
        {
          text: 'On a domain controller, raise the diagnostics of the LDAP interface for some days. Event 2889 then names every client that binds without signing or TLS, with its address and account.',
          commands: [
            {
              shell: 'PowerShell',
              text: "Set-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Services\\NTDS\\Diagnostics' -Name '16 LDAP Interface Events' -Value 2 -Type DWord",
            },
          ],
        },
        { text: 'Move those clients to a server that offers LDAPS, or let them sign their binds.' },
      ],
      rollback: 'Set the value back to 0.',
    },
    {
      title: 'Probe it again',
      profiles,
      generation: null,
      requires: 'Whoever registered the host',
      steps: [
        { text: 'Edit {host} here and take the mark "LDAPS not intended" away. It is probed at once.' },
        { text: 'If it has no certificate yet, the finding of that probe tells how to get one.' },
      ],
      rollback: 'Set the mark again.',
    },
  ],
  verify: [
    ...ldapsearchPlainRootDse('The rootDSE: the directory itself is alive, whether it speaks TLS or not.'),
    ...powershellListening('Port {port} may be listening all the same: a domain controller opens it without a certificate, too.'),
    ...opensslConnect('As long as LDAPS is not intended, no certificate is expected here; if one is shown, the mark may be out of date.'),
  ],
  inference: null,
  sources: [kb321051, kb935834, ldapSigning],
};
