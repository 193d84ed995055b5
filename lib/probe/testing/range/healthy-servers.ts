import type { TlsOptions } from 'node:tls';
import { now } from '#lib/clock.ts';
import type { Authority, CertificateOptions } from '../../../simulation/certificate-factory.ts';
import { domainControllerRootDse, startLdapServer } from '../../../simulation/ldap-server.ts';
import { daysFrom, pemOf, RANGE_HOST, type RangeEndpoint, type RangeMaterials } from './range-endpoint.ts';
import { openLdapRootDse } from './root-dses.ts';

/** One property of a server in good health, by name. */
type Varied<Value> = readonly (readonly [name: string, value: Value])[];

const keys: Varied<CertificateOptions['key']> = [
  ['P-256', 'P-256'],
  ['P-384', 'P-384'],
  ['RSA-2048', 'RSA-2048'],
  ['RSA-4096', 'RSA-4096'],
  ['Ed25519', 'Ed25519'],
];

const names: Varied<CertificateOptions> = [
  ['one name', { dnsNames: [RANGE_HOST] }],
  ['name in capitals', { dnsNames: [RANGE_HOST.toUpperCase()] }],
  ['wildcard', { dnsNames: ['*.example.test', 'example.test'], subject: 'CN=*.example.test' }],
  ['name, domain and NetBIOS name', { dnsNames: [RANGE_HOST, 'example.test', 'EXAMPLE'] }],
  ['a hundred names', { dnsNames: [RANGE_HOST, ...Array.from({ length: 99 }, (_, number) => `app${number}.example.test`)] }],
  ['names and addresses', { dnsNames: [RANGE_HOST], ipAddresses: ['127.0.0.1', '::1'] }],
  ['empty subject', { dnsNames: [RANGE_HOST], subject: '' }],
];

type Below = (materials: RangeMaterials) => Promise<{ issuer: Authority; alsoSent: readonly Uint8Array[] }>;
const chains: Varied<Below> = [
  ['issuing authority sent', async ({ issuing }) => ({ issuer: issuing, alsoSent: [] })],
  ['root sent too', async ({ issuing, root }) => ({ issuer: issuing, alsoSent: [root.certificate.der] })],
  ['directly below the root', async ({ root }) => ({ issuer: root, alsoSent: [] })],
  [
    'two authorities between',
    async ({ issuing }) => ({ issuer: await issuing.intermediate({ subject: 'CN=Range Deep CA' }), alsoSent: [] }),
  ],
];

const versions: Varied<TlsOptions> = [
  ['TLS 1.2 and 1.3', {}],
  ['TLS 1.3', { minVersion: 'TLSv1.3' }],
  ['TLS 1.2', { maxVersion: 'TLSv1.2' }],
];

const lifetimes: Varied<readonly [sinceDays: number, leftDays: number]> = [
  ['a year', [20, 345]],
  ['47 days', [10, 37]],
  ['two years', [300, 430]],
  ['six days', [2, 4]],
  ['five years', [100, 1725]],
];

const ofLevel = (level: string, ...capabilities: readonly string[]) => ({
  ...domainControllerRootDse(RANGE_HOST),
  domainControllerFunctionality: [level],
  supportedCapabilities: ['1.2.840.113556.1.4.800', '1.2.840.113556.1.4.1670', '1.2.840.113556.1.4.1791', ...capabilities],
});
const servers: Varied<() => Record<string, readonly string[]>> = [
  ['domain controller of 2016 to 2022', () => ofLevel('7')],
  ['domain controller of 2025', () => ofLevel('10')],
  ['domain controller of 2003', () => ofLevel('2')],
  ['read-only domain controller', () => ofLevel('7', '1.2.840.113556.1.4.1920')],
  ['AD LDS', () => ({ supportedCapabilities: ['1.2.840.113556.1.4.1851'], namingContexts: ['CN=App'], dnsHostName: [RANGE_HOST] })],
  ['OpenLDAP', () => openLdapRootDse],
  ['389 Directory Server', () => ({ vendorname: ['389 Project'], defaultnamingcontext: ['dc=example,dc=test'], objectclass: ['top'] })],
  ['a server that says little', () => ({ objectClass: ['top'] })],
];

const ways: Varied<{ transport: 'ldaps' | 'starttls'; longForm: boolean }> = [
  ['LDAPS', { transport: 'ldaps', longForm: false }],
  ['LDAPS with long lengths', { transport: 'ldaps', longForm: true }],
  ['StartTLS', { transport: 'starttls', longForm: true }],
];

/** The entry of a list for a number; lists of different lengths come round at different times, so that all kinds of pairs meet. */
function pick<Value>(list: Varied<Value>, number: number): readonly [string, Value] {
  const entry = list[number % list.length];
  if (entry === undefined) throw new Error('the list is empty');
  return entry;
}

/** A server in good health; every number is another mixture. */
function healthyServer(number: number): RangeEndpoint {
  const [keyName, key] = pick(keys, number);
  const [nameName, name] = pick(names, number);
  const [chainName, below] = pick(chains, Math.floor(number / 3));
  const [versionName, tls] = pick(versions, number);
  const [lifetimeName, [sinceDays, leftDays]] = pick(lifetimes, Math.floor(number / 5));
  const [serverName, rootDse] = pick(servers, number);
  const [wayName, { transport, longForm }] = pick(ways, Math.floor(number / 2));
  return {
    id: `healthy/${number + 1}`,
    what: [keyName, nameName, chainName, versionName, lifetimeName, serverName, wayName].join(', '),
    finds: [],
    transport,
    start: async (materials) => {
      const { issuer, alsoSent } = await below(materials);
      const today = now();
      const leaf = await issuer.issue({
        ...name,
        ...(key === undefined ? {} : { key }),
        notBefore: daysFrom(today, -sinceDays),
        notAfter: daysFrom(today, leftDays),
      });
      const certificate = { cert: pemOf([...leaf.chain, ...alsoSent]), key: leaf.keyPem };
      return startLdapServer({
        tls: { ...certificate, ...tls },
        transport: transport === 'ldaps' ? 'ldaps' : 'plain',
        longForm,
        rootDse,
      });
    },
  };
}

/** 200 servers in good health, no two alike. */
export const healthyServers: readonly RangeEndpoint[] = Array.from({ length: 200 }, (_, number) => healthyServer(number));
