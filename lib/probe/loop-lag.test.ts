import { describe, expect, it } from 'vitest';
import { watchLoopLag } from './loop-lag.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const stall = (ms: number) => {
  const endsAt = performance.now() + ms;
  while (performance.now() < endsAt) {
    // Stalls the event loop on purpose.
  }
};

describe('the loop watch', () => {
  it('tells a stall to the probes that ran during it, and to no other', async () => {
    const during = watchLoopLag();
    await pause(30);
    stall(150);
    await pause(30);
    const later = watchLoopLag();
    await pause(30);
    expect(during()).toBeGreaterThan(100);
    expect(later()).toBeLessThan(100);
  });

  it('sees a stall that is not over when the probe ends', () => {
    const watch = watchLoopLag();
    stall(120);
    expect(watch()).toBeGreaterThan(90);
  });
});
