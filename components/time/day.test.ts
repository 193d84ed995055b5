import { expect, it } from 'vitest';
import { dayWords } from './day.ts';

it('writes a day as times are written, and the day of a time as that day', () => {
  expect(dayWords('2026-12-18')).toBe('18 Dec 2026');
  expect(dayWords('2027-01-04T00:00:00.000Z')).toBe('4 Jan 2027');
});
