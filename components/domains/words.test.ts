import { expect, test } from 'vitest';
import type { DomainView, RedundancyView } from '#lib/fleet/domains/views.ts';
import { discoveryWords, domainSentence, redundancyState, redundancyWords } from './words.ts';

const doors = (over: Partial<RedundancyView> = {}): RedundancyView => ({
  ...{
    service: 'directory',
    doorCount: 3,
    servingCount: 3,
    failingCount: 0,
    maintenanceCount: 0,
    unknownCount: 0,
    servingAcceptedCount: 0,
  },
  ...over,
});

test('a place says how many of its doors serve, and what the others do', () => {
  expect(redundancyWords(doors())).toBe('3 of 3 doors serve LDAPS');
  expect(redundancyWords(doors({ servingCount: 1, failingCount: 1, maintenanceCount: 1 }))).toBe(
    '1 of 3 doors serves LDAPS; 1 fails, 1 in maintenance',
  );
});

test('a place says how many of its serving doors count as serving because findings are accepted', () => {
  expect(redundancyWords(doors({ servingCount: 2, servingAcceptedCount: 1, failingCount: 1 }))).toBe(
    '2 of 3 doors serve LDAPS (1 with accepted findings); 1 fails',
  );
});

test.each([
  [doors(), 'healthy'],
  [doors({ servingCount: 2, failingCount: 1 }), 'warning'],
  [doors({ servingCount: 1, maintenanceCount: 2 }), 'warning'],
  [doors({ servingCount: 1, failingCount: 2 }), 'critical'],
  [doors({ servingCount: 0, failingCount: 3 }), 'critical'],
  [doors({ servingCount: 0, unknownCount: 3 }), 'not-checked'],
  [doors({ servingCount: 0, maintenanceCount: 3 }), 'maintenance'],
  [doors({ doorCount: 1, servingCount: 1 }), 'healthy'],
] as const)('the redundancy of %j is %s', (view, state) => {
  expect(redundancyState([view])).toBe(state);
});

test('a domain is told in a sentence or two', () => {
  const counts = { critical: 0, warning: 0, stale: 0, 'not-checked': 0, maintenance: 0, healthy: 4 };
  const site = { name: 'Berlin', redundancy: [], hostCount: 2, hosts: [] };
  const view = { hostCount: 2, doorCount: 4, doorCounts: counts, sites: [site], wrongNameCount: 0 } as unknown as DomainView;
  expect(domainSentence(view)).toBe('2 hosts with 4 doors in 1 site. All doors are healthy.');
  expect(domainSentence({ ...view, doorCounts: { ...counts, healthy: 2, critical: 1, stale: 1 }, wrongNameCount: 1 })).toBe(
    '2 hosts with 4 doors in 1 site. Doors: 2 healthy, 1 critical and 1 stale. DNS misleads clients about 1 name.',
  );
  expect(domainSentence({ ...view, hostCount: 0 })).toBe('No host is in this domain yet.');
});

test('the schedule of discovery reads as one says it', () => {
  expect(discoveryWords({ mode: 'off', intervalSeconds: 86_400 })).toBe('off');
  expect(discoveryWords({ mode: 'report', intervalSeconds: 86_400 })).toBe('reports, every day');
  expect(discoveryWords({ mode: 'add', intervalSeconds: 21_600 })).toBe('adds, every 6 hours');
});
