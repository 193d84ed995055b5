import { describe, expect, it } from 'vitest';
import { repeat } from './repeat.ts';

describe('repeating a task', () => {
  it('goes on after errors, and at once when the task asks for it, until it is told to stop', async () => {
    const stop = new AbortController();
    const errors: unknown[] = [];
    let runs = 0;
    const task = async () => {
      runs += 1;
      if (runs === 1) throw new Error('once');
      if (runs === 4) stop.abort();
      return runs < 4 ? 'again' : undefined;
    };
    const startedAt = performance.now();
    await repeat(task, { everyMs: 200, signal: stop.signal, onError: (error) => errors.push(error) });
    expect(runs).toBe(4);
    expect(errors).toEqual([new Error('once')]);
    expect(performance.now() - startedAt).toBeLessThan(390);
  });
});
