import { profiles } from '../../rule.ts';
import type { Article } from '../article.ts';
import { dnsAdministrator, networkAdministrator, serverAdministrator } from '../resolve-parts.ts';
import { entraTroubleshooting, kb179442, kb816587 } from '../sources.ts';
import { dig, nslookup, opensslPortCheck, powershellPortCheck } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'The name {host} has several addresses. Connections to some of them were accepted, to others not. Port636 dials every address by itself, which clients do not.',
  ],
  whyItMatters: [
    'Clients take the addresses in changing order. Some try the next one after a failure, after a wait; others give up at the first. So some sign-ins are slow or fail, and the same one works a moment later.',
  ],
  events: [],
  couldAlsoBe: [
    { text: 'All addresses failing: then the endpoint is down as a whole.', findingId: 'port-closed' },
    { text: 'An old record: the address belongs to a server that was taken out of service, or to a network card that is not in use.' },
    {
      text: 'IPv6 without a way: records are published, and the network between does not carry IPv6. Where this location has no IPv6 at all, those addresses are not judged.',
    },
  ],
  resolve: [
    {
      title: 'Mend or remove each address that fails',
      profiles,
      generation: null,
      requires: dnsAdministrator,
      steps: [
        { text: 'For each failing address, find out whose it is and whether it should serve LDAP at all.' },
        { text: 'It should: treat it like a single server that is closed, filtered or unreachable, as the evidence says.' },
        { text: 'It should not: delete its record from the zone, and stop the machine from registering it again.' },
      ],
      rollback: 'Create the record again.',
    },
    {
      title: 'Keep a domain controller from publishing addresses it does not serve',
      profiles: ['ad-ds'],
      generation: null,
      requires: serverAdministrator,
      steps: [
        {
          text: 'On {host}, clear "Register this connection’s addresses in DNS" for network cards of backup or storage networks, and limit the addresses the DNS service listens on.',
        },
        {
          text: 'Delete the records, then register again.',
          commands: [{ shell: 'cmd', text: 'ipconfig /registerdns\nnltest /dsregdns' }],
        },
      ],
      rollback: 'Tick the box again and register.',
    },
    {
      title: 'Look for a filter that knows only some of the addresses',
      profiles,
      generation: null,
      requires: networkAdministrator,
      steps: [{ text: 'Rules are often written for IPv4 alone or for the first address. Allow TCP {port} to all of them.' }],
      rollback: 'Remove the rule.',
    },
  ],
  verify: [...nslookup(), ...dig(), ...opensslPortCheck('CONNECTED, for each address of the name in turn.'), ...powershellPortCheck()],
  inference: null,
  sources: [kb816587, kb179442, entraTroubleshooting],
};
