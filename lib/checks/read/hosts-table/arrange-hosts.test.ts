import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostStates } from '../views.ts';
import { chooseHosts, orderHosts } from './arrange-hosts.ts';
import { hostColumns, readHostsFilter } from './filter.ts';
import type { ListedHost } from './read-fleet.ts';

const host = (name: string, overrides: Partial<ListedHost> = {}): ListedHost => ({
  ...{ id: name, name, domain: 'corp.example', site: 'FRA-1', tags: [], owner: '', ports: [636], profile: null, profileSetByHand: false },
  ...{ pausedAt: null, ldapsIntended: true, managedBy: null, intervalsSeconds: [300], locations: [], state: 'healthy', since: null },
  ...{ cause: null, confirming: false, accepted: 0, expiresMs: null, checkedMs: null },
  ...overrides,
});
const expired = { id: 'certificate-expired', no: 401, title: 'The certificate has expired' };
const fleet = [
  host('dc01.corp.example', { tags: ['tier0', 'rack:1'], owner: 'Team Blue', state: 'critical', cause: expired }),
  host('dc02.corp.example', { tags: ['tier0'], pausedAt: new Date(0), state: 'maintenance' }),
  host('dc03.emea.example', { domain: 'emea.example', site: 'AMS-2', ldapsIntended: false, managedBy: 'fleet.yaml' }),
  host('192.0.2.7', { domain: null, site: '', profile: 'ldap' }),
];

describe('choosing hosts', () => {
  it.each([
    [{}, '123.'],
    [{ q: 'CORP dc01' }, '1'],
    [{ q: 'expired' }, '1'],
    [{ q: 'nothing' }, ''],
    [{ state: 'critical,maintenance' }, '12'],
    [{ tag: 'tier0' }, '12'],
    [{ tag: '-' }, '3.'],
    [{ owner: 'Team Blue' }, '1'],
    [{ owner: '-', tag: 'tier0' }, '2'],
    [{ domain: '-' }, '.'],
    [{ site: 'AMS-2' }, '3'],
    [{ cause: 'certificate-expired' }, '1'],
    [{ paused: 'yes' }, '2'],
    [{ intended: 'no' }, '3'],
    [{ managed: 'fleet.yaml' }, '3'],
    [{ managed: '-', paused: 'no' }, '1.'],
    [{ profile: 'ldap' }, '.'],
  ])('%j', (parameters, names) => {
    expect(chooseHosts(fleet, readHostsFilter(parameters)).chosen).toEqual(
      fleet.filter((_, index) => names.includes('123.'[index] ?? '?')),
    );
  });

  it('counts each value while all other filters hold', () => {
    const { facets } = chooseHosts(fleet, readHostsFilter({ tag: 'tier0', state: 'critical' }));
    expect(facets.state).toEqual([
      { value: 'critical', label: 'critical', count: 1 },
      { value: 'maintenance', label: 'maintenance', count: 1 },
    ]);
    expect(facets.tag).toEqual([
      { value: 'rack:1', label: 'rack:1', count: 1 },
      { value: 'tier0', label: 'tier0', count: 1 },
    ]);
    expect(facets.cause).toEqual([{ value: 'certificate-expired', label: 'The certificate has expired', count: 1 }]);
    expect(facets.domain).toEqual([{ value: 'corp.example', label: 'corp.example', count: 1 }]);
  });
});

describe('the order', () => {
  it('puts the worst first, and hosts without the value last either way', () => {
    expect(orderHosts(fleet, { column: 'state', descending: false }).map(({ state }) => state)).toEqual([
      ...['critical', 'maintenance', 'healthy', 'healthy'],
    ]);
    expect(orderHosts(fleet, { column: 'owner', descending: true }).map(({ owner }) => owner)).toEqual(['Team Blue', '', '', '']);
    expect(orderHosts(fleet, { column: 'owner', descending: false }).map(({ owner }) => owner)).toEqual(['Team Blue', '', '', '']);
  });

  it('is the same for the same hosts, however they come', () => {
    const hosts = fc.uniqueArray(
      fc.record({
        name: fc.domain(),
        state: fc.constantFrom(...hostStates),
        owner: fc.constantFrom('', 'Ada', 'ada', 'Grace'),
        checkedMs: fc.option(fc.nat(5)),
        tags: fc.subarray(['a', 'b']),
      }),
      { selector: ({ name }) => name, maxLength: 12 },
    );
    const sort = fc.record({ column: fc.constantFrom(...hostColumns), descending: fc.boolean() });
    fc.assert(
      fc.property(hosts, sort, (given, order) => {
        const listed = given.map(({ name, ...rest }) => host(name, rest));
        const names = orderHosts(listed, order).map(({ name }) => name);
        expect(orderHosts([...listed].reverse(), order).map(({ name }) => name)).toEqual(names);
        expect([...names].sort()).toEqual(listed.map(({ name }) => name).sort());
      }),
    );
  });
});
