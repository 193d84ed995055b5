import { profiles } from '../../rule.ts';
import type { Article } from '../article.ts';
import { entraAdministrator, networkAdministrator, root, serverAdministrator } from '../resolve-parts.ts';
import { entraConfigure, kb179442, kb321051, openLdapTls, rfc9293, sambaTls } from '../sources.ts';
import { ldapsearchPlainRootDse, opensslPortCheck, powershellListening, powershellPortCheck } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'The host, or a device in front of it, answered the connection to port {port} with a TCP reset. Nothing listens there, or something actively turns this client away. TLS was never reached.',
  ],
  whyItMatters: [
    'No client can use LDAP over TLS on this port; each fails at once. A domain controller keeps 636 open even without a certificate, so a closed 636 means that the directory service itself is not running, or that a firewall rejects. Ports 3268 and 3269 are open on global catalogs alone: closed there, see first whether this domain controller is one.',
  ],
  events: [],
  couldAlsoBe: [
    {
      text: 'On ports 3268 and 3269: a domain controller that is no global catalog. Then nothing is wrong but the registration of this port.',
    },
    {
      text: 'A firewall that drops instead of rejecting: then there is no answer at all and the connection times out.',
      findingId: 'port-filtered',
    },
    {
      text: 'A server without a certificate: there the connection is accepted first and ends during TLS.',
      findingId: 'no-certificate-served',
    },
    { text: 'A firewall that rejects with a reset: on the wire it looks the same. Check on the server itself whether the port is open.' },
  ],
  resolve: [
    {
      title: 'Start the directory service',
      profiles: ['ad-ds'],
      generation: 'Windows Server 2008 to 2025',
      requires: 'Domain Admins or equivalent',
      steps: [
        {
          text: 'On {host}: is the service running, and does it listen?',
          commands: [
            { shell: 'PowerShell', text: 'Get-Service NTDS, KDC, Netlogon\nGet-NetTCPConnection -LocalPort {port} -State Listen' },
          ],
        },
        {
          text: 'If NTDS is stopped, find out why in the Directory Service log before you start it; in directory services restore mode it is meant to be stopped.',
        },
        {
          text: 'If there is no NTDS service, the machine is no domain controller (any more): delete it here and from the clients’ configuration.',
        },
      ],
      rollback: null,
    },
    {
      title: 'Start Samba and let it offer TLS',
      profiles: ['ad-ds'],
      generation: 'Samba, as an Active Directory domain controller',
      requires: root,
      steps: [
        {
          text: 'See whether the service runs, and that TLS is not switched off in smb.conf (tls enabled = yes is the default).',
          commands: [{ shell: 'sh', text: 'systemctl status samba-ad-dc\ntestparm -s --parameter-name="tls enabled"' }],
        },
      ],
      rollback: null,
    },
    {
      title: 'Check the port of the instance',
      profiles: ['ad-lds'],
      generation: null,
      requires: serverAdministrator,
      steps: [
        {
          text: 'AD LDS instances may use other ports than 636, such as 50001. Read them, and correct the port here or in the instance.',
          commands: [{ shell: 'cmd', text: 'dsdbutil "list instances" quit' }],
        },
        { text: 'Start the service of the instance if it is stopped.', commands: [{ shell: 'PowerShell', text: 'Get-Service ADAM_*' }] },
      ],
      rollback: null,
    },
    {
      title: 'Enable secure LDAP',
      profiles: ['entra-ds'],
      generation: null,
      requires: entraAdministrator,
      steps: [
        {
          text: 'In the Azure portal open the managed domain, choose Secure LDAP and see that it is enabled, and enabled over the internet for clients outside.',
        },
      ],
      rollback: 'Disable it on the same page.',
    },
    {
      title: 'Let the server listen for LDAPS',
      profiles: ['ldap'],
      generation: null,
      requires: root,
      steps: [
        { text: 'See what listens.', commands: [{ shell: 'sh', text: 'ss -ltnp | grep -E ":(389|636|3268|3269) "' }] },
        {
          text: 'OpenLDAP: add ldaps:/// to the addresses slapd is started with (SLAPD_SERVICES in /etc/default/slapd on Debian), and restart it.',
        },
        {
          text: '389 Directory Server and Samba listen on 636 once TLS is switched on: dsconf instance security enable, or tls enabled = yes in smb.conf.',
        },
      ],
      rollback: 'Take the address out again and restart.',
    },
    {
      title: 'Look for a firewall that rejects',
      profiles,
      generation: null,
      requires: networkAdministrator,
      steps: [
        {
          text: 'If the server listens and another network reaches it, a firewall or access list answers with resets. Allow TCP {port} from the clients.',
        },
      ],
      rollback: 'Remove the rule.',
    },
  ],
  verify: [
    ...powershellPortCheck(),
    ...opensslPortCheck('CONNECTED. "Connection refused" means that the fault is still there; no answer for ten seconds means a firewall.'),
    ...powershellListening(),
    ...ldapsearchPlainRootDse(
      'The rootDSE: the directory service runs and only this port is missing. Refused as well: the service is down.',
    ),
  ],
  inference: null,
  sources: [{ ...rfc9293, section: '3.5.2' }, kb179442, kb321051, entraConfigure, openLdapTls, sambaTls],
};
