import { expect, it } from 'vitest';
import { counter, inBatches, type WorkProgress } from './progress.ts';

it('works through thousands in order, one batch after the other, and tells how many are done', async () => {
  const told: WorkProgress[] = [];
  const items = Array.from({ length: 2_500 }, (_, index) => index);
  let running = 0;
  const results = await inBatches(
    items,
    async (batch) => {
      running += 1;
      expect(running).toBe(1);
      await Promise.resolve();
      running -= 1;
      return batch;
    },
    counter('hosts', items.length, (progress) => told.push(progress)),
  );
  expect(results.flat()).toEqual(items);
  expect(told).toEqual([0, 1_000, 2_000, 2_500].map((done) => ({ step: 'hosts', done, total: 2_500 })));
});

it('has nothing to do, and says so, where there is nothing', async () => {
  const told: WorkProgress[] = [];
  const never = async (): Promise<never> => {
    throw new Error('there is nothing to do');
  };
  expect(
    await inBatches(
      [],
      never,
      counter('doors', 0, (progress) => told.push(progress)),
    ),
  ).toEqual([]);
  expect(told).toEqual([{ step: 'doors', done: 0, total: 0 }]);
});
