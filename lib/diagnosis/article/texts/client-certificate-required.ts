import type { Article } from '../article.ts';
import { schannel36885, schannel36888 } from '../events.ts';
import { clientAdministrator, root, serverAdministrator } from '../resolve-parts.ts';
import { adtsUsingTls, kb938703, openLdapTls, rfc8446 } from '../sources.ts';
import { eventLog, ldapsearchRootDse, opensslConnect } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'The server sent its own certificate, asked the client for one, and ended the session because none came. Server and certificate may be perfectly well; Port636 cannot look behind that door.',
  ],
  whyItMatters: [
    'Every client without a certificate that this server accepts fails: that is most LDAP clients. If it is meant so, those who have certificates work.',
  ],
  events: [schannel36888, schannel36885],
  couldAlsoBe: [
    {
      text: 'A mismatch of cipher suites uses the same alert in TLS 1.2, but comes before any certificate.',
      findingId: 'no-shared-cipher',
    },
    {
      text: 'Active Directory asks for a client certificate and does not need it. A Windows client that sends an unsuitable one by itself may be refused for that; take the certificate away, or renew it.',
    },
    { text: 'A TLS proxy in front of the directory that wants client certificates.' },
  ],
  resolve: [
    {
      title: 'Stop demanding client certificates',
      profiles: ['ldap'],
      generation: null,
      requires: root,
      steps: [
        {
          text: 'OpenLDAP: the setting is TLSVerifyClient (olcTLSVerifyClient); "demand" or "hard" refuses clients without one, "never" or "allow" does not.',
          commands: [{ shell: 'ldif', text: 'dn: cn=config\nchangetype: modify\nreplace: olcTLSVerifyClient\nolcTLSVerifyClient: allow' }],
        },
        {
          text: '389 Directory Server: client authentication is "off", "allowed" or "required".',
          commands: [{ shell: 'sh', text: 'dsconf instance security set --tls-client-auth=allowed' }],
        },
      ],
      rollback: 'Set the former value again.',
    },
    {
      title: 'Find what demands it on Windows',
      profiles: ['ad-ds', 'ad-lds', 'entra-ds'],
      generation: null,
      requires: serverAdministrator,
      steps: [
        {
          text: 'The directory service itself does not demand client certificates. Look for a proxy or load balancer in front of {host} that does, and compare with a connection from its own network.',
        },
        {
          text: 'If only certain Windows clients fail, look at their own certificates: one for Client Authentication (1.3.6.1.5.5.7.3.2) is sent when asked for, and must chain to a root the server trusts.',
        },
      ],
      rollback: null,
    },
    {
      title: 'Or give the clients certificates',
      profiles: ['ldap'],
      generation: null,
      requires: clientAdministrator,
      steps: [
        {
          text: 'If the demand is meant, issue certificates for Client Authentication from a CA the server trusts, configure them in the clients, and pause this endpoint in Port636.',
        },
      ],
      rollback: null,
    },
  ],
  verify: [
    ...opensslConnect(
      'The handshake completes without "alert handshake failure" or "alert certificate required"; "Acceptable client certificate CA names" shows that one is asked for.',
    ),
    ...ldapsearchRootDse(),
    ...eventLog('System', [36888, 36885], 'No new event while you test.'),
  ],
  inference: null,
  sources: [{ ...rfc8446, section: '4.4.2.4 and 6.2' }, kb938703, adtsUsingTls, openLdapTls],
};
