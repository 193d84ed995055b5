import { expect, it } from 'vitest';
import { advisoryLocks } from './advisory-locks.ts';

it('no two kinds of work take turns under one key', () => {
  const keys = Object.values(advisoryLocks);
  expect(new Set<number>(keys).size).toBe(keys.length);
});
