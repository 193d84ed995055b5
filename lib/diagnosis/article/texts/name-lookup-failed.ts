import { profiles } from '../../rule.ts';
import type { Article } from '../article.ts';
import { dnsAdministrator, networkAdministrator } from '../resolve-parts.ts';
import { kb179442, kb816587, rfc1034 } from '../sources.ts';
import { dig, nslookup } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'Port636 asked DNS for {host} and got no usable answer: none in time, a refusal, or a failure of the server. A control lookup was answered by the same DNS servers, so they can be reached: it is this name’s zone that is sick, or these servers refuse to serve this location.',
  ],
  whyItMatters: [
    'Clients that use the same DNS servers cannot find the server. Those with the address in their cache go on working until it runs out, so the failure spreads slowly and looks random.',
  ],
  events: [],
  couldAlsoBe: [
    { text: 'A definite answer that the name does not exist.', findingId: 'name-not-found' },
    {
      text: 'The network or resolver of this location being gone: then the control lookup fails too, the result is unknown and nobody is blamed.',
    },
  ],
  resolve: [
    {
      title: 'Find the DNS server that does not answer for this zone',
      profiles,
      generation: null,
      requires: dnsAdministrator,
      steps: [
        {
          text: 'Ask each server of the zone by itself and see which of them fails.',
          commands: [{ shell: 'sh', text: 'dig {domain} NS +short\ndig {host} A +trace' }],
        },
        {
          text: 'No answer or SERVFAIL from a forwarder: check its conditional forwarder or delegation for {domain}, and that the servers behind it are alive.',
        },
        {
          text: 'SERVFAIL with a signed zone: check that signatures have not expired; dig +cd answers then, and dig without it does not.',
        },
        {
          text: 'REFUSED: look whether the server refuses every name to this location or this zone alone; then allow the location in its query policy, or let Port636 ask the right server.',
        },
      ],
      rollback: null,
    },
    {
      title: 'Look at DNS on the domain controllers',
      profiles: ['ad-ds'],
      generation: null,
      requires: dnsAdministrator,
      steps: [
        {
          text: 'On a DNS server of the domain, check the service and the zone.',
          commands: [{ shell: 'PowerShell', text: 'Get-Service DNS\nGet-DnsServerZone -Name {domain}\ndcdiag /test:DNS /v' }],
        },
      ],
      rollback: null,
    },
    {
      title: 'Let DNS through',
      profiles,
      generation: null,
      requires: networkAdministrator,
      steps: [{ text: 'Allow UDP and TCP 53 between the DNS servers concerned; large answers need TCP.' }],
      rollback: 'Remove the rule.',
    },
  ],
  verify: [...nslookup(), ...dig('status: NOERROR, an answer section, and a query time well under a second.')],
  inference: null,
  sources: [rfc1034, kb179442, kb816587],
};
