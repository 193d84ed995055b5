import type { ZoneEntry } from '../../simulation/dns-server.ts';
import type { Wanted } from '../certificates.ts';
import { type DemoHost, soundDoors } from '../demo-host.ts';

const site = 'Azure-West-Europe';
const owner = 'Cloud team';
/** The secure LDAP certificate, as Entra Domain Services takes it. */
const secureLdap: Omit<Wanted, 'leftDays'> = { key: 'RSA-2048', dnsNames: ['*.aadds.corp.example', 'aadds.corp.example'] };

type Published = { outside: ZoneEntry; leftDays: number } & Pick<DemoHost, 'shows'> & {
    expected?: string;
    sinceDays?: number;
    notes?: string;
  };

/**
 * A name of the managed domain that clients on the internet use. The addresses outside are answers of a DNS server and nothing else: what
 * is checked is where the name leads inside.
 */
const published = (name: string, { outside, leftDays, shows, expected, sinceDays, notes }: Published): DemoHost => ({
  ...{ name: `${name}.aadds.corp.example`, site, shows, dnsOutside: outside },
  ...(sinceDays === undefined ? {} : { sinceDays }),
  doors: soundDoors({ ...secureLdap, leftDays }),
  registered: {
    ...{ profile: 'entra-ds', reachedFromOutside: true, owner },
    ...(expected === undefined ? {} : { expectedAddresses: [expected] }),
    ...(notes === undefined ? {} : { notes }),
  },
});

/** Servers of the managed domain, whose names mean one thing inside and another outside (addresses of RFC 5737 and RFC 1918). */
export const managedDomainHosts: readonly DemoHost[] = [
  published('ldaps', { shows: [], outside: { A: ['203.0.113.17'] }, expected: '203.0.113.17', leftDays: 210 }),
  published('ldaps-neu', { shows: [], outside: { A: ['203.0.113.33'] }, expected: '203.0.113.33', leftDays: 225 }),
  published('ldaps-test', {
    ...{ shows: ['resolves-to-internal-address'], outside: { A: ['10.20.0.5'] }, leftDays: 150, sinceDays: 20 },
    notes: 'Copied from the private zone into the public one.',
  }),
  published('ldaps-eus', {
    ...{
      shows: ['resolves-to-unexpected-address'],
      outside: { A: ['203.0.113.99'] },
      expected: '203.0.113.49',
      leftDays: 240,
      sinceDays: 6,
    },
    notes: 'The replica set was made anew, and has another secure LDAP external IP address since.',
  }),
  // Known inside only, as its clients are.
  {
    ...{ name: 'dc1.aadds.corp.example', site, shows: ['wildcard-missing', 'lifetime-too-short'], sinceDays: 15, dnsOutside: 'NXDOMAIN' },
    ...{ doors: soundDoors({ leftDays: 60, key: 'RSA-2048' }), registered: { profile: 'entra-ds', owner } },
  },
];
