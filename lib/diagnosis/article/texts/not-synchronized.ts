import type { Article } from '../article.ts';
import { kb816587, rootDseReference } from '../sources.ts';
import { ldapsearchRootDse, ldpConnect } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'The rootDSE of {host} says isSynchronized FALSE: since it was promoted, restored or started, the domain controller has not yet completed a first synchronization with its partners.',
  ],
  whyItMatters: [
    'It answers with what it has. Clients may miss new accounts, meet old passwords and group memberships, or be refused though another domain controller would let them in.',
    'For some minutes after a start it is normal; after that, replication is broken.',
  ],
  events: [],
  couldAlsoBe: [
    { text: 'The server has just been promoted or restarted: look again in half an hour.' },
    { text: 'The clocks differ by more than five minutes: Kerberos fails then, and replication with it.', findingId: 'clock-skew' },
    { text: 'The server was restored from a snapshot and keeps itself apart; the Directory Service log says so.' },
  ],
  resolve: [
    {
      title: 'Get replication going',
      profiles: ['ad-ds', 'ad-lds', 'entra-ds'],
      generation: null,
      requires: 'Domain Admins or equivalent',
      steps: [
        {
          text: 'See from whom it should replicate, when it last did, and with which error.',
          commands: [
            {
              shell: 'cmd',
              text: 'repadmin /showrepl {host}\nrepadmin /replsummary\ndcdiag /s:{host} /test:replications /test:dns /test:advertising',
            },
          ],
        },
        {
          text: 'Mend what the error names. Usual are DNS (a partner’s name in _msdcs does not resolve), a firewall between the sites (135 and the dynamic RPC ports), and clocks.',
          commands: [{ shell: 'cmd', text: 'nslookup -type=SRV _ldap._tcp.dc._msdcs.{domain}\nw32tm /query /status' }],
        },
        { text: 'Then let it replicate at once.', commands: [{ shell: 'cmd', text: 'repadmin /syncall {host} /A /d /e /P' }] },
        { text: 'Entra Domain Services replicates by itself: read Health in the portal, and open a support request if it lasts.' },
      ],
      rollback: null,
    },
    {
      title: 'Get replication going on Samba',
      profiles: ['ad-ds', 'ldap'],
      generation: 'Samba, as an Active Directory domain controller',
      requires: 'root on the server',
      steps: [
        {
          text: 'See partners and errors, and check the database.',
          commands: [{ shell: 'sh', text: 'samba-tool drs showrepl\nsamba-tool dbcheck --cross-ncs' }],
        },
      ],
      rollback: null,
    },
  ],
  verify: [
    ...ldapsearchRootDse('isSynchronized: TRUE', 'dnsHostName isSynchronized highestCommittedUSN'),
    ...ldpConnect('The rootDSE shows isSynchronized: TRUE.'),
    {
      tool: 'PowerShell',
      text: 'Ask for the attribute alone (needs the Active Directory module).',
      command: {
        shell: 'PowerShell',
        text: '(Get-ADRootDSE -Server {host}).isSynchronized\nGet-ADReplicationPartnerMetadata -Target {host} | Format-Table Partner, LastReplicationSuccess, LastReplicationResult',
      },
      expect: 'True, and a LastReplicationResult of 0 for every partner.',
    },
  ],
  inference: null,
  sources: [rootDseReference, kb816587],
};
