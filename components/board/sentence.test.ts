import { expect, it } from 'vitest';
import type { HostState } from '#lib/checks/read/views.ts';
import { allClearWords, boardTitle, fleetWords } from './sentence.ts';

const counts = (given: Partial<Record<HostState, number>>) => ({
  ...{ critical: 0, warning: 0, stale: 0, 'not-checked': 0, maintenance: 0, healthy: 0 },
  ...given,
});

it('counts hosts and sites, and leaves sites out where none is known', () => {
  expect([fleetWords(1_259, 26), fleetWords(1, 1), fleetWords(12, 0)]).toEqual(['1,259 hosts at 26 sites', '1 host at 1 site', '12 hosts']);
});

it('says that all is well only when nothing needs attention', () => {
  expect(allClearWords(counts({ healthy: 12 }))).toBe('All 12 healthy');
  expect(allClearWords(counts({ healthy: 1 }))).toBe('1 host, and it is healthy');
  expect(allClearWords(counts({ healthy: 10, maintenance: 2 }))).toBe('10 healthy, 2 in maintenance');
  expect(allClearWords(counts({ maintenance: 2 }))).toBe('All 2 in maintenance');
  for (const state of ['critical', 'warning', 'stale', 'not-checked'] as const)
    expect(allClearWords(counts({ healthy: 12, [state]: 1 }))).toBeNull();
  expect(allClearWords(counts({}))).toBeNull();
});

it('never titles the page healthy while hosts are paused or not looked at', () => {
  expect(
    [counts({ healthy: 3, maintenance: 1 }), counts({ healthy: 3, 'not-checked': 1 }), counts({})].map((of) => boardTitle(of)),
  ).toEqual(['Board', 'Board', 'Board']);
});

it('titles the page with the day that it looks ahead to', () => {
  expect(boardTitle(counts({ critical: 2 }), { day: '2027-03-31', words: '31 March 2027', at: '2027-03-31T23:59:59.999Z' })).toBe(
    '2 critical · Board as of 31 March 2027',
  );
});
