import { expect, it } from 'vitest';
import { outcomeWords, undoWords } from './bulk-target.ts';

const outcome = { changeId: null, summary: 'Owner set to Ada', chosen: 14, changed: 12, managed: 0 };

it('says how many hosts were changed, which were like that, and what will be set again', () => {
  expect(outcomeWords(outcome)).toBe('Owner set to Ada: 12 hosts changed, 2 were like that already.');
  expect(outcomeWords({ ...outcome, chosen: 1, changed: 0 })).toBe('Owner set to Ada: no host changed, 1 was like that already.');
  expect(outcomeWords({ ...outcome, chosen: 12, managed: 1 })).toBe(
    'Owner set to Ada: 12 hosts changed. 1 host of these comes from a fleet file or the demonstration, which may set it again.',
  );
});

it('says what undoing put back, and what it left', () => {
  expect(undoWords({ summary: '', restored: 1, left: [], leftCount: 0 })).toBe('1 host is as before.');
  expect(undoWords({ summary: '', restored: 0, left: ['dc01', 'dc02'], leftCount: 1_002 })).toBe(
    'No host is as before. Left alone, because changed or deleted since: dc01, dc02 and 1,000 more.',
  );
});
