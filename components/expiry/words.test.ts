import { describe, expect, it } from 'vitest';
import { levelSentence, remainingWords, renewalWords } from './words.ts';

const at = '2026-03-01T12:00:00.000Z';
const left = (hours: number) => remainingWords(new Date(Date.parse(at) + hours * 3_600_000).toISOString(), at);

describe('how long a certificate lasts', () => {
  it('is told in hours under two days, and in whole days from then on', () => {
    expect([0.5, 1, 31, 47.9, 48, 300].map(left)).toEqual([
      ...['under an hour left', '1 hour left', '31 hours left'],
      ...['47 hours left', '2 days left', '12 days left'],
    ]);
  });

  it('is told as past once it has ended', () => {
    expect([-0.5, -5, -72].map(left)).toEqual(['under an hour ago', '5 hours ago', '3 days ago']);
  });
});

describe('the state of a renewal', () => {
  const today = '2026-03-01';
  const planned = { kind: 'planned', planId: 'p', servedDoors: 1, doors: 3, dueOn: '2026-04-01' } as const;
  it('is in a word with what one wants to know next', () => {
    expect(renewalWords({ kind: 'none' }, today)).toBeNull();
    expect(renewalWords({ ...planned, state: 'open' }, today)).toEqual({ label: 'Planned', detail: 'due 1 Apr 2026' });
    expect(renewalWords({ ...planned, state: 'ordered', dueOn: null }, today)).toEqual({ label: 'Ordered', detail: '' });
    expect(renewalWords({ ...planned, state: 'issued' }, today)).toEqual({ label: 'Issued', detail: 'served at 1 of 3 doors' });
    expect(renewalWords({ kind: 'renewed', planId: null, successorSha256: 'b', servedDoors: 1, doors: 2 }, today)).toEqual({
      label: 'Renewed, not yet served',
      detail: 'the new one is served at 1 of 2 doors',
    });
  });
});

it('says of a plan that its due day has passed, from the day after on', () => {
  const plan = { kind: 'planned', planId: 'p', servedDoors: 0, doors: 1, dueOn: '2026-04-01' } as const;
  expect(renewalWords({ ...plan, state: 'open' }, '2026-04-01')?.label).toBe('Planned');
  expect(renewalWords({ ...plan, state: 'open' }, '2026-04-02')).toEqual({ label: 'Overdue, planned', detail: 'was due 1 Apr 2026' });
  expect(renewalWords({ ...plan, state: 'issued' }, '2026-04-02')).toEqual({ label: 'Overdue, issued', detail: 'served at 0 of 1 door' });
});

it('names the levels that there are', () => {
  expect(levelSentence({ expired: 2, critical: 0, warning: 1, distant: 40 })).toBe('2 expired, 1 warning, 40 valid');
  expect(levelSentence({ expired: 0, critical: 0, warning: 0, distant: 0 })).toBe('none');
});
