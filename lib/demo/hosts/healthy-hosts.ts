import { type DemoHost, directoryDoor, openLdapRootDse, ownLeaf, sent, soundDoors } from '../demo-host.ts';
import type { DemoPort } from '../ground.ts';

/** Sites of the forest: how many domain controllers each has beside those that are there for a fault, and in which domain. */
const sites = [
  { site: 'Berlin', code: 'ber', domain: 'emea.corp.example', count: 11 },
  { site: 'London', code: 'lon', domain: 'emea.corp.example', count: 10 },
  { site: 'Zurich', code: 'zrh', domain: 'emea.corp.example', count: 6 },
  { site: 'New-York', code: 'nyc', domain: 'corp.example', count: 12 },
  { site: 'Chicago', code: 'chi', domain: 'corp.example', count: 9 },
  { site: 'Singapore', code: 'sin', domain: 'corp.example', count: 7 },
  { site: 'Sydney', code: 'syd', domain: 'corp.example', count: 5 },
] as const;

/** Every number gives another one, spread evenly over 0 to 1 and the same at every start. */
const spread = (number: number): number => (number * 0.618_033_988_75) % 1;

const owners = ['Directory team', 'Identity platform', 'Branch IT'] as const;

/** Ends of certificates all over the year, most of them far off. */
const leftDays = (number: number): number => 34 + Math.round(spread(number) ** 0.8 * 340);

function domainController(number: number, { site, code, domain }: (typeof sites)[number], inSite: number): DemoHost {
  const ports: DemoPort[] = inSite <= 2 ? [636, 3269] : [636];
  return {
    name: `dc-${code}-${String(inSite).padStart(2, '0')}.${domain}`,
    site,
    shows: [],
    doors: soundDoors({ leftDays: leftDays(number), templateName: 'DomainController' }, ports),
    registered: {
      tags: inSite <= 2 ? ['global-catalog', 'production'] : ['production'],
      ...(inSite === 1 ? { owner: owners[number % owners.length] ?? '' } : {}),
    },
  };
}

/** Directory servers that are no domain controllers. */
const others: readonly DemoHost[] = [1, 2, 3].map((number) => ({
  name: `ldap${number}.corp.example`,
  site: 'New-York',
  shows: [],
  doors: [636, 389].map((port) =>
    directoryDoor(
      port === 636 ? 636 : 389,
      async (stand) => sent(await ownLeaf(stand, { leftDays: 60 + 20 * number, lifetimeDays: 180 })),
      {
        rootDse: openLdapRootDse('dc=corp,dc=example'),
      },
    ),
  ),
  registered: { tags: ['openldap', 'production'], owner: 'Unix services' },
}));

/** Servers in good health. */
export const healthyHosts: readonly DemoHost[] = [
  ...sites.flatMap((site, index) =>
    Array.from({ length: site.count }, (_, inSite) => domainController(index * 20 + inSite, site, inSite + 1)),
  ),
  ...others,
];
