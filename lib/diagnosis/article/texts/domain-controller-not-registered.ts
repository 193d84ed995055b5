import type { Article } from '../article.ts';
import { dnsAdministrator, domainAdmins } from '../resolve-parts.ts';
import { kb816587, kb938703, siteCoverage } from '../sources.ts';
import { ldapsearchRootDse, ldpConnect, opensslConnect } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'The domain is discovered by schedule. SRV records of the domain or its directory name a domain controller that is not registered here, so nobody watches its LDAPS.',
    'Nothing was changed: the domain is set to report what differs, not to register it.',
  ],
  whyItMatters: [
    'Clients find this server by the same records and use it. Should its certificate expire or its door close, they fail, and the board stays green.',
    'A domain controller that nobody put there is worth a look by itself: whoever can add one owns the domain.',
  ],
  events: [],
  couldAlsoBe: [
    {
      text: 'The server was taken out of service, and its records and its object in the directory were left behind: then clients look for it in vain.',
    },
    { text: 'It is registered under another name, such as an alias: the discovery shows whose address it has.' },
    {
      text: 'It is not meant to offer LDAPS: register it and mark it so, and clients that try are told of.',
      findingId: 'ldaps-not-intended',
    },
  ],
  resolve: [
    {
      title: 'Register it',
      profiles: ['ad-ds', 'entra-ds'],
      generation: null,
      requires: 'Whoever registers hosts here',
      steps: [
        { text: 'Open the newest discovery of the domain, tick the server and its doors, and register it. It is checked at once.' },
        { text: 'Where new domain controllers are to be watched without asking, let the schedule of the domain add them.' },
      ],
      rollback: 'Delete the host again.',
    },
    {
      title: 'Clean up after a server that is gone',
      profiles: ['ad-ds'],
      generation: null,
      requires: domainAdmins,
      steps: [
        {
          text: 'In Active Directory Sites and Services open the site and the server, and delete its NTDS Settings: this removes what is left of it in the directory.',
        },
        {
          text: 'Delete the records that still name it.',
          commands: [
            {
              shell: 'PowerShell',
              text: 'Get-DnsServerResourceRecord -ZoneName _msdcs.{domain} -RRType Srv | Where-Object { $_.RecordData.DomainName -like "{host}*" }',
            },
          ],
        },
      ],
      rollback: 'Removed metadata cannot be brought back but by promoting the server again.',
    },
    {
      title: 'Correct the records',
      profiles: ['ad-ds', 'entra-ds'],
      generation: null,
      requires: dnsAdministrator,
      steps: [
        { text: 'Where a record names a server that never was a domain controller of the domain, find out who wrote it, then delete it.' },
      ],
      rollback: 'Add the record again.',
    },
  ],
  verify: [
    {
      tool: 'nslookup',
      text: 'Ask for the domain controllers of the domain.',
      command: { shell: 'cmd', text: 'nslookup -type=SRV _ldap._tcp.dc._msdcs.{domain}' },
      expect: 'Servers that are all registered here.',
    },
    {
      tool: 'dig',
      text: 'The same on Linux or macOS.',
      command: { shell: 'sh', text: 'dig +short SRV _ldap._tcp.dc._msdcs.{domain}' },
      expect: 'Servers that are all registered here.',
    },
    ...ldpConnect(),
    ...opensslConnect(),
    ...ldapsearchRootDse('dnsHostName: {host}', 'dnsHostName serverName'),
  ],
  inference: null,
  sources: [kb816587, siteCoverage, kb938703],
};
