import { profiles } from '../../rule.ts';
import type { Article } from '../article.ts';
import { event1220 } from '../events.ts';
import { domainAdmins } from '../resolve-parts.ts';
import { kb321051, siteCoverage } from '../sources.ts';
import { ldapsearchRootDse, ldpConnect, opensslConnect, powershellPortCheck } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'Several doors of a site or of a domain stand in for each other. All of them that could be looked at fail but one, or but those of one host. Clients still get on, through that one alone.',
    'A door counts as serving while it is healthy or has a warning. Doors of hosts in maintenance and doors without a fresh result count as neither; they never raise this alarm by themselves. Hosts on which LDAPS is not intended are left out. The global catalog is counted by itself.',
  ],
  whyItMatters: [
    'The next fault, restart or update there is an outage for every client of the place: sign-ins, mail, VPN and all else that asks the directory over TLS.',
    'The load of all the others now comes to this one server, too. And clients that know one fixed name fail already.',
  ],
  events: [{ ...event1220, note: `On the doors that fail for want of a certificate. ${event1220.note}` }],
  couldAlsoBe: [
    {
      text: 'One certificate or its issuer is the cause on all that fail: mending it mends them together.',
      findingId: 'issuer-blast-radius',
    },
    { text: 'The way to the site is cut, not the servers: then each of them is filtered or unreachable.', findingId: 'port-filtered' },
    { text: 'Some of the doors are not meant to serve: mark their hosts "LDAPS not intended".', findingId: 'ldaps-not-intended' },
  ],
  resolve: [
    {
      title: 'Bring one more door back first',
      profiles,
      generation: null,
      requires: domainAdmins,
      steps: [
        {
          text: 'Open the page of the domain here: it lists each door with what leads on it. Take the one that is quickest to mend; its own page says how.',
        },
        { text: 'Let the last healthy server be: no restart, no update and no new certificate there until a second one serves.' },
        { text: 'Then mend the others, and probe each at once from its page.' },
      ],
      rollback: null,
    },
    {
      title: 'Send clients to another site for the time being',
      profiles,
      generation: null,
      requires: 'Administrator of the clients or of the load balancer',
      steps: [
        {
          text: 'Name a server of a neighbouring site as second one for applications that have a list of servers, and at the load balancer.',
        },
        {
          text: 'Members of an Active Directory domain look in the next site by themselves when no domain controller of their own answers.',
        },
      ],
      rollback: 'Take the second server out of the lists again.',
    },
  ],
  verify: [
    ...opensslConnect('The first line says CONNECTED, and the certificate is printed; on two hosts of the place at least.'),
    ...ldpConnect(),
    ...ldapsearchRootDse('The rootDSE is printed, on two hosts of the place at least.'),
    ...powershellPortCheck(),
  ],
  inference: null,
  sources: [siteCoverage, kb321051],
};
