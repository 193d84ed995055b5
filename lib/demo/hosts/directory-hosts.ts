import { encodeEntry, encodeResult, operation } from '../../simulation/ldap-messages.ts';
import type { LdapServerOptions } from '../../simulation/ldap-server.ts';
import type { Wanted } from '../certificates.ts';
import {
  type DemoAuthorities,
  type DemoHost,
  directoryDoor,
  issuerFor,
  openLdapRootDse,
  ownLeaf,
  rootDseOf,
  type Stand,
  sent,
  soundDoors,
} from '../demo-host.ts';
import type { DemoPort } from '../ground.ts';

const door = (port: DemoPort, directory: (stand: Stand) => Omit<LdapServerOptions, 'tls'>, wanted: Wanted = { leftDays: 230 }) =>
  directoryDoor(port, async (stand) => sent(await ownLeaf(stand, wanted)), directory);

/** Every search is answered with that result. */
const answering = (resultCode: number) => ({
  onRequest: ({ kind }: { kind: string }) => (kind === 'search' ? { resultCode } : undefined),
});

/** Answers the search for the rootDSE after a while. */
const slowly = (afterMs: number) => (stand: Stand) => ({
  onRequest: ({ kind, messageId }: { kind: string; messageId: number }) =>
    kind === 'search'
      ? {
          take: (socket: { write: (bytes: Buffer) => unknown }) =>
            void setTimeout(() => {
              const entry = encodeEntry(messageId, '', rootDseOf(stand.host, stand.site));
              socket.write(Buffer.concat([entry, encodeResult(messageId, operation.searchDone, 0)]));
            }, afterMs),
        }
      : undefined,
});

/** Faults of the directory behind a sound certificate. */
const answerHosts: readonly DemoHost[] = [
  {
    ...{ name: 'dc-sin-14.corp.example', site: 'Singapore', shows: ['rootdse-unreadable', 'directory-unavailable'], sinceDays: 0.3 },
    doors: [door(636, () => answering(1)), door(3269, () => answering(51))],
  },
  {
    name: 'dc-lon-22.emea.corp.example',
    site: 'London',
    shows: ['not-synchronized', 'global-catalog-not-ready', 'slow-response'],
    sinceDays: 0.4,
    doors: [
      { ...door(636, slowly(700)), slowAfterMs: 300 },
      door(3269, (stand) => ({
        rootDse: () => rootDseOf(stand.host, stand.site, { isSynchronized: ['FALSE'], isGlobalCatalogReady: ['FALSE'] }),
      })),
    ],
    registered: { notes: 'Promoted this morning.' },
  },
  {
    ...{ name: 'dc-nyc-31.corp.example', site: 'New-York', shows: ['certificate-not-yet-valid', 'clock-skew'], sinceDays: 1 },
    doors: [
      door(636, (stand) => ({ rootDse: () => rootDseOf(stand.host, stand.site, {}, 2 * 86_400_000) }), { leftDays: 398, exact: true }),
    ],
  },
  {
    ...{ name: 'dc-lon-23.emea.corp.example', site: 'London', shows: ['different-server-answered'], sinceDays: 6 },
    doors: [
      door(636, (stand) => ({ rootDse: () => rootDseOf('dc-lon-02.emea.corp.example', stand.site) }), {
        leftDays: 240,
        dnsNames: ['dc-lon-23.emea.corp.example', 'dc-lon-02.emea.corp.example'],
      }),
    ],
  },
];

const dn = 'CN=svc-port636,OU=Service Accounts,DC=corp,DC=example';
const account = { dn, password: 'demo-password' };
/** Active Directory's words for a refused bind; `data` is a hexadecimal Win32 code. */
const refused = (data: string) => `80090308: LdapErr: DSID-0C09044E, comment: AcceptSecurityContext error, data ${data}, v4563\u0000`;

type BindHost = { name: string; site: string; shows: string[]; sinceDays: number; issuer?: keyof DemoAuthorities };

const refusing = ({ issuer, ...host }: BindHost, resultCode: number, message: string): DemoHost => ({
  ...host,
  account,
  doors: [
    directoryDoor(
      636,
      async (stand) => sent(await ownLeaf(stand, { leftDays: 230 }, issuer === undefined ? issuerFor(stand) : stand.authorities[issuer])),
      { bindRefusal: { resultCode, message } },
    ),
  ],
});

/** What directories say to the account that the checks bind with. */
const bindHosts: readonly DemoHost[] = [
  refusing(
    { name: 'dc-zrh-22.emea.corp.example', site: 'Zurich', shows: ['bind-credentials-rejected'], sinceDays: 0.6 },
    49,
    refused('52e'),
  ),
  refusing({ name: 'dc-zrh-23.emea.corp.example', site: 'Zurich', shows: ['bind-account-restricted'], sinceDays: 3 }, 49, refused('532')),
  refusing(
    { name: 'dc-syd-09.corp.example', site: 'Sydney', shows: ['bind-needs-channel-binding'], sinceDays: 11 },
    49,
    refused('80090346'),
  ),
  refusing(
    {
      name: 'dc-syd-10.corp.example',
      site: 'Sydney',
      shows: ['bind-needs-signing', 'chain-certificate-expiring'],
      sinceDays: 28,
      issuer: 'ending',
    },
    8,
    '00002028: LdapErr: DSID-0C090202, comment: The server requires binds to turn on integrity checking, data 0, v4563\u0000',
  ),
  refusing({ name: 'dc-chi-21.corp.example', site: 'Chicago', shows: ['bind-failed'], sinceDays: 0.1 }, 53, 'not today'),
  {
    ...{ name: 'ldap4.corp.example', site: 'New-York', shows: ['whoami-mismatch'], account, sinceDays: 50 },
    doors: [
      door(636, () => ({
        accounts: { [dn]: account.password },
        rootDse: openLdapRootDse('dc=corp,dc=example'),
        onRequest: (request) =>
          request.kind === 'extended'
            ? {
                bytes: encodeResult(request.messageId, operation.extendedResponse, 0, { value: 'dn:CN=guest,CN=Users,DC=corp,DC=example' }),
              }
            : undefined,
      })),
    ],
  },
];

/** Hosts that are there for what they are, or for how they are looked after. */
const keptHosts: readonly DemoHost[] = [
  {
    ...{ name: 'dc-kiosk-01.corp.example', site: 'Sydney', shows: ['ldaps-not-intended'] },
    ...{
      doors: soundDoors({ leftDays: 100 }),
      registered: { ldapsIntended: false, notes: 'Plain LDAP with signing only; agreed with the security team.' },
    },
  },
  {
    ...{ name: 'dc-nyc-40.corp.example', site: 'New-York', shows: [] },
    ...{ doors: soundDoors({ leftDays: 130 }), registered: { pauseReason: 'Disks are being replaced' } },
  },
  // Named by no SRV record of its domain.
  {
    ...{ name: 'dc-nyc-41.corp.example', site: 'New-York', shows: ['registered-host-not-in-dns'] },
    doors: soundDoors({ leftDays: 250 }),
    inServiceRecords: false,
  },
  ...[1, 2].map(
    (number): DemoHost => ({
      ...{ name: `dc-lis-0${number}.emea.corp.example`, site: 'Lisbon', shows: number === 1 ? ['prober-offline'] : [] },
      doors: soundDoors({ leftDays: 180 + number }),
    }),
  ),
];

/** Servers that stand, and say something that is worth a finding. */
export const directoryHosts: readonly DemoHost[] = [...answerHosts, ...bindHosts, ...keptHosts];
