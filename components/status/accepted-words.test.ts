import { expect, test } from 'vitest';
import { acceptedHostsWords, acceptedOfWords, acceptedWords } from './accepted-words.ts';

test('how much is accepted is told in words, and nothing where nothing is', () => {
  expect([0, 1, 2].map(acceptedWords)).toEqual([null, 'one finding accepted', '2 findings accepted']);
  expect([0, 1, 1200].map(acceptedHostsWords)).toEqual([null, 'one host has accepted findings', '1,200 hosts have accepted findings']);
});

test('a number of places says at how many of them it is accepted', () => {
  expect(acceptedOfWords(0, 3)).toBeNull();
  expect(acceptedOfWords(1, 3)).toBe('accepted at 1 of them');
  expect(acceptedOfWords(3, 3)).toBe('accepted at all of them');
  expect(acceptedOfWords(1, 1)).toBe('accepted there');
});
