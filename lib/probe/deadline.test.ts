import { describe, expect, it } from 'vitest';
import { Deadline } from './deadline.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const stopOf = (deadline: Deadline, stageMs: number) => new Promise<string>((resolve) => deadline.watch(stageMs, resolve));

describe('a deadline', () => {
  it('stops a stage at the end of its own time or of the whole, whichever is nearer', async () => {
    const startedAt = performance.now();
    expect(await stopOf(Deadline.after(10_000), 30)).toBe('timeout');
    expect(await stopOf(Deadline.after(30), 10_000)).toBe('timeout');
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  it('does not stop a stage that is done', async () => {
    const stops: string[] = [];
    const endWatch = Deadline.after(1_000).watch(20, (stop) => stops.push(stop));
    endWatch();
    await pause(50);
    expect(stops).toEqual([]);
  });

  it('passes on that the caller cancelled, now or before', async () => {
    expect(await stopOf(Deadline.after(10_000, AbortSignal.timeout(20)), 10_000)).toBe('cancelled');
    expect(await stopOf(Deadline.after(10_000, AbortSignal.abort()), 10_000)).toBe('cancelled');
    expect(Deadline.after(10_000, AbortSignal.abort()).overBecause()).toBe('the probe was cancelled');
  });

  it('is extended apart in each fork', async () => {
    const deadline = Deadline.after(20);
    const fork = deadline.fork();
    fork.extend(10_000);
    await pause(30);
    expect(deadline.overBecause()).toBe('the time for the whole probe was used up');
    expect(fork.overBecause()).toBeNull();
    expect(fork.remainingMs()).toBeGreaterThan(9_000);
  });

  it('lets an answer that is already there come before a timer that is late', async () => {
    const order: string[] = [];
    Deadline.after(10_000).watch(1, () => order.push('timeout'));
    const endsAt = performance.now() + 30;
    setTimeout(() => setTimeout(() => order.push('other timers'), 0), 0);
    while (performance.now() < endsAt) {
      // Stalls the event loop on purpose.
    }
    setImmediate(() => order.push('answer'));
    await pause(30);
    expect(order.indexOf('answer')).toBeLessThan(order.indexOf('timeout'));
  });
});
