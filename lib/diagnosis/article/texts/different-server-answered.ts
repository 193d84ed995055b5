import type { Article } from '../article.ts';
import { kb321051, kb816587, kb938703, rootDseReference } from '../sources.ts';
import { dig, ldapsearchRootDse, ldpConnect, nslookup, opensslLeaf } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'This endpoint is registered as {host}. The server that answered calls itself otherwise in dnsHostName of its rootDSE.',
    'Either the name leads elsewhere, by DNS, by a load balancer or by address translation, or the name is an alias that was not marked as one.',
  ],
  whyItMatters: [
    'What is shown for {host} is the health of another server. {host} itself may be down, and nobody would see it.',
    'Kerberos clients fail as well when the name they ask for belongs to another account.',
  ],
  events: [],
  couldAlsoBe: [
    { text: 'The name stands for a whole domain or for several servers on purpose: then mark it so, and this is no longer judged.' },
    { text: 'The server was renamed: its rootDSE has the new name, DNS and this registration the old one.' },
    { text: 'The certificate belongs to the other server too.', findingId: 'host-name-not-in-certificate' },
  ],
  resolve: [
    {
      title: 'Say what the name is meant to be',
      profiles: ['ad-ds', 'ad-lds', 'entra-ds', 'ldap'],
      generation: null,
      requires: 'Whoever registered the host',
      steps: [
        {
          text: 'A name for a whole domain ({domain}), or a load-balanced one: edit the host here and mark it as standing for several servers. Register each server under its own name beside it.',
        },
        {
          text: 'An alias of one server: register the server under its own name; keep the alias if clients use it, so that its certificate is checked for it.',
        },
      ],
      rollback: null,
    },
    {
      title: 'Correct DNS',
      profiles: ['ad-ds', 'ad-lds', 'entra-ds', 'ldap'],
      generation: null,
      requires: 'DnsAdmins or equivalent',
      steps: [
        {
          text: 'Compare the address records of {host} with the addresses that the server has. Records of retired servers whose address was given to another are the usual cause.',
          commands: [
            { shell: 'PowerShell', text: 'Resolve-DnsName {host}\nGet-DnsServerResourceRecord -ZoneName {domain} -Name {shortHost}' },
          ],
        },
        {
          text: 'Remove the wrong record, and let the right server register itself again.',
          commands: [{ shell: 'cmd', text: 'ipconfig /registerdns\nnltest /dsregdns' }],
        },
      ],
      rollback: 'Add the record again.',
    },
  ],
  verify: [
    ...ldapsearchRootDse('dnsHostName: {host}', 'dnsHostName serverName'),
    ...ldpConnect('The rootDSE shows dnsHostName: {host}.'),
    ...nslookup(),
    ...dig(),
    ...opensslLeaf(),
  ],
  inference: null,
  sources: [rootDseReference, kb816587, kb938703, kb321051],
};
