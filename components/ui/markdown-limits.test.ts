import { expect, it } from 'vitest';
import { isTooDeep, safeAddress } from './markdown-limits.ts';

it('takes what people write', () => {
  const text =
    '# Rack\n\n- one\n  - two\n    1. three\n       > said\n\n---\n\n    code\n\n* * *\n\n| a | b |\n|---|---|\n```\n      indented code\n```';
  expect(isTooDeep(text)).toBe(false);
  expect(isTooDeep(`${'-'.repeat(500)}\n${'*'.repeat(500)}bold`)).toBe(false);
});

it.each([['> '], ['>'], ['- '], ['* '], ['1. '], ['>-  '], ['+\t']])('refuses %j hundreds of times', (mark) => {
  expect(isTooDeep(`fine\n${mark.repeat(300)}x`)).toBe(true);
});

it('refuses depth that grows from line to line', () => {
  const lines = Array.from({ length: 60 }, (_, level) => `${'  '.repeat(level)}- x`);
  expect(isTooDeep(lines.join('\n'))).toBe(true);
  expect(isTooDeep(lines.slice(0, 12).join('\n'))).toBe(false);
});

it.each([
  ['https://wiki.example/x', true],
  ['HTTP://wiki.example', true],
  ['mailto:ada@corp.example', true],
  ['/hosts/dc01.corp.example', true],
  ['#top', true],
  ['?q=a:b', true],
  ['javascript:alert(1)', false],
  ['JaVaScRiPt:alert(1)', false],
  [' javascript:alert(1)', false],
  ['java\nscript:alert(1)', false],
  ['data:text/html,x', false],
  ['vbscript:x', false],
  ['file:///etc/passwd', false],
  ['irc://chat.example', false],
  ['//evil.example', false],
  ['/\\evil.example', false],
])('%j as an address: %s', (address, allowed) => {
  expect(safeAddress(address)).toBe(allowed ? address : null);
});
