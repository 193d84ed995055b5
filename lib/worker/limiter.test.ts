import { describe, expect, it } from 'vitest';
import { createLimiter } from './limiter.ts';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('the limiter', () => {
  it('lets no more than so many tasks run at once, and all of them in the end', async () => {
    const limiter = createLimiter(3);
    let running = 0;
    let most = 0;
    const order: number[] = [];
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        limiter.run(async () => {
          most = Math.max(most, ++running);
          order.push(index);
          await turn();
          running -= 1;
        }),
      ),
    );
    expect(most).toBe(3);
    expect(order).toEqual(Array.from({ length: 20 }, (_, index) => index));
  });

  it('gives the place of a task that failed to the next', async () => {
    const limiter = createLimiter(1);
    const failing = limiter.run(() => Promise.reject(new Error('broken')));
    const next = limiter.run(async () => 'done');
    await expect(failing).rejects.toThrow('broken');
    await expect(next).resolves.toBe('done');
  });
});
