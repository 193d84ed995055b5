import type { Article } from '../article.ts';
import { entraAdministrator, networkAdministrator, root, serverAdministrator } from '../resolve-parts.ts';
import { entraConfigure, kb321051, rfc6066 } from '../sources.ts';
import { nslookup, opensslConnect, powershellSslStream } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'In the TLS greeting the client names the server it wants. Something at {address} has no certificate for {host}: it says so with the alert meant for that, or it fails TLS for this name and shows a certificate when no name is asked for. Directory servers seldom choose by name; TLS proxies and load balancers do.',
  ],
  whyItMatters: ['Clients that connect by this name fail. Clients that use another name, or send none, may work.'],
  events: [],
  couldAlsoBe: [
    { text: 'The name leading to the wrong machine: an old record, or a shared address of a load balancer.' },
    { text: 'A server that ends the connection without an alert.', findingId: 'no-certificate-served' },
    { text: 'A certificate that is served and holds other names.', findingId: 'host-name-not-in-certificate' },
  ],
  resolve: [
    {
      title: 'Make sure the name leads to the directory server',
      profiles: ['ad-ds', 'ad-lds'],
      generation: null,
      requires: serverAdministrator,
      steps: [
        {
          text: 'Compare the addresses of {host} in DNS with the server’s own, and correct the record, or register the name that the server does answer to.',
        },
      ],
      rollback: null,
    },
    {
      title: 'Teach the proxy or load balancer the name',
      profiles: ['ad-ds', 'ad-lds', 'ldap'],
      generation: null,
      requires: networkAdministrator,
      steps: [{ text: 'Let it pass TLS for port {port} through to the server untouched, or add a certificate for {host}.' }],
      rollback: 'Put the former settings back.',
    },
    {
      title: 'Add the name to the server',
      profiles: ['ldap'],
      generation: null,
      requires: root,
      steps: [{ text: 'Where the server chooses certificates by name, configure one that holds {host}, and restart it.' }],
      rollback: 'Put the former settings back.',
    },
    {
      title: 'Use a name of the managed domain',
      profiles: ['entra-ds'],
      generation: null,
      requires: entraAdministrator,
      steps: [
        {
          text: 'Use a name directly under the managed domain, which its wildcard certificate covers, and let it point to the secure LDAP address.',
        },
      ],
      rollback: null,
    },
  ],
  verify: [...opensslConnect(), ...powershellSslStream(), ...nslookup('The addresses of the directory server, and of nothing else.')],
  inference:
    'Certain with the alert unrecognized_name. Without it the cause is inferred: TLS failed when this name was asked for, and a certificate came when none was.',
  sources: [{ ...rfc6066, section: '3' }, kb321051, entraConfigure],
};
