import { profiles } from '../../rule.ts';
import type { Article } from '../article.ts';
import { clientAdministrator, dnsAdministrator } from '../resolve-parts.ts';
import { entraTroubleshooting, kb321051, rfc6066, rfc9525 } from '../sources.ts';
import { nslookup, opensslConnect, opensslLeaf } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'The endpoint is registered by its address instead of a name. A client that connects to an address must find that very address in the certificate’s subject alternative name; certificates for domain controllers carry DNS names only.',
    'Nor can the client tell the server which name it wants (SNI), because TLS forbids addresses there.',
  ],
  whyItMatters: [
    'Clients that check names refuse the connection. Clients that do not check work, and would work with an impostor just as well.',
    'The address also ties every client to one machine: it cannot be moved or replaced without touching them.',
  ],
  events: [],
  couldAlsoBe: [
    { text: 'A server whose certificate does hold the address: clients then accept it, and this stays a matter of good order.' },
    { text: 'A name that is used and does not fit the certificate.', findingId: 'host-name-not-in-certificate' },
  ],
  resolve: [
    {
      title: 'Use the name everywhere',
      profiles,
      generation: null,
      requires: clientAdministrator,
      steps: [
        { text: 'Find the name: it is in the certificate that is served and, on Active Directory, in dnsHostName of the rootDSE.' },
        { text: 'Configure the clients with that name, and register the endpoint in Port636 under it. Delete this one.' },
      ],
      rollback: 'Configure the address again.',
    },
    {
      title: 'Give the server a name where it has none',
      profiles: ['ad-lds', 'ldap'],
      generation: null,
      requires: dnsAdministrator,
      steps: [
        { text: 'Create an A or AAAA record, and have a certificate issued for that name.' },
        {
          text: 'Only where clients cannot use names: have the address added to the certificate as an IP address entry of the subject alternative name. Public CAs do not issue private addresses.',
        },
      ],
      rollback: 'Delete the record.',
    },
    {
      title: 'Use the name of secure LDAP',
      profiles: ['entra-ds'],
      generation: null,
      requires: dnsAdministrator,
      steps: [
        {
          text: 'Let a name under the managed domain, such as ldaps, point to the secure LDAP external IP address. The certificate is for names under the domain and never holds addresses.',
        },
      ],
      rollback: 'Delete the record.',
    },
  ],
  verify: [
    ...opensslLeaf('The DNS names of the certificate: one of them is the name to use.'),
    ...opensslConnect('With the name instead of the address: "Verify return code: 0 (ok)".'),
    ...nslookup('The name of this address, when a reverse record exists; compare it with the certificate.'),
  ],
  inference: null,
  sources: [entraTroubleshooting, { ...rfc9525, section: '6.3 and 6.5' }, { ...rfc6066, section: '3' }, kb321051],
};
