import { expect, it } from 'vitest';
import type { RenewalEvent } from '#lib/certificates/renewals/views.ts';
import { eventWords } from './renewal-words.ts';

const event = (action: string, before: RenewalEvent['before'], after: RenewalEvent['after']): RenewalEvent => ({
  id: '1',
  at: '2026-11-21T12:00:00.000Z',
  actor: 'somebody',
  action,
  before,
  after,
});

it('tells of an edit only what changed', () => {
  const words = eventWords(event('renewal.edit', { owner: '', note: 'a', dueOn: '2026-12-01' }, { owner: 'PKI', note: 'a', dueOn: null }));
  expect(words).toBe('Changed: owner from none to PKI; due day from 1 Dec 2026 to none.');
});

it('tells a plan that made itself from one that was made', () => {
  expect(eventWords(event('renewal.plan', null, { doors: 1 }))).toBe('Planned for 1 door.');
  expect(eventWords(event('renewal.plan', null, { doors: 3, automatic: true }))).toContain('by itself');
});
