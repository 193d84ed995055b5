import { profiles } from '../../rule.ts';
import type { Article } from '../article.ts';
import { networkAdministrator, serverAdministrator } from '../resolve-parts.ts';
import { entraAlertNetworkSecurityGroup, kb179442 } from '../sources.ts';
import { nslookup, opensslPortCheck, powershellPortCheck } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'The operating system gave up on the connection to {address}: a router on the way, or the last one before the host, reported that there is no way to it, or the system itself has no route there. A firewall that rejects with such a report looks the same.',
  ],
  whyItMatters: ['No client that takes the same way reaches the server on any port. Clients in other networks may.'],
  events: [],
  couldAlsoBe: [
    { text: 'A filter that drops silently: then nothing is reported and the connection times out.', findingId: 'port-filtered' },
    { text: 'A refusal by the host itself.', findingId: 'port-closed' },
    {
      text: 'The location’s own network being gone: while it reaches no other server of that family of addresses either, the result is unknown and nobody is blamed.',
    },
  ],
  resolve: [
    {
      title: 'Follow the way to the host',
      profiles,
      generation: null,
      requires: networkAdministrator,
      steps: [
        {
          text: 'See where the way ends.',
          commands: [
            { shell: 'sh', text: 'traceroute -n {address}' },
            { shell: 'cmd', text: 'tracert -d {address}' },
          ],
        },
        {
          text: 'Ends at the router of the server’s own network: the host is off, has another address, or does not answer ARP or neighbour discovery.',
        },
        { text: 'Ends earlier: a route is missing, a tunnel is down, or a firewall there rejects administratively.' },
      ],
      rollback: null,
    },
    {
      title: 'Check that the address is right',
      profiles: ['ad-ds', 'ad-lds', 'ldap'],
      generation: null,
      requires: serverAdministrator,
      steps: [
        {
          text: 'On {host}: compare its addresses with those in DNS, and remove records of former addresses.',
          commands: [{ shell: 'cmd', text: 'ipconfig /all' }],
        },
      ],
      rollback: null,
    },
    {
      title: 'Check the virtual network',
      profiles: ['entra-ds'],
      generation: null,
      requires: networkAdministrator,
      steps: [{ text: 'Check peering, gateway and route tables between the clients’ network and the subnet of the managed domain.' }],
      rollback: null,
    },
  ],
  verify: [...powershellPortCheck(), ...opensslPortCheck(), ...nslookup('The addresses that the host really has.')],
  inference: null,
  sources: [kb179442, entraAlertNetworkSecurityGroup],
};
