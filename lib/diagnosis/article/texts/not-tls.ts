import { profiles } from '../../rule.ts';
import type { Article } from '../article.ts';
import { networkAdministrator, root, serverAdministrator } from '../resolve-parts.ts';
import { adtsUsingTls, entraConfigure, openLdapTls, rfc4511, rfc8446 } from '../sources.ts';
import { ldapsearchRootDse, opensslConnect, powershellListening } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'Port {port} is open, and what answers there does not speak TLS: it sent bytes of another protocol, or stayed silent to the TLS greeting and answered a plain LDAP request.',
  ],
  whyItMatters: [
    'Clients that use ldaps:// fail with messages such as "wrong version number" or "packet length too long". If it is plain LDAP, someone may believe that traffic to this port is encrypted while it is not.',
  ],
  events: [],
  couldAlsoBe: [
    {
      text: 'A directory server without a certificate: it says nothing at all and ends the connection.',
      findingId: 'no-certificate-served',
    },
    { text: 'A slow or stuck server that never answers.', findingId: 'handshake-timeout' },
    { text: 'A plain port (389, 3268) registered as LDAPS by mistake: register it as StartTLS.' },
    { text: 'A forwarder, tunnel or load balancer that maps this port to the plain port of the server.' },
  ],
  resolve: [
    {
      title: 'Find out what listens on the port',
      profiles: ['ad-ds', 'ad-lds', 'ldap'],
      generation: null,
      requires: serverAdministrator,
      steps: [
        {
          text: 'On {host}, name the process that owns the port. On a domain controller 636 and 3269 belong to lsass.',
          commands: [
            { shell: 'PowerShell', text: 'Get-Process -Id (Get-NetTCPConnection -LocalPort {port} -State Listen).OwningProcess' },
            { shell: 'sh', text: 'ss -ltnp "sport = :{port}"' },
          ],
        },
        { text: 'Another program took the port: move it away and restart the directory service.' },
        { text: 'It is the directory’s plain port: register this endpoint as StartTLS on port {plainPort} instead.' },
      ],
      rollback: null,
    },
    {
      title: 'Correct the listener',
      profiles: ['ldap'],
      generation: null,
      requires: root,
      steps: [
        { text: 'OpenLDAP: slapd must be started with ldaps://, not ldap://, for this port (-h "ldap:/// ldaps:///").' },
        {
          text: '389 Directory Server: see which port is the plain one and which the secure one. Neither may be the other.',
          commands: [{ shell: 'sh', text: 'dsconf instance config get nsslapd-port nsslapd-securePort nsslapd-security' }],
        },
      ],
      rollback: 'Put the former addresses back.',
    },
    {
      title: 'Correct the mapping on the way',
      profiles,
      generation: null,
      requires: networkAdministrator,
      steps: [
        {
          text: 'If the server’s own port answers with TLS and the address that clients use does not, correct the port forwarding or the pool of the load balancer: {port} to {port}, without ending TLS in between.',
        },
      ],
      rollback: 'Put the former mapping back.',
    },
  ],
  verify: [...opensslConnect(), ...ldapsearchRootDse(), ...powershellListening()],
  inference: null,
  sources: [{ ...rfc8446, section: '5.1' }, { ...rfc4511, section: '5.1' }, adtsUsingTls, openLdapTls, entraConfigure],
};
