import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startDnsServer, type Zone } from '../../simulation/dns-server.ts';
import { encodeBer } from '../../simulation/ldap-messages.ts';
import { type LdapServerOptions, startLdapServer } from '../../simulation/ldap-server.ts';
import { createTestAuthority, type TestAuthority } from '../testing/probe-setup.ts';
import { discoverDomain } from './discover-domain.ts';
import type { DiscoveryOptions } from './discovery-options.ts';
import { discoveryRecord } from './record.ts';
import {
  bind,
  configuration,
  directory,
  type Entry,
  host,
  nameRule,
  partitions,
  servers,
  settings,
  sites,
  srv,
  zone,
} from './testing/corp-example.ts';

let authority: TestAuthority;
let tls: { cert: string; key: string };
beforeAll(async () => {
  authority = await createTestAuthority();
  tls = await authority.tls({ dnsNames: [host] });
});
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** Starts DNS and, when `ldap` is given, the directory of dc1; discovers corp.example. */
async function discover(zone: Zone, ldap: LdapServerOptions | null, options: Partial<DiscoveryOptions> = {}) {
  const dns = await startDnsServer(zone);
  stops.push(dns.stop);
  const server = ldap === null ? null : await startLdapServer({ tls, hostName: host, ...ldap });
  if (server) stops.push(server.stop);
  const record = await discoverDomain({
    domain: 'corp.example',
    forest: false,
    location: 'test',
    resolvers: [dns.resolver],
    anchors: authority.anchors,
    nameRule,
    hostsFile: null,
    doors: [{ port: server?.port ?? 1, transport: 'ldaps' }],
    ...options,
  });
  expect(discoveryRecord.parse(JSON.parse(JSON.stringify(record)))).toEqual(record);
  return { record, questions: dns.questions };
}

describe('a discovery by DNS alone', () => {
  it('names the failure of DNS, and calls the look partial', async () => {
    for (const [entry, code, words] of [
      ['NXDOMAIN', 'name-not-found', 'NXDOMAIN'],
      ['REFUSED', 'resolver-refused', 'REFUSED'],
    ] as const) {
      const { record } = await discover({ '*': entry }, null);
      expect(record.questions[0]).toMatchObject({ purpose: 'domain-controllers', failure: { code } });
      expect(record.domains).toMatchObject([{ name: 'corp.example', incompleteBecause: expect.stringContaining(words) }]);
      expect(record).toMatchObject({ servers: [], directory: { status: 'not-opened', code: 'no-server' } });
    }
  });

  it('finds 400 servers with their addresses', async () => {
    const names = Array.from({ length: 400 }, (_, index) => `dc${index}.corp.example`);
    const { record } = await discover(
      {
        ...srv('_ldap._tcp.dc._msdcs.corp.example', names),
        ...Object.fromEntries(names.map((name) => [name, { A: ['192.0.2.1'], AAAA: [] }])),
      },
      null,
      { doors: [] },
    );
    expect(record.servers).toHaveLength(400);
    expect(record.servers.every(({ addresses, inDns }) => inDns && addresses.length === 1)).toBe(true);
    expect(record.domains[0]?.incompleteBecause).toBeNull();
  });

  it('reports names that no host may have, and names each server once whatever its spelling', async () => {
    const { record } = await discover(
      { ...zone, ...srv('_ldap._tcp.dc._msdcs.corp.example', [host, 'DC1.Corp.Example', 'dc 2.corp.example', '<b>.corp.example']) },
      null,
    );
    expect(record.servers.map(({ name }) => name)).toEqual([host]);
    expect(record.oddNames.map(({ where, text }) => `${where} ${text}`).sort()).toEqual(['dns <b>.corp.example', 'dns dc 2.corp.example']);
    expect(record.domains[0]?.incompleteBecause).toContain('names that cannot be registered');
  });

  it('finds read-only servers by the records of sites that are known already', async () => {
    const { record } = await discover(
      { ...zone, ...srv('_ldap._tcp.Branch._sites.dc._msdcs.corp.example'.toLowerCase(), ['ro1.corp.example']) },
      null,
      {
        knownSites: ['Branch', 'no label!'],
      },
    );
    expect(record.servers).toMatchObject([{ name: host }, { name: 'ro1.corp.example', inDns: true, servesSites: ['Branch'] }]);
    expect(record.questions.filter(({ purpose }) => purpose === 'site')).toHaveLength(1);
  });

  it('looks for the root of the forest above the domain, and marks global catalogs and the primary', async () => {
    const { record } = await discover(
      { ...zone, ...srv('_gc._tcp.example', [host, 'dc9.example']), ...srv('_ldap._tcp.pdc._msdcs.corp.example', [host]) },
      null,
    );
    expect(record.forestRoot).toBe('corp.example');
    expect(record.servers[0]).toMatchObject({ primary: true, globalCatalog: null });
    const rooted = await discover({ ...zone, ...srv('_gc._tcp.corp.example', [host]) }, null);
    expect(rooted.record.servers[0]).toMatchObject({ globalCatalog: true, primary: null });
  });
});

describe('a discovery with the directory', () => {
  it('learns sites, roles and domains from the Configuration partition', async () => {
    const { record, questions } = await discover(
      { ...zone, ...srv('_ldap._tcp.branch._sites.dc._msdcs.corp.example', ['ro1.corp.example']) },
      directory([settings, servers, sites, partitions]),
      { bind },
    );
    expect(record.directory).toMatchObject({ status: 'read', boundAs: bind.dn, identityProven: true, incompleteBecause: null });
    expect(record.servers).toMatchObject([
      { name: host, site: 'Berlin', inDns: true, inDirectory: true, globalCatalog: true, readOnly: false },
      { name: 'ro1.corp.example', site: 'Branch', inDns: true, inDirectory: true, globalCatalog: false, readOnly: true },
    ]);
    expect(record.domains).toMatchObject([{ name: 'corp.example', netbiosName: 'CORP', parent: null, incompleteBecause: null }]);
    expect(questions).not.toContain('SRV _ldap._tcp.dc._msdcs.child.corp.example');
    expect(JSON.stringify(record)).not.toContain(bind.password);
  });

  it('asks for every domain of the forest when the forest is wanted', async () => {
    const { record } = await discover(
      {
        ...zone,
        ...srv('_ldap._tcp.dc._msdcs.child.corp.example', ['dc7.child.corp.example']),
        'dc7.child.corp.example': { A: ['192.0.2.7'] },
      },
      directory([settings, servers, sites, partitions]),
      { bind, forest: true },
    );
    expect(record.domains).toMatchObject([
      { name: 'corp.example' },
      { name: 'child.corp.example', netbiosName: 'CHILD', parent: 'corp.example' },
    ]);
    expect(record.servers.find(({ domain }) => domain === 'child.corp.example')).toMatchObject({
      name: 'dc7.child.corp.example',
      inDns: true,
      inDirectory: false,
    });
  });

  it('counts referrals and follows none, though they lead back to the server', async () => {
    const referral = (messageId: number) =>
      encodeBer(0x30, [
        encodeBer(0x02, Uint8Array.of(messageId)),
        encodeBer(0x73, encodeBer(0x04, Buffer.from(`ldap://${host}/${configuration}`))),
      ]);
    const own = directory([settings, servers, sites, partitions]);
    const { record } = await discover(
      zone,
      {
        ...own,
        onRequest: (request) => {
          const usual = own.onRequest?.(request);
          if (usual === undefined || typeof usual === 'string' || !('bytes' in usual) || typeof usual.bytes !== 'function') return usual;
          const { bytes } = usual;
          return { bytes: (messageId) => Buffer.concat([...Array.from({ length: 30 }, () => referral(messageId)), bytes(messageId)]) };
        },
      },
      { bind },
    );
    expect(record.directory).toMatchObject({ status: 'read', referralCount: 120, referrals: { length: 20 } });
  });

  it('tells when a search is answered by a referral, and goes on without it', async () => {
    const { record } = await discover(
      zone,
      {
        ...directory([]),
        onRequest: (request) =>
          request.kind === 'search' && request.baseDn !== '' ? { resultCode: 10, options: { referral: `ldap://${host}/` } } : undefined,
      },
      { bind },
    );
    expect(record.directory).toMatchObject({ status: 'root-dse' });
    expect(record.servers).toMatchObject([{ name: host, site: 'Berlin', inDirectory: null }]);
  });

  it('gives up on entries that are larger than any may be', async () => {
    const giant: Entry = [
      `CN=NTDS Settings,CN=DC1,CN=Servers,CN=Berlin,CN=Sites,${configuration}`,
      { description: ['x'.repeat(2_000_000)] },
    ];
    const { record } = await discover(zone, directory([[giant]]), { bind });
    expect(record.directory).toMatchObject({ status: 'root-dse', incompleteBecause: expect.stringContaining('announced an LDAP message') });
  });

  it('sends no password to a server that does not prove its name, and none over an unproven certificate', async () => {
    const passwords: string[] = [];
    const wrong = await authority.tls({ dnsNames: ['other.corp.example'] });
    const { record } = await discover(
      zone,
      {
        tls: wrong,
        onRequest: (request) => {
          if (request.kind === 'bind') passwords.push(request.password);
          return undefined;
        },
      },
      { bind },
    );
    expect(record.directory).toMatchObject({ status: 'not-opened', code: 'identity-not-proven' });
    expect(passwords).toEqual([]);
  });

  it('sends a refused password to one server, once', async () => {
    const passwords: string[] = [];
    const two = {
      ...zone,
      ...srv('_ldap._tcp.dc._msdcs.corp.example', [host, 'dc2.corp.example']),
      'dc2.corp.example': { A: ['127.0.0.1'] },
    };
    const { record } = await discover(
      two,
      {
        tls: await authority.tls({ dnsNames: [host, 'dc2.corp.example'] }),
        onRequest: (request) => {
          if (request.kind === 'bind') passwords.push(request.password);
          return undefined;
        },
      },
      { bind: { ...bind, password: 'wrong' } },
    );
    expect(record.directory).toMatchObject({ status: 'not-opened', code: 'bind-refused' });
    expect(passwords).toEqual(['wrong']);
  });

  it('ends early when it is told to', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);
    const before = performance.now();
    const { record } = await discover({ '*': 'silent' }, null, { signal: stop.signal });
    expect(performance.now() - before).toBeLessThan(3_000);
    expect(record.domains[0]?.incompleteBecause).not.toBeNull();
  });
});
