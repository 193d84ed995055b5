import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BoardHost, hostStates } from '#lib/checks/read/views.ts';
import { arrange, countNewcomers } from './arrange.ts';
import { compareHosts, groupBySite } from './group.ts';
import { boardHost } from './testing/board-host.ts';

const seattle = [boardHost({ name: 'sea1', site: 'SEA' }), boardHost({ name: 'sea2', site: 'SEA', state: 'critical' })];
const london = [boardHost({ name: 'lon1', site: 'LON' }), boardHost({ name: 'lon2', site: 'LON' })];

describe('groupBySite', () => {
  it('puts the worst site first, and among equals the one with the greater share that needs attention', () => {
    const half = [boardHost({ name: 'a1', site: 'A', state: 'warning' }), boardHost({ name: 'a2', site: 'A' })];
    const all = [boardHost({ name: 'b1', site: 'B', state: 'warning' })];
    expect(groupBySite([...london, ...half, ...all, ...seattle]).map(({ title }) => title)).toEqual(['SEA', 'B', 'A', 'LON']);
  });

  it('groups hosts without a site by domain, and says so where there is neither', () => {
    const hosts = [boardHost({ name: 'x', site: '', domain: 'corp.example' }), boardHost({ name: 'y', site: '' })];
    expect(groupBySite(hosts).map(({ title }) => title)).toEqual(['corp.example, no site', 'No site']);
  });

  it('does not mix a site with a domain of the same name', () => {
    expect(groupBySite([boardHost({ name: 'x', site: 'lab' }), boardHost({ name: 'y', site: '', domain: 'lab' })])).toHaveLength(2);
  });

  it('keeps every host exactly once, worst first within its group', () => {
    const host = fc.record({ name: fc.uuid(), site: fc.constantFrom('', 'A', 'B'), state: fc.constantFrom(...hostStates) }).map(boardHost);
    fc.assert(
      fc.property(fc.uniqueArray(host, { selector: ({ name }: BoardHost) => name }), (hosts) => {
        const groups = groupBySite(hosts);
        expect(groups.flatMap((group) => group.hosts.map(({ name }) => name)).sort()).toEqual(hosts.map(({ name }) => name).sort());
        for (const group of groups) expect(group.hosts).toEqual([...group.hosts].sort(compareHosts));
      }),
    );
  });
});

describe('arrange', () => {
  it('folds healthy hosts, and sites with nothing else into one line', () => {
    const { sections, healthySites } = arrange([...london, ...seattle], { unfold: false });
    expect(sections).toEqual([expect.objectContaining({ title: 'SEA', open: ['sea2'], healthy: ['sea1'] })]);
    expect(healthySites).toEqual([expect.objectContaining({ title: 'LON', healthy: ['lon1', 'lon2'] })]);
  });

  it('gives healthy sites a section each when unfolded', () => {
    const { sections, healthySites } = arrange([...london, ...seattle], { unfold: true });
    expect([sections.map(({ title }) => title), healthySites]).toEqual([['SEA', 'LON'], []]);
  });
});

it('counts the hosts that need attention and are not shown as such yet', () => {
  const kept = arrange([...london, ...seattle], { unfold: false });
  const now = [...seattle, boardHost({ name: 'lon1', site: 'LON', state: 'critical' }), boardHost({ name: 'new', state: 'maintenance' })];
  expect(countNewcomers(kept, now)).toBe(1);
  expect(countNewcomers(arrange(now, { unfold: false }), now)).toBe(0);
});
