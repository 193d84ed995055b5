import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Markdown } from './markdown.tsx';

const html = (text: string): string => renderToStaticMarkup(<Markdown text={text} />);

test('notes are read as Markdown, with headings below those of the page', () => {
  const shown = html('# Rack 4\n\n- **one**\n- [wiki](https://wiki.example/x)\n\n| a | b |\n|---|---|\n| 1 | 2 |');
  expect(shown).toMatch(/<h3[^>]*>Rack 4<\/h3>/);
  expect(shown).toContain('<strong>one</strong>');
  expect(shown).toMatch(/<a href="https:\/\/wiki.example\/x"[^>]*>wiki<\/a>/);
  expect(shown).toContain('<td>1</td>');
});

test.each([
  ['<script>alert(1)</script>', '<script'],
  ['<img src=x onerror=alert(1)>', '<img'],
  ['[x](javascript:alert(1))', 'javascript:'],
  ['[x](data:text/html,<b>)', 'data:'],
  ['![secret](https://tracker.example/pixel.png)', 'tracker.example'],
  ['[x](JaVaScRiPt:alert(1))', 'href'],
  ['[x](java&#10;script:alert(1))', 'href="java'],
  ['<javascript:alert(1)>', 'href'],
  ['[x]: javascript:alert(1)\n\n[x]', 'href'],
  ['[x](//tracker.example)', 'href'],
  ['<style>*{display:none}</style>', '<style'],
  ['<iframe src="https://evil.example"></iframe>', '<iframe'],
])('nothing in %j runs or is fetched', (text, dangerous) => {
  expect(html(text)).not.toContain(dangerous);
});

test.each(['>', '- ', '1. ', '* '])('%j as often as notes are long costs no time and no stack, and is shown as it was typed', (mark) => {
  const text = mark.repeat(10_000 / mark.length);
  const started = performance.now();
  expect(html(text)).toContain('<pre');
  expect(performance.now() - started).toBeLessThan(500);
});

test.each(['[', '*a ', '**', '`', '![a](', '<a>', '_a**b', '[^a]', '|a', 'http://a'])(
  '%j again and again ends',
  { timeout: 20_000 },
  (part) => {
    const started = performance.now();
    expect(html(part.repeat(10_000 / part.length))).toContain('<div');
    expect(performance.now() - started).toBeLessThan(5_000);
  },
);
