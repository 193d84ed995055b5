import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { limitTraffic } from './traffic-limit.ts';

/** A socket whose count of received bytes is set by hand. */
function countedSocket() {
  const counted = { bytes: 0 };
  const socket = Object.defineProperty(new Socket(), 'bytesRead', { get: () => counted.bytes });
  return { socket, counted };
}

describe('a traffic limit', () => {
  it('tells once, soon after more has come than allowed', async () => {
    const { socket, counted } = countedSocket();
    let told = 0;
    limitTraffic(socket, 100, () => {
      told += 1;
    });
    counted.bytes = 100;
    await sleep(60);
    expect(told).toBe(0);
    counted.bytes = 101;
    await expect.poll(() => told).toBe(1);
    counted.bytes = 1_000;
    await sleep(60);
    expect(told).toBe(1);
    socket.destroy();
  });

  it('may be raised, and ends with its socket', async () => {
    const raised = countedSocket();
    const gone = countedSocket();
    const told: string[] = [];
    const limit = limitTraffic(raised.socket, 100, () => told.push('raised'));
    limitTraffic(gone.socket, 100, () => told.push('gone'));
    limit.mostBytes = 500;
    raised.counted.bytes = 400;
    gone.socket.destroy();
    await expect.poll(() => gone.socket.closed).toBe(true);
    gone.counted.bytes = 400;
    await sleep(60);
    expect(told).toEqual([]);
    raised.counted.bytes = 501;
    await expect.poll(() => told).toEqual(['raised']);
    raised.socket.destroy();
  });

  it('does not watch a socket that was gone before', async () => {
    const { socket, counted } = countedSocket();
    socket.destroy();
    await expect.poll(() => socket.closed).toBe(true);
    let told = 0;
    limitTraffic(socket, 100, () => {
      told += 1;
    });
    counted.bytes = 101;
    await sleep(60);
    expect(told).toBe(0);
  });
});
