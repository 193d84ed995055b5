import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DiscoveredServer, DiscoveryRecord } from '../../probe/discovery/record.ts';
import { compareDiscovery } from './compare.ts';
import { doorsOf, proposedPorts } from './doors.ts';
import type { RegisteredController } from './views.ts';

const server = (name: string, facts: Partial<DiscoveredServer> = {}): DiscoveredServer => ({
  name: `${name}.corp.example`,
  domain: 'corp.example',
  site: 'Berlin',
  servesSites: ['Berlin'],
  addresses: [`192.0.2.${name.length}${name.charCodeAt(name.length - 1) % 10}`],
  addressFailure: null,
  inDns: true,
  inDirectory: true,
  globalCatalog: true,
  readOnly: false,
  primary: false,
  ...facts,
});
const host = (name: string, facts: Partial<RegisteredController> = {}): RegisteredController => ({
  name: `${name}.corp.example`,
  domain: 'corp.example',
  site: '',
  siteDetected: 'Berlin',
  isController: true,
  standsForDomain: false,
  addresses: [],
  doors: [{ port: 636, transport: 'ldaps' }],
  ...facts,
});
const record = (servers: DiscoveredServer[], facts: Partial<DiscoveryRecord> = {}): DiscoveryRecord => ({
  schemaVersion: 1,
  domain: 'corp.example',
  forest: false,
  location: 'here',
  startedAt: '2026-11-21T12:00:00.000Z',
  finishedAt: '2026-11-21T12:00:01.000Z',
  resolvers: ['192.0.2.53'],
  forestRoot: 'corp.example',
  domains: [{ name: 'corp.example', netbiosName: null, parent: null, incompleteBecause: null }],
  questions: [],
  servers,
  oddNames: [],
  directory: { status: 'not-opened', code: 'not-reached', message: '', server: null },
  anchors: null,
  ...facts,
});
const partial = { domains: [{ name: 'corp.example', netbiosName: null, parent: null, incompleteBecause: 'DNS did not answer.' }] };
const codesOf = (found: DiscoveredServer, registered: RegisteredController[], facts: Partial<DiscoveryRecord> = {}) =>
  compareDiscovery(record([found], facts), registered).servers[0]?.conflicts.map(({ code }) => code);

describe('what was found beside what is registered', () => {
  it('tells new from known, with the doors that are registered', () => {
    expect(compareDiscovery(record([server('dc1'), server('dc2')]), [host('dc2')]).servers).toMatchObject([
      { name: 'dc1.corp.example', standing: 'new', conflicts: [], registeredPorts: [] },
      { name: 'dc2.corp.example', standing: 'known', conflicts: [], registeredPorts: [636] },
    ]);
  });

  it('calls registered domain controllers gone that no record names', () => {
    const registered = [
      host('dc1'),
      host('dc9', { site: 'Paris' }),
      host('ldap1', { isController: false }),
      host('any', { standsForDomain: true }),
      host('far', { domain: 'other.example' }),
    ];
    expect(compareDiscovery(record([server('dc1')]), registered).gone).toMatchObject([{ name: 'dc9.corp.example', site: 'Paris' }]);
  });

  it('calls none gone after a look that left something out', () => {
    expect(compareDiscovery(record([], partial), [host('dc1'), host('dc2')]).gone).toEqual([]);
  });

  it('calls gone from DNS what the directory alone still has', () => {
    const [gone] = compareDiscovery(record([server('dc1', { inDns: false })]), [host('dc1')]).gone;
    expect(gone?.because).toContain('The directory has it');
  });

  it('finds a registered host of another name at the same address', () => {
    const found = server('dc1', { addresses: ['192.0.2.9'] });
    expect(codesOf(found, [host('alias', { addresses: ['192.0.2.9'] })])).toEqual(['address-of-other-host']);
    expect(codesOf(found, [host('any', { addresses: ['192.0.2.9'], standsForDomain: true })])).toEqual([]);
    expect(codesOf(found, [host('dc1', { addresses: ['192.0.2.9'] })])).toEqual([]);
  });

  it('finds other sites, domains and transports than registered', () => {
    expect(codesOf(server('dc1'), [host('dc1', { site: 'Paris' })])).toEqual(['other-site']);
    expect(codesOf(server('dc1'), [host('dc1', { site: 'BERLIN' })])).toEqual([]);
    expect(codesOf(server('dc1', { site: null }), [host('dc1', { site: 'Paris' })])).toEqual([]);
    expect(codesOf(server('dc1'), [host('dc1', { domain: 'old.example' })])).toEqual(['other-domain']);
    expect(codesOf(server('dc1'), [host('dc1', { doors: [{ port: 636, transport: 'starttls' }] })])).toEqual(['other-transport']);
    expect(codesOf(server('dc1'), [host('dc1', { doors: [{ port: 10_636, transport: 'starttls' }] })])).toEqual([]);
  });

  it('finds where DNS and the directory disagree, and says nothing while the directory was not read', () => {
    expect(codesOf(server('dc1', { inDirectory: false }), [])).toEqual(['not-in-directory']);
    expect(codesOf(server('dc1', { inDns: false }), [])).toEqual(['not-in-dns']);
    expect(codesOf(server('dc1', { inDirectory: null }), [])).toEqual([]);
    expect(codesOf(server('dc1', { addresses: [], addressFailure: 'name-not-found' }), [])).toEqual(['no-address']);
  });

  it('says in words why a name leads to no address', () => {
    const unresolved = server('dc1', { addresses: [], addressFailure: 'name-not-found' });
    const { servers } = compareDiscovery(record([unresolved]), []);
    expect(servers[0]?.conflicts[0]?.words).toBe('Its name leads to no address: no such name (NXDOMAIN).');
  });

  it('puts every registered controller of a whole look on one side: found or gone', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,5}$/), { maxLength: 20 });
    fc.assert(
      fc.property(names, names, fc.boolean(), (found, registered, whole) => {
        const comparison = compareDiscovery(
          record(
            found.map((name) => server(name)),
            whole ? {} : partial,
          ),
          registered.map((name) => host(name)),
        );
        const known = comparison.servers.filter(({ standing }) => standing === 'known').map(({ name }) => name);
        const gone = comparison.gone.map(({ name }) => name);
        expect(comparison.servers).toHaveLength(found.length);
        expect(new Set([...known, ...gone]).size).toBe(known.length + gone.length);
        expect(known.length + gone.length).toBe(whole ? registered.length : known.length);
      }),
    );
  });
});

describe('the doors of a found server', () => {
  it('are those of the global catalog only where it is one', () => {
    const ports = (globalCatalog: boolean | null, wanted = [636, 3269, 389, 3268]) =>
      doorsOf({ globalCatalog }, wanted).map(({ port }) => port);
    expect(ports(true)).toEqual([636, 3269, 389, 3268]);
    expect(ports(false)).toEqual([636, 389]);
    expect(ports(null)).toEqual([636, 389]);
    expect(ports(true, [...proposedPorts])).toEqual([636, 3269]);
  });
});
