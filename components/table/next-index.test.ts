import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nextIndex } from './next-index.ts';

it('goes by rows, by what is in sight, and to both ends', () => {
  expect(nextIndex('ArrowDown', 3, 10, 100)).toBe(4);
  expect(nextIndex('ArrowUp', 3, 10, 100)).toBe(2);
  expect(nextIndex('PageDown', 3, 10, 100)).toBe(13);
  expect(nextIndex('PageUp', 13, 10, 100)).toBe(3);
  expect(nextIndex('Home', 50, 10, 100)).toBe(0);
  expect(nextIndex('End', 50, 10, 100)).toBe(99);
});

it('leaves other keys and empty tables alone', () => {
  expect(nextIndex('Enter', 3, 10, 100)).toBeNull();
  expect(nextIndex('constructor', 3, 10, 100)).toBeNull();
  expect(nextIndex('ArrowDown', 0, 10, 0)).toBeNull();
});

it('never leaves the table', () => {
  const key = fc.constantFrom('ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End');
  fc.assert(
    fc.property(key, fc.nat(500), fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 400 }), (pressed, start, pageRows, total) => {
      const next = nextIndex(pressed, Math.min(start, total - 1), pageRows, total);
      expect(next).toBeGreaterThanOrEqual(0);
      expect(next).toBeLessThan(total);
    }),
  );
});
