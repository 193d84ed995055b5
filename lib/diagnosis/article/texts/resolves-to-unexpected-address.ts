import { profiles } from '../../rule.ts';
import type { Article } from '../article.ts';
import { dnsAdministrator } from '../resolve-parts.ts';
import { entraTroubleshooting, kb816587, rfc1034, rfc2308 } from '../sources.ts';
import { dig, ldapsearchRootDse, nslookup, opensslLeaf } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'For {host} somebody wrote down which addresses the name must lead to. DNS now gives others as well, or leaves some out. The finding lists what is too many and what is missing.',
  ],
  whyItMatters: [
    'An address too many sends a part of the clients to a machine that is not meant: a retired server, another site, a test machine, or, at worst, somebody else’s. They fail now and then, which is hard to pin down.',
    'A missing address takes a server out of use without anybody having decided it; the others carry its load.',
  ],
  events: [],
  couldAlsoBe: [
    { text: 'The server moved, and the list here is out of date: then correct the list.' },
    { text: 'A network card was added: a domain controller registers all its addresses, those of backup and storage networks too.' },
    { text: 'DNS answers differently in different networks, and Port636 asks elsewhere than the clients.' },
    { text: 'Another server answers at that address.', findingId: 'different-server-answered' },
    { text: 'The name leads inside, though clients come from outside.', findingId: 'resolves-to-internal-address' },
  ],
  resolve: [
    {
      title: 'Correct the records',
      profiles,
      generation: null,
      requires: dnsAdministrator,
      steps: [
        {
          text: 'List the records with their time stamps; static ones have none. See from which server each came.',
          commands: [
            {
              shell: 'PowerShell',
              text: 'Get-DnsServerResourceRecord -ZoneName {domain} -Name {shortHost} | Format-Table HostName, RecordType, Timestamp, RecordData',
            },
          ],
        },
        {
          text: 'Remove what is too many (the address here is an example), and let the server register itself again for what is missing.',
          commands: [
            {
              shell: 'PowerShell',
              text: 'Remove-DnsServerResourceRecord -ZoneName {domain} -Name {shortHost} -RRType A -RecordData {address}',
            },
            { shell: 'cmd', text: 'ipconfig /registerdns\nnltest /dsregdns' },
          ],
        },
        {
          text: 'Old answers live on in caches until their time to live has passed. On this computer they can be thrown away at once.',
          commands: [{ shell: 'cmd', text: 'ipconfig /flushdns' }],
        },
      ],
      rollback: 'Add the records again.',
    },
    {
      title: 'Keep a second network card out of DNS',
      profiles: ['ad-ds', 'ad-lds'],
      generation: null,
      requires: 'Administrator of the server',
      steps: [
        {
          text: 'On {host}, see which cards register their address, and switch it off for those that clients should not use. On a domain controller with the DNS role, limit the addresses on which DNS listens as well, or it registers them all again.',
          commands: [
            {
              shell: 'PowerShell',
              text: "Get-DnsClient | Format-Table InterfaceAlias, RegisterThisConnectionsAddress\nSet-DnsClient -InterfaceAlias 'Backup' -RegisterThisConnectionsAddress $false",
            },
          ],
        },
      ],
      rollback: 'Switch the registration on again, with $true in place of $false.',
    },
    {
      title: 'Correct what is expected',
      profiles,
      generation: null,
      requires: 'Whoever registered the host',
      steps: [
        {
          text: 'If the new addresses are right, edit the host here and write them down, or leave the list empty: then nothing is expected.',
        },
      ],
      rollback: null,
    },
  ],
  verify: [
    ...nslookup('Exactly the expected addresses of {host}.'),
    ...dig('Exactly the expected addresses, and no others.'),
    ...ldapsearchRootDse('dnsHostName: {host}', 'dnsHostName serverName'),
    ...opensslLeaf(),
  ],
  inference: null,
  sources: [kb816587, entraTroubleshooting, { ...rfc1034, section: '3.6 and 4.3' }, rfc2308],
};
