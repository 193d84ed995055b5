import { describe, expect, it } from 'vitest';
import { type BoardFilter, filterHosts, isFiltering } from './filter.ts';
import { parseSort, sortHosts, sortText } from './sort.ts';
import { boardHost } from './testing/board-host.ts';

const none: BoardFilter = { search: '', states: [], domain: null, site: null, cause: null };
const expired = { id: 'certificate-expired', no: 405, title: 'Certificate expired' };
const hosts = [
  boardHost({ name: 'dc10.corp.example', site: 'SEA', domain: 'corp.example', ports: [636, 3269] }),
  boardHost({ name: 'dc2.corp.example', site: 'LON', domain: 'corp.example', state: 'critical', cause: expired }),
  boardHost({ name: 'ldap.other.example', site: 'LON', state: 'stale', expiresAt: '2027-01-01T00:00:00.000Z' }),
];
const names = (filter: Partial<BoardFilter>) => filterHosts(hosts, { ...none, ...filter }).map(({ name }) => name);

describe('filterHosts', () => {
  it('shows everything when nothing is narrowed', () => {
    expect([names({}).length, isFiltering(none), isFiltering({ ...none, search: '  ' })]).toEqual([3, false, false]);
  });

  it('finds words in any case in name, site, cause, state and port, all of them at once', () => {
    expect(names({ search: 'DC2 lon' })).toEqual(['dc2.corp.example']);
    expect(names({ search: 'expired' })).toEqual(['dc2.corp.example']);
    expect(names({ search: 'stale' })).toEqual(['ldap.other.example']);
    expect(names({ search: '3269' })).toEqual(['dc10.corp.example']);
    expect(names({ search: 'dc2 sea' })).toEqual([]);
  });

  it('takes several states, and narrows further by each other filter', () => {
    expect(names({ states: ['critical', 'stale'] })).toEqual(['dc2.corp.example', 'ldap.other.example']);
    expect(names({ states: ['critical', 'stale'], domain: 'corp.example' })).toEqual(['dc2.corp.example']);
    expect(names({ cause: expired.id, site: 'SEA' })).toEqual([]);
  });
});

describe('sortHosts', () => {
  const sorted = (text: string) => sortHosts(hosts, parseSort(text) ?? { column: 'state', descending: false }).map(({ name }) => name);

  it('orders numbers within names as numbers', () => {
    expect(sorted('host')).toEqual(['dc2.corp.example', 'dc10.corp.example', 'ldap.other.example']);
    expect(sorted('-host')).toEqual(['ldap.other.example', 'dc10.corp.example', 'dc2.corp.example']);
  });

  it('puts the worst first, and those without a value last in either direction', () => {
    expect(sorted('state')[0]).toBe('dc2.corp.example');
    expect([sorted('days')[0], sorted('-days')[0]]).toEqual(['ldap.other.example', 'ldap.other.example']);
  });

  it('leaves the given list as it is', () => {
    const before = hosts.map(({ name }) => name);
    sorted('-host');
    expect(hosts.map(({ name }) => name)).toEqual(before);
  });
});

it('reads a sort from the address, and ignores what is none', () => {
  expect(['days', '-days', 'price', ''].map((text) => parseSort(text))).toEqual([
    { column: 'days', descending: false },
    { column: 'days', descending: true },
    null,
    null,
  ]);
  expect(sortText({ column: 'days', descending: true })).toBe('-days');
});
