import type { Article } from '../article.ts';
import { domainAdmins } from '../resolve-parts.ts';
import { kb816587, kb938703, siteCoverage } from '../sources.ts';
import { ldapsearchRootDse, ldpConnect, opensslConnect } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'The domain is discovered by schedule. A domain controller that is registered here is in no SRV record of its domain: neither in the list of all domain controllers nor in that of any site that was asked for.',
    'The look was complete. One that fails, or leaves something out, never says this.',
  ],
  whyItMatters: [
    'Clients find domain controllers by these records. This one is idle: its load lies on the others, and a site that depends on it goes to another.',
    'Or it is gone for good, and what is registered here is a shadow.',
  ],
  events: [],
  couldAlsoBe: [
    { text: 'The server was demoted or retired: delete the host here, and its certificate need not be renewed.' },
    {
      text: 'Registration of the records was switched off on purpose, as for servers of a recovery site (DnsAvoidRegisterRecords): then accept the finding.',
    },
    {
      text: 'The DNS servers that were asked are not those of the domain: the discovery says which they were.',
      findingId: 'name-lookup-failed',
    },
  ],
  resolve: [
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
          text: 'If they do not appear, restart the service that registers them, and look for what hinders it.',
          commands: [
            { shell: 'PowerShell', text: 'Restart-Service Netlogon' },
            { shell: 'cmd', text: 'dcdiag /test:DNS /v /s:{host}' },
          ],
        },
      ],
      rollback: null,
    },
    {
      title: 'Let the managed domain mend itself',
      profiles: ['entra-ds'],
      generation: null,
      requires: 'Reader of the managed domain in Azure',
      steps: [
        {
          text: 'Its domain controllers come and go with maintenance: discover the domain again, and delete hosts that stay away for days.',
        },
      ],
      rollback: null,
    },
    {
      title: 'Delete what is gone',
      profiles: ['ad-ds', 'entra-ds'],
      generation: null,
      requires: 'Whoever registers hosts here',
      steps: [{ text: 'If the server was demoted or retired, delete the host here.' }],
      rollback: 'Register it again.',
    },
  ],
  verify: [
    {
      tool: 'nslookup',
      text: 'Ask for the domain controllers of the domain.',
      command: { shell: 'cmd', text: 'nslookup -type=SRV _ldap._tcp.dc._msdcs.{domain}' },
      expect: '{host} is among the servers.',
    },
    {
      tool: 'dig',
      text: 'The same on Linux or macOS.',
      command: { shell: 'sh', text: 'dig +short SRV _ldap._tcp.dc._msdcs.{domain}' },
      expect: '{host} is among the servers.',
    },
    ...ldpConnect(),
    ...opensslConnect(),
    ...ldapsearchRootDse('dnsHostName: {host}', 'dnsHostName serverName'),
  ],
  inference: null,
  sources: [kb816587, siteCoverage, kb938703],
};
