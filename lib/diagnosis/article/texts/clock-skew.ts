import type { Article } from '../article.ts';
import { rfc4120, rfc4517 } from '../certificate-sources.ts';
import { rootDseReference } from '../sources.ts';
import { ldapsearchRootDse, ldpConnect } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'The rootDSE of {host} tells its time, and it differs from that of the place that looked. Half the round trip is taken into account.',
    'One of the two clocks is wrong; one server alone cannot tell which. If many servers show the same difference, it is the clock of this location.',
  ],
  whyItMatters: [
    'From five minutes on Kerberos refuses: sign-in, group policy and replication fail (critical). Before that, log lines of different servers no longer fit together (warning).',
    'Certificates seem expired or not yet valid to whoever has the wrong time.',
  ],
  events: [],
  couldAlsoBe: [
    { text: 'The clock of this location is wrong: compare with a time server.' },
    { text: 'A virtual machine takes its time from a host whose clock is wrong, and from the domain at the same time.' },
    { text: 'A certificate was put in place too early; then both clocks are right.', findingId: 'certificate-not-yet-valid' },
  ],
  resolve: [
    {
      title: 'Correct the time of the domain controller',
      profiles: ['ad-ds', 'ad-lds'],
      generation: null,
      requires: 'Domain Admins or equivalent',
      steps: [
        {
          text: 'See where {host} takes its time from, and how far it is off.',
          commands: [{ shell: 'cmd', text: 'w32tm /query /status\nw32tm /query /source\nw32tm /monitor /domain:{domain}' }],
        },
        {
          text: 'Every domain controller but one follows the domain; let it do so, and ask again.',
          commands: [{ shell: 'cmd', text: 'w32tm /config /syncfromflags:domhier /update\nw32tm /resync /rediscover' }],
        },
        {
          text: 'The one that holds the PDC emulator role takes its time from outside. Find it, and give it time servers that you trust.',
          commands: [
            {
              shell: 'cmd',
              text: 'netdom query fsmo\nw32tm /config /manualpeerlist:"0.pool.ntp.org,0x8 1.pool.ntp.org,0x8" /syncfromflags:manual /reliable:yes /update\nw32tm /resync',
            },
          ],
        },
        { text: 'On virtual machines, take the host’s time synchronization out for domain controllers, so that there is one source only.' },
        { text: 'A large jump back can harm what depends on order. Correct more than a few minutes in a maintenance window.' },
      ],
      rollback: 'w32tm /config with the former /syncfromflags and list.',
    },
    {
      title: 'Correct the time of the server',
      profiles: ['ldap', 'ad-ds'],
      generation: 'Linux and Unix, Samba among them',
      requires: 'root on the server',
      steps: [
        {
          text: 'See whether the clock is synchronized, and step it.',
          commands: [{ shell: 'sh', text: 'timedatectl\nchronyc tracking\nchronyc makestep' }],
        },
      ],
      rollback: null,
    },
    {
      title: 'Tell Microsoft',
      profiles: ['entra-ds'],
      generation: null,
      requires: 'Contributor of the managed domain',
      steps: [
        {
          text: 'The clocks of a managed domain are not yours to set. Make sure that the clock of this location is right; if it is, open a support request.',
        },
      ],
      rollback: null,
    },
    {
      title: 'Correct the time of this location',
      profiles: ['ad-ds', 'ad-lds', 'entra-ds', 'ldap'],
      generation: null,
      requires: 'root on the computer that probes',
      steps: [
        { text: 'On the computer that probes, see whether its clock is synchronized.', commands: [{ shell: 'sh', text: 'timedatectl' }] },
      ],
      rollback: null,
    },
  ],
  verify: [
    ...ldapsearchRootDse('currentTime is the true time in UTC, within some seconds.', 'currentTime'),
    ...ldpConnect('The rootDSE shows currentTime.'),
    {
      tool: 'PowerShell',
      text: 'Measure the difference by NTP, from a Windows computer whose clock is right.',
      command: { shell: 'PowerShell', text: 'w32tm /stripchart /computer:{host} /samples:5 /dataonly' },
      expect: 'Differences well below a second.',
    },
  ],
  inference: null,
  sources: [rootDseReference, rfc4517, rfc4120],
};
