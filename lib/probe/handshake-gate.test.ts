import { describe, expect, it } from 'vitest';
import { HandshakeGate } from './handshake-gate.ts';

const unpaced = { perSecond: 1_000_000 };
const soon = () => new Promise((resolve) => setTimeout(resolve, 10));

describe('the handshake gate', () => {
  it('lets in as many as it has places, and the others in the order they came', async () => {
    const gate = new HandshakeGate({ ...unpaced, concurrency: 2, holdMs: 10_000 });
    const entered: number[] = [];
    const leaves: (() => void)[] = [];
    const entries = [1, 2, 3, 4].map(async (number) => {
      leaves.push(await gate.enter());
      entered.push(number);
    });
    await soon();
    expect(entered).toEqual([1, 2]);
    expect(gate.waitingCount).toBe(2);
    leaves[1]?.();
    await soon();
    expect(entered).toEqual([1, 2, 3]);
    leaves[0]?.();
    await Promise.all(entries);
    expect(entered).toEqual([1, 2, 3, 4]);
  });

  it('gives a place back once, however often it is left', async () => {
    const gate = new HandshakeGate({ ...unpaced, concurrency: 1, holdMs: 10_000 });
    const leave = await gate.enter();
    leave();
    leave();
    await gate.enter();
    const third = gate.enter();
    await soon();
    expect(gate.waitingCount).toBe(1);
    expect(third).toBeInstanceOf(Promise);
  });

  it('passes the place of a peer that stays silent to the next in line', async () => {
    const gate = new HandshakeGate({ ...unpaced, concurrency: 1, holdMs: 50 });
    await gate.enter();
    const startedAt = performance.now();
    await gate.enter();
    expect(performance.now() - startedAt).toBeGreaterThan(30);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });

  it('paces the starts', async () => {
    const gate = new HandshakeGate({ concurrency: 5, perSecond: 100 });
    const startedAt = performance.now();
    for (let count = 0; count < 15; count += 1) (await gate.enter())();
    expect(performance.now() - startedAt).toBeGreaterThan(70);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  it('lets a caller that gives up leave the line', async () => {
    const gate = new HandshakeGate({ ...unpaced, concurrency: 1, holdMs: 10_000 });
    await gate.enter();
    const leave = await gate.enter(AbortSignal.timeout(20));
    expect(gate.waitingCount).toBe(0);
    leave();
  });
});
