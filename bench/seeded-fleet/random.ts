import { createHash } from 'node:crypto';

/** Numbers that are the same for the same seed and purpose, on every machine. */
export type Random = {
  /** From 0 up to but not including 1. */
  next(): number;
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
};

export function createRandom(seed: string): Random {
  let counter = 0;
  const next = (): number => createHash('sha256').update(`${seed}/${counter++}`).digest().readUIntBE(0, 6) / 2 ** 48;
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return { next, between, pick: (items) => items[between(0, items.length - 1)] ?? items[0] };
}
