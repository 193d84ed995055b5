import { profiles } from '../../rule.ts';
import type { Article } from '../article.ts';
import { entraAdministrator, networkAdministrator, serverAdministrator } from '../resolve-parts.ts';
import { entraAlertNetworkSecurityGroup, entraTroubleshooting, kb179442, rfc9293 } from '../sources.ts';
import { ldapsearchPlainRootDse, opensslPortCheck, powershellPortCheck } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'Port636 tried to connect to port {port} and heard nothing: no acceptance, no refusal. A firewall or network security group is most likely dropping the packets; a host that is switched off, or an address nobody uses, looks the same.',
  ],
  whyItMatters: [
    'Clients behind the same filter wait until their own timeout before they fail or try another server, so sign-ins and applications become slow as well as broken.',
    'Clients elsewhere may work. The finding holds for the location that looked; what the other locations see stands beside it.',
  ],
  events: [],
  couldAlsoBe: [
    { text: 'A port that is closed: then the host answers at once with a refusal.', findingId: 'port-closed' },
    { text: 'A router that says the host cannot be reached.', findingId: 'host-unreachable' },
    { text: 'A host that is switched off, or a record that still names a former address. Its plain LDAP port and ping are silent too.' },
  ],
  resolve: [
    {
      title: 'Find the filter between this location and the server',
      profiles,
      generation: null,
      requires: networkAdministrator,
      steps: [
        { text: 'Is the host alive at all? If its other ports are silent too, start there: power, address, route.' },
        {
          text: 'Does another location of Port636 reach it? Then the filter lies on the way from here alone. Else try from a machine in the server’s own network.',
        },
        { text: 'Allow TCP {port} from the clients to {address}, on every firewall of the way; replies must be let back.' },
      ],
      rollback: 'Remove the rule.',
    },
    {
      title: 'Check the firewall of the Windows server',
      profiles: ['ad-ds', 'ad-lds'],
      generation: 'Windows Server 2008 to 2025',
      requires: serverAdministrator,
      steps: [
        {
          text: 'On {host}: the built-in rules for secure LDAP must be enabled for the network profile in force. Domain controllers that come up with the public profile block them.',
          commands: [
            {
              shell: 'PowerShell',
              text: 'Get-NetConnectionProfile | Select-Object InterfaceAlias, NetworkCategory\nGet-NetFirewallPortFilter | Where-Object LocalPort -in 636, 3269 | Get-NetFirewallRule | Select-Object DisplayName, Enabled, Profile, Action',
            },
          ],
        },
        {
          text: 'AD LDS on a port of its own needs an inbound rule of its own.',
          commands: [
            {
              shell: 'PowerShell',
              text: "New-NetFirewallRule -DisplayName 'LDAP over TLS' -Direction Inbound -Protocol TCP -LocalPort {port} -Action Allow",
            },
          ],
        },
      ],
      rollback: 'Remove or disable the rule that was added.',
    },
    {
      title: 'Allow the port in the network security group',
      profiles: ['entra-ds'],
      generation: null,
      requires: entraAdministrator,
      steps: [
        {
          text: 'In the network security group of the managed domain’s subnet add an inbound rule: TCP 636, source the addresses of the clients, destination any, priority such as 401.',
        },
        {
          text: 'Do not open it to the whole internet; Azure raises an alert for that. Leave the rules Azure made for its own management alone.',
        },
        { text: 'Works inside the virtual network and not outside: it is this rule, or secure LDAP over the internet is not enabled.' },
      ],
      rollback: 'Delete the rule.',
    },
  ],
  verify: [
    ...powershellPortCheck(),
    ...opensslPortCheck(),
    ...ldapsearchPlainRootDse('The rootDSE: the host is alive, and only port {port} is filtered.'),
  ],
  inference:
    'That nothing answered was seen; that a filter drops the packets is the usual reason. A host that is off looks the same, unless another location reaches it.',
  sources: [entraTroubleshooting, entraAlertNetworkSecurityGroup, kb179442, { ...rfc9293, section: '3.8.3' }],
};
