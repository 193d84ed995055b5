import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldLines } from './fold-lines.ts';

const line = fc.string({ unit: 'grapheme', maxLength: 400 }).map((text) => text.replaceAll(/[\r\n]/g, ' ').toWellFormed());

describe('folded lines', () => {
  it('are 75 octets long at most, and the same once they are unfolded', () => {
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const text = lines.join('\r\n');
        const folded = foldLines(text);
        expect(folded.replaceAll('\r\n ', '')).toBe(text.replaceAll('\r\n ', ''));
        for (const one of folded.split('\r\n')) expect(Buffer.byteLength(one)).toBeLessThanOrEqual(75);
      }),
    );
  });

  it('never break within a character', () => {
    for (const one of ['ü', '漢', '🔒']) {
      const text = one.repeat(100);
      const parts = foldLines(text).split('\r\n ');
      expect(parts.length).toBeGreaterThan(1);
      expect(parts.join('')).toBe(text);
      for (const part of parts) expect(part).toMatch(/^[^\uFFFD]+$/);
    }
  });

  it('stay as they are when they are short enough', () => {
    expect(foldLines(`${'x'.repeat(75)}\r\n${'ü'.repeat(37)}\r\n`)).toBe(`${'x'.repeat(75)}\r\n${'ü'.repeat(37)}\r\n`);
    expect(foldLines('x'.repeat(76))).toBe(`${'x'.repeat(75)}\r\n x`);
  });
});
