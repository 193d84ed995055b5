import type { TlsOptions } from 'node:tls';
import { type BrokenServerKind, startBrokenServer } from '../../simulation/broken-server.ts';
import { startDomainControllerWithoutCertificate } from '../../simulation/domain-controller-without-certificate.ts';
import { startFilteredPort } from '../../simulation/filtered-port.ts';
import { asksForName, startGreetingSensitiveServer } from '../../simulation/greeting-sensitive-server.ts';
import { startLdapServer } from '../../simulation/ldap-server.ts';
import { UNREACHABLE_ADDRESS } from '../../simulation/unreachable-address.ts';
import { type DemoDoor, type DemoHost, directoryDoor, ownLeaf, rootDseOf, sent, soundDoors } from '../demo-host.ts';
import type { DemoPort } from '../ground.ts';

/** Suites of old installations: a sound one for every version, and two that encrypt nothing. */
const oldSuites = 'ECDHE+AESGCM:ECDHE-RSA-AES128-SHA:NULL-SHA256:NULL-SHA:@SECLEVEL=0';
const nothing = async () => ({ stop: async () => undefined });

const broken = (port: DemoPort, kind: BrokenServerKind): DemoDoor => ({
  port,
  serve: ({ address, port: at }) => startBrokenServer(kind, { address, port: at }),
});

const rsa = { leftDays: 200, key: 'RSA-2048' } as const;
const withTls = (tls: TlsOptions) => directoryDoor(636, async (stand) => sent(await ownLeaf(stand, rsa)), { tls });

/** Faults of the name, and of the way to the server. */
const wayHosts: readonly DemoHost[] = [
  {
    ...{ name: 'dc-retired.corp.example', site: 'Chicago', shows: ['name-not-found'], sinceDays: 4, inServiceRecords: false },
    ...{ dns: () => 'NXDOMAIN', doors: [{ port: 636, serve: nothing }] },
    registered: { notes: 'Demoted on the 12th. **Remove it here** once the change is closed.' },
  },
  {
    ...{ name: 'dc-dmz-01.corp.example', site: 'New-York', shows: ['name-lookup-failed'], sinceDays: 0.2, inServiceRecords: false },
    ...{ dns: () => 'SERVFAIL', doors: [{ port: 636, serve: nothing }] },
  },
  {
    // Registered by its address.
    ...{ name: null, site: 'New-York', shows: ['target-is-ip-address'] },
    doors: [
      directoryDoor(636, async (stand) =>
        sent(
          await ownLeaf(
            stand,
            { leftDays: 200, dnsNames: ['printing.corp.example'], ipAddresses: [stand.address] },
            stand.authorities.issuing,
          ),
        ),
      ),
    ],
    registered: { notes: 'The accounting application knows this server by its address only.', tags: ['legacy'] },
  },
  {
    ...{ name: 'dc-zrh-20.emea.corp.example', site: 'Zurich', shows: ['address-partly-down'], sinceDays: 8 },
    ...{ dns: ({ own, elsewhere }) => ({ A: [own, elsewhere] }), doors: soundDoors({ leftDays: 260 }) },
  },
  {
    ...{ name: 'dc-zrh-21.emea.corp.example', site: 'Zurich', shows: ['port-closed'] },
    sinceDays: 0.5,
    doors: [{ port: 636, serve: nothing }],
  },
  {
    ...{ name: 'dc-dr-01.corp.example', site: 'New-York', shows: ['host-unreachable'], sinceDays: 0.4 },
    ...{ dns: () => ({ A: [UNREACHABLE_ADDRESS] }), doors: [{ port: 636, serve: nothing }] },
    registered: { tags: ['recovery-site'], notes: 'Stands in the recovery data centre, behind the tunnel of the network team.' },
  },
  {
    ...{ name: 'dc-branch-07.corp.example', site: 'Sydney', shows: ['port-filtered'], sinceDays: 14 },
    doors: [{ port: 636, serve: ({ address, port }) => startFilteredPort({ address, port }) }],
  },
];

/** A domain controller without a usable certificate: event 1220. */
const withoutCertificate: DemoHost = {
  ...{ name: 'dc-ber-21.emea.corp.example', site: 'Berlin', shows: ['no-certificate-served'], sinceDays: 1 },
  registered: { owner: 'Directory team', tags: ['production'], notes: 'Rebuilt last week; event 1220 is in its log since.' },
  doors: [
    {
      port: 636,
      serve: ({ address, port, host }) => {
        const ldapPort = port === 636 ? { ldapPort: 389 } : {};
        return startDomainControllerWithoutCertificate({ address, ldapsPort: port, ...ldapPort, hostName: host });
      },
    },
  ],
};

/** Faults of TLS. */
const tlsHosts: readonly DemoHost[] = [
  {
    ...{ name: 'dc-mig-01.corp.example', site: 'Chicago', shows: ['not-tls', 'starttls-refused'], sinceDays: 2 },
    doors: [
      {
        port: 636,
        serve: ({ address, port, host, site }) =>
          startLdapServer({ address, port, transport: 'plain', rootDse: () => rootDseOf(host, site) }),
      },
      {
        port: 389,
        serve: ({ address, port, host, site }) =>
          startLdapServer({
            ...{ address, port, transport: 'plain', rootDse: () => rootDseOf(host, site) },
            startTlsRefusal: { resultCode: 53, message: 'StartTLS is turned off here' },
          }),
      },
    ],
  },
  {
    ...{ name: 'dc-sin-13.corp.example', site: 'Singapore', shows: ['handshake-timeout', 'handshake-failed'], sinceDays: 0.1 },
    doors: [broken(636, 'silent'), broken(3269, 'alert-80')],
  },
  {
    ...{ name: 'ldap-gateway.corp.example', site: 'New-York', shows: ['no-shared-protocol', 'no-shared-cipher'], sinceDays: 18 },
    ...{ doors: [broken(636, 'alert-70'), broken(3269, 'no-shared-cipher')], registered: { tags: ['load-balancer'] } },
  },
  {
    name: 'dc-old-01.corp.example',
    site: 'Chicago',
    shows: ['legacy-protocol-only', 'weak-key-exchange', 'weak-signature', 'weak-key'],
    doors: [
      directoryDoor(
        636,
        async (stand) => sent(await ownLeaf(stand, { leftDays: 90, key: 'RSA-1024', signatureHash: 'SHA-1' })),
        (stand) => ({
          rootDse: () => rootDseOf(stand.host, stand.site, { domainControllerFunctionality: ['4'] }),
          tls: { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'AES128-SHA:@SECLEVEL=0' },
        }),
      ),
    ],
    registered: { tags: ['legacy'], notes: 'Windows Server 2008 R2. Goes with the accounting application.' },
  },
  {
    ...{ name: 'dc-old-02.corp.example', site: 'Chicago', shows: ['legacy-protocol-offered', 'weak-cipher'] },
    doors: [withTls({ minVersion: 'TLSv1', maxVersion: 'TLSv1.2', ciphers: oldSuites })],
    registered: { tags: ['legacy'] },
  },
  {
    ...{
      name: 'ldap-appliance.corp.example',
      site: 'New-York',
      shows: ['client-certificate-required', 'server-name-rejected'],
      sinceDays: 33,
    },
    doors: [
      withTls({ requestCert: true, rejectUnauthorized: true }),
      {
        port: 3269,
        serve: async (stand) => {
          const { certPem: cert, keyPem: key } = sent(await ownLeaf(stand, rsa));
          return startGreetingSensitiveServer({
            ...{ tls: { cert, key }, refuses: (hello) => asksForName(hello, stand.host), how: { alert: 112 } },
            ...{ at: { address: stand.address, port: stand.port }, directory: { hostName: stand.host } },
          });
        },
      },
    ],
  },
];

/** Servers whose fault shows before any certificate is looked at. */
export const doorHosts: readonly DemoHost[] = [...wayHosts, withoutCertificate, ...tlsHosts];
