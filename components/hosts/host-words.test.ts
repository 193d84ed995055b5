import { expect, it } from 'vitest';
import { hostsSentence, intervalWords, matchSentence } from './host-words.ts';

it('says how many hosts there are and how many need attention', () => {
  expect(hostsSentence({ hosts: 0, domains: 0, critical: 0, warning: 0, stale: 0 })).toBe('No host is registered yet.');
  expect(hostsSentence({ hosts: 1, domains: 0, critical: 0, warning: 0, stale: 0 })).toBe('1 host; none is critical or warns.');
  expect(hostsSentence({ hosts: 10_000, domains: 3, critical: 1, warning: 1_200, stale: 0 })).toBe(
    '10,000 hosts in 3 domains; 1 is critical, 1,200 warn.',
  );
  expect(hostsSentence({ hosts: 4, domains: 1, critical: 2, warning: 0, stale: 3 })).toBe(
    '4 hosts in 1 domain; 2 are critical, 3 are stale.',
  );
  expect(hostsSentence({ hosts: 4, domains: 1, critical: 0, warning: 1, stale: 0 })).toBe('4 hosts in 1 domain; 1 warns.');
  expect(hostsSentence({ hosts: 4, domains: 1, critical: 0, warning: 0, stale: 1 })).toBe(
    '4 hosts in 1 domain; none is critical or warns, 1 is stale.',
  );
});

it('says how many match', () => {
  expect([0, 1, 1_200].map(matchSentence)).toEqual(['No host matches.', '1 host matches.', '1,200 hosts match.']);
});

it('says intervals in the largest unit that they are whole in', () => {
  expect([30, 60, 90, 300, 3_600, 5_400, 86_400].map(intervalWords)).toEqual(['30 s', '1 min', '90 s', '5 min', '1 h', '90 min', '24 h']);
});
