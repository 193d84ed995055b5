import { describe, expect, it } from 'vitest';
import { levelSentence, remainingWords, renewalWords } from './words.ts';

const at = '2026-03-01T12:00:00.000Z';
const left = (hours: number) => remainingWords(new Date(Date.parse(at) + hours * 3_600_000).toISOString(), at);

describe('how long a certificate lasts', () => {
  it('is told in hours under two days, and in whole days from then on', () => {
    expect([0.5, 1, 31, 47.9, 48, 300].map(left)).toEqual(['under an hour', '1 hour', '31 hours', '47 hours', '2 days', '12 days']);
  });

  it('is told as past once it has ended', () => {
    expect([-0.5, -5, -72].map(left)).toEqual(['under an hour ago', '5 hours ago', '3 days ago']);
  });
});

describe('the state of a renewal', () => {
  const planned = { kind: 'planned', planId: 'p', servedDoors: 1, doors: 3, dueOn: '2026-04-01' } as const;
  it('is in a word with what one wants to know next', () => {
    expect(renewalWords({ kind: 'none' })).toBeNull();
    expect(renewalWords({ ...planned, state: 'open' })).toEqual({ label: 'Planned', detail: 'due 2026-04-01' });
    expect(renewalWords({ ...planned, state: 'ordered', dueOn: null })).toEqual({ label: 'Ordered', detail: '' });
    expect(renewalWords({ ...planned, state: 'issued' })).toEqual({ label: 'Issued', detail: 'served at 1 of 3 doors' });
    expect(renewalWords({ kind: 'renewed', planId: null, successorSha256: 'b', servedDoors: 1, doors: 2 })).toEqual({
      label: 'Renewed, not yet served',
      detail: 'the new one is served at 1 of 2 doors',
    });
  });
});

it('names the levels that there are', () => {
  expect(levelSentence({ expired: 2, critical: 0, warning: 1, distant: 40 })).toBe('2 expired, 1 warning, 40 later');
  expect(levelSentence({ expired: 0, critical: 0, warning: 0, distant: 0 })).toBe('none');
});
