import { expect, it } from 'vitest';
import { LineReader } from './list-run.ts';
import { amountWords, percentDone, secondsWords } from './run-words.ts';

it('reads an answer that grows line by line, each line once and none before it is whole', () => {
  const lines = [
    { progress: { step: 'lines', done: 500, total: 1_000 } },
    { progress: { step: 'lines', done: 1_000, total: 1_000 } },
    { state: { status: 'error', message: 'Größe\nzu viel' }, to: null },
  ];
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  for (let chunk = 1; chunk < text.length; chunk += 7) {
    const reader = new LineReader();
    const read = [];
    for (let end = chunk; end < text.length + chunk; end += chunk) read.push(...reader.next(text.slice(0, end)));
    expect(read).toEqual(lines);
  }
});

it.each([
  [{ step: 'lines', done: 9_999, total: 10_000 }, 99, '9,999 of 10,000'],
  [{ step: 'hosts', done: 10_000, total: 10_000 }, 100, '10,000 of 10,000'],
  [{ step: 'doors', done: 0, total: 0 }, null, ''],
  [{ step: 'compare', done: 0, total: null }, null, ''],
  [{ step: 'send', done: 100, total: 200 }, 50, '0 of 1 kB'],
  [{ step: 'send', done: 614_400, total: 1_228_800 }, 50, '600 of 1,200 kB'],
] as const)('tells of %o how much of it is done, where that can be known', (progress, percent, words) => {
  expect(percentDone(progress)).toBe(percent);
  expect(amountWords(progress)).toBe(words);
});

it.each([
  [3, '0.1 seconds'],
  [960, '1 second'],
  [1_449, '1.4 seconds'],
  [9_960, '10 seconds'],
  [73_400, '73 seconds'],
])('says %d ms in words', (ms, words) => expect(secondsWords(ms)).toBe(words));
