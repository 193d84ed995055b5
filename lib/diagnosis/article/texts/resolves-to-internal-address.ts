import { profiles } from '../../rule.ts';
import type { Article } from '../article.ts';
import { dnsAdministrator, networkAdministrator } from '../resolve-parts.ts';
import { entraAlertNetworkSecurityGroup, entraConfigure, entraTroubleshooting, rfc1918, rfc4193, rfc6598 } from '../sources.ts';
import { dig, nslookup, opensslPortCheck, powershellPortCheck } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    '{host} is marked as reached from outside: its clients come over the internet. But its name leads to an address that the internet does not carry: a private one (10, 172.16 to 172.31, 192.168), a link-local one, one behind the NAT of a provider (100.64 to 100.127), a unique-local one (fc00::/7) or the server’s own loopback.',
  ],
  whyItMatters: [
    'Clients outside try that address and reach nothing, or, worse, some other machine in their own network that happens to have it. They wait until their connection times out.',
    'Inside all is well, so that the fault is easily missed by whoever tests from a desk in the office.',
  ],
  events: [],
  couldAlsoBe: [
    {
      text: 'DNS answers differently inside and outside (split DNS), and Port636 asks inside. Then clients outside may be right: ask a resolver outside before you change anything.',
    },
    {
      text: 'Whoever names resolvers outside on the page of the domain need not guess: their answers then decide, and the finding lists what each of them says.',
    },
    { text: 'The hosts file of the machine that Port636 runs on names the address; the finding says so.' },
    { text: 'Clients come through a VPN after all: then take the mark away.' },
    { text: 'The name leads to a wrong address, which is not internal.', findingId: 'resolves-to-unexpected-address' },
  ],
  resolve: [
    {
      title: 'Let the public name lead to the public address',
      profiles,
      generation: null,
      requires: dnsAdministrator,
      steps: [
        {
          text: 'Ask a resolver outside your network for the name. If it answers with the internal address as well, correct the record in the public zone; if not, clients outside are served well, and the mark or the place of probing is what misleads.',
          commands: [{ shell: 'cmd', text: 'nslookup {host} 9.9.9.9' }],
        },
        {
          text: 'Entra Domain Services: the record (ldaps, for one) must hold the secure LDAP external IP address. It stands in the Azure portal under Properties of the managed domain, once access over the internet is switched on.',
        },
        { text: 'Take internal addresses out of public zones altogether: they help nobody outside and tell strangers about the inside.' },
      ],
      rollback: 'Put the former record back.',
    },
    {
      title: 'Publish the server, or do not',
      profiles,
      generation: null,
      requires: networkAdministrator,
      steps: [
        {
          text: 'Let TCP {port} through from the addresses of those clients alone, with address translation to the server. An open LDAPS port on the internet is found and tried within hours.',
        },
        { text: 'Better, where it can be had: let such clients come through a VPN, and take the mark "reached from outside" away.' },
      ],
      rollback: 'Take the firewall rule out again.',
    },
    {
      title: 'Judge it from outside',
      profiles,
      generation: null,
      requires: 'Whoever runs Port636',
      steps: [{ text: 'Where DNS is split on purpose, probe this name from a location outside. What it sees is what the clients see.' }],
      rollback: null,
    },
  ],
  verify: [
    ...nslookup('From outside: a public address, and no internal one.'),
    ...dig('From outside: status NOERROR, and no internal address among the answers.'),
    ...powershellPortCheck('From outside: TcpTestSucceeded : True'),
    ...opensslPortCheck('From outside: the first line says CONNECTED.'),
  ],
  inference:
    'The address was read from DNS as this location sees it. That clients outside get the same answer is an inference: with split DNS they do not.',
  sources: [entraTroubleshooting, entraConfigure, entraAlertNetworkSecurityGroup, rfc1918, rfc4193, rfc6598],
};
