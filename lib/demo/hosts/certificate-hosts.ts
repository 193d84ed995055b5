import { certificatePem } from '../../simulation/certificate-factory.ts';
import { signOcspResponse } from '../../simulation/revocation-ocsp.ts';
import type { Wanted } from '../certificates.ts';
import { type DemoHost, directoryDoor, issuerFor, openLdapRootDse, ownLeaf, type Sent, sent, soundDoors } from '../demo-host.ts';

const daysAgo = (now: Date, days: number): Date => new Date(now.getTime() - days * 86_400_000);
const pem = (chain: readonly Uint8Array[]): string => chain.map(certificatePem).join('');

/** A domain controller whose certificate is sound, but for what is named. */
const certified = (name: string, site: string, shows: readonly string[], wanted: Wanted, more: Partial<DemoHost> = {}): DemoHost => ({
  ...{ name, site, shows, doors: soundDoors(wanted) },
  ...more,
});

/** The same with a chain that is put together by hand. */
const chained = (name: string, site: string, shows: readonly string[], make: Sent, more: Partial<DemoHost> = {}): DemoHost => ({
  ...{ name, site, shows, doors: [directoryDoor(636, make, name.startsWith('dc') ? {} : { rootDse: openLdapRootDse('o=vendor') })] },
  ...more,
});

/** Three controllers below an issuer that has expired: one cause, and one healthy door left in their site. */
const belowExpired = [1, 2, 3].map((number) =>
  chained(
    `dc-hkg-0${number}.corp.example`,
    'Hong-Kong',
    number === 1 ? ['chain-certificate-expired', 'issuer-blast-radius', 'last-healthy-door'] : ['chain-certificate-expired'],
    async (stand) => sent(await ownLeaf(stand, { leftDays: 150 }, stand.authorities.expired)),
    { sinceDays: 3 },
  ),
);

/** Two machines that were copied with their key. */
const copied = [1, 2].map((number) =>
  certified(`dc-lab-0${number}.corp.example`, 'Chicago', ['shared-private-key'], { leftDays: 210, copiedKey: true }, { sinceDays: 40 }),
);

type Stapled = { status: 'good' | { revokedAt: Date; reason: number }; thisUpdate: Date };

/** Staples an answer to the question whether it is revoked. */
const stapling = (name: string, shows: readonly string[], answer: (now: Date) => Stapled): DemoHost => ({
  ...{ name, site: 'London', shows, sinceDays: 2 },
  doors: [
    {
      port: 636,
      serve: async (stand) => {
        const leaf = await ownLeaf(stand, { leftDays: 260 });
        const staple = signOcspResponse({ certificate: leaf.der, issuer: issuerFor(stand).certificate, ...answer(stand.now) });
        return directoryDoor(636, async () => sent(leaf), { staple }).serve(stand);
      },
    },
  ],
});

/** Faults of certificates and of the chains above them. */
export const certificateHosts: readonly DemoHost[] = [
  certified('dc-par-01.emea.corp.example', 'Paris', ['certificate-expired'], { leftDays: -2 }, { sinceDays: 2 }),
  certified('dc-par-02.emea.corp.example', 'Paris', ['certificate-expiring'], { leftDays: 5 }, { sinceDays: 25 }),
  certified(
    'dc-lon-24.emea.corp.example',
    'London',
    ['certificate-expiring', 'certificate-is-ca'],
    { leftDays: 20, isAuthority: true },
    { sinceDays: 10 },
  ),
  certified('dc-par-03.emea.corp.example', 'Paris', ['host-name-not-first'], {
    leftDays: 240,
    dnsNames: ['ldap.emea.corp.example', 'dc-par-03.emea.corp.example'],
    subject: 'CN=ldap.emea.corp.example',
  }),
  certified('dc-par-04.emea.corp.example', 'Paris', [], { leftDays: 280 }),
  certified(
    'dc-mad-01.emea.corp.example',
    'Madrid',
    ['host-name-not-in-certificate', 'server-auth-eku-missing'],
    { leftDays: 300, dnsNames: ['template.corp.example'], subject: 'CN=template.corp.example', extendedKeyUsage: ['clientAuth'] },
    { sinceDays: 9 },
  ),
  certified('dc-mad-02.emea.corp.example', 'Madrid', ['signature-hash-unusual'], { leftDays: 220, signatureHash: 'SHA-384' }),
  certified('dc-mad-03.emea.corp.example', 'Madrid', [], { leftDays: 310 }),
  certified(
    'dc-old-03.corp.example',
    'Chicago',
    ['host-name-only-in-common-name', 'key-usage-unsuitable'],
    { leftDays: 120, dnsNames: [], subject: 'CN=dc-old-03.corp.example', keyUsage: ['keyEncipherment'] },
    { sinceDays: 70 },
  ),
  chained(
    'dc-new-01.corp.example',
    'New-York',
    ['self-signed-certificate'],
    async (stand) =>
      sent(
        await stand.certificates.selfSigned(stand.host, {
          dnsNames: [stand.host],
          subject: `CN=${stand.host}`,
          isAuthority: true,
          leftDays: 340,
        }),
      ),
    { sinceDays: 1 },
  ),
  chained(
    'ldap-vendor.corp.example',
    'New-York',
    ['issuer-not-trusted'],
    async (stand) => {
      const { authorities } = stand;
      const leaf = await ownLeaf(stand, { leftDays: 500, lifetimeDays: 730 }, authorities.stranger);
      return { certPem: pem([...leaf.chain, authorities.stranger.certificate.der]), keyPem: leaf.keyPem };
    },
    { sinceDays: 30 },
  ),
  chained(
    'dc-syd-07.corp.example',
    'Sydney',
    ['intermediate-missing'],
    async (stand) => {
      const { pem: certPem, keyPem } = await ownLeaf(stand, { leftDays: 290 });
      return { certPem, keyPem };
    },
    { sinceDays: 12 },
  ),
  chained('dc-syd-08.corp.example', 'Sydney', ['chain-out-of-order'], async (stand) => {
    const { chain, keyPem } = await ownLeaf(stand, { leftDays: 260 });
    return { certPem: pem([...chain.slice(0, 1), stand.authorities.stranger.certificate.der, ...chain.slice(1)]), keyPem };
  }),
  ...belowExpired,
  certified('dc-hkg-04.corp.example', 'Hong-Kong', [], { leftDays: 200 }),
  chained(
    'dc-partner.corp.example',
    'Chicago',
    ['chain-invalid'],
    async (stand) => sent(await ownLeaf(stand, { leftDays: 330 }, stand.authorities.constrained)),
    { sinceDays: 5 },
  ),
  chained(
    'dc-sin-12.corp.example',
    'Singapore',
    ['certificate-malformed'],
    async (stand) =>
      sent(
        await ownLeaf(stand, {
          leftDays: 350,
          dnsNames: [],
          extraExtensions: [{ type: '2.5.29.17', value: Uint8Array.of(0x30, 0x03, 0x82, 0x7f, 0x41) }],
        }),
      ),
    { sinceDays: 1 },
  ),
  stapling('dc-lon-20.emea.corp.example', ['certificate-revoked'], (now) => ({
    status: { revokedAt: daysAgo(now, 2), reason: 1 },
    thisUpdate: daysAgo(now, 0.1),
  })),
  stapling('dc-lon-21.emea.corp.example', ['revocation-unknown'], (now) => ({ status: 'good', thisUpdate: daysAgo(now, 4) })),
  certified(
    'dc-ber-20.emea.corp.example',
    'Berlin',
    ['certificate-changed'],
    { leftDays: 396, exact: true },
    { registered: { tags: ['just-renewed'] } },
  ),
  chained('dc-nyc-30.corp.example', 'New-York', ['issuing-ca-on-domain-controller'], async (stand) =>
    sent(await ownLeaf(stand, { leftDays: 190 }, stand.authorities.onDomainController)),
  ),
  // The domain controller that the name of that authority speaks of.
  certified('dc05.corp.example', 'New-York', [], { leftDays: 170 }, { registered: { profile: 'ad-ds' } }),
  {
    name: 'dc-chi-20.corp.example',
    site: 'Chicago',
    shows: ['doors-serve-different-certificates', 'renewed-but-not-served'],
    sinceDays: 6,
    doors: [
      directoryDoor(636, async (stand) => sent(await ownLeaf(stand, { leftDays: 45 }))),
      directoryDoor(3269, async (stand) =>
        sent(
          await stand.certificates.leaf(
            `${stand.host} renewed`,
            { dnsNames: [stand.host], subject: `CN=${stand.host}`, leftDays: 390 },
            issuerFor(stand),
          ),
        ),
      ),
    ],
  },
  ...copied,
];
