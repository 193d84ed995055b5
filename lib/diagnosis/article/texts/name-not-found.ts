import type { Article } from '../article.ts';
import { dnsAdministrator, domainAdmins, entraAdministrator } from '../resolve-parts.ts';
import { entraTroubleshooting, kb816587, rfc2308 } from '../sources.ts';
import { dig, nslookup } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'Port636 asked DNS for {host} and was told, by a server that answered properly, that there is no such name or no address under it. Nothing could be connected to.',
  ],
  whyItMatters: [
    'Every client that is configured with this name fails before it sends a byte to the server. Clients that find domain controllers by SRV records may still work, because those records name the servers themselves.',
    'Negative answers are cached: after the record is back, clients may go on failing for as long as the negative time to live of the zone.',
  ],
  events: [],
  couldAlsoBe: [
    {
      text: 'DNS servers that do not answer or answer with an error: then the lookup fails without this definite no.',
      findingId: 'name-lookup-failed',
    },
    { text: 'A typing error in the registered name, or a server that was renamed or taken out of service.' },
    { text: 'Split DNS: the name exists inside and not outside, or the other way round, and this location asks the other side.' },
  ],
  resolve: [
    {
      title: 'Put the name back, or correct it',
      profiles: ['ad-ds', 'ad-lds', 'ldap'],
      generation: null,
      requires: dnsAdministrator,
      steps: [
        { text: 'Compare the registered name with the server’s own: hostname and DNS suffix, or dnsHostName in its rootDSE.' },
        {
          text: 'If the name is right, create the A or AAAA record in the zone {domain} on its primary server, and wait for replication.',
        },
        { text: 'If the server is gone for good, delete the host in Port636 and take the name out of the clients’ configuration.' },
      ],
      rollback: 'Delete the record that was created.',
    },
    {
      title: 'Let the domain controller register its records again',
      profiles: ['ad-ds'],
      generation: null,
      requires: domainAdmins,
      steps: [
        {
          text: 'On {host}, check that it uses the DNS servers of the domain, then register address and locator records.',
          commands: [{ shell: 'cmd', text: 'ipconfig /registerdns\nnltest /dsregdns' }],
        },
        {
          text: 'Look for what hinders registration.',
          commands: [{ shell: 'cmd', text: 'dcdiag /test:DNS /v /s:{host}' }],
        },
      ],
      rollback: null,
    },
    {
      title: 'Create the record for secure LDAP',
      profiles: ['entra-ds'],
      generation: null,
      requires: entraAdministrator,
      steps: [
        { text: 'In the Azure portal open the managed domain and note the secure LDAP external IP address under Properties.' },
        {
          text: 'In the public zone, let {host} point to that address (clients outside); inside the virtual network use its DNS servers.',
        },
      ],
      rollback: 'Delete the record that was created.',
    },
  ],
  verify: [
    ...nslookup('One or more addresses for {host}, and no "Non-existent domain".'),
    ...dig(),
    {
      tool: 'PowerShell',
      text: 'Ask as a Windows client does, without its cache.',
      command: { shell: 'PowerShell', text: 'Clear-DnsClientCache; Resolve-DnsName {host} -DnsOnly' },
      expect: 'A or AAAA records, no error.',
    },
  ],
  inference: null,
  sources: [rfc2308, kb816587, entraTroubleshooting],
};
