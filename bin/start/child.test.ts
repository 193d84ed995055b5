import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { configureLog } from '../../lib/log.ts';
import { restartDelayMs, superviseChild } from './child.ts';

configureLog({ level: 'silent' });
const forever = ['-e', 'setInterval(() => {}, 1000)'];
const spec = (args: string[]) => ({ name: 'part', args, cwd: process.cwd(), environment: {} });

async function until(condition: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 200 && !condition(); attempt++) await sleep(25);
  expect(condition()).toBe(true);
}

describe('superviseChild', () => {
  it('starts a part again after it was killed', async () => {
    const child = superviseChild(spec(forever));
    await until(() => child.pid() !== undefined);
    const first = child.pid() ?? 0;
    process.kill(first, 'SIGKILL');
    await until(() => child.pid() !== undefined && child.pid() !== first);
    await child.stop(1_000);
  });

  it('kills a part that does not stop when asked', async () => {
    const child = superviseChild(spec(['-e', 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)']));
    await until(() => child.pid() !== undefined);
    await sleep(200);
    const pid = child.pid() ?? 0;
    await child.stop(100);
    expect(() => process.kill(pid, 0)).toThrow();
  });
});

it('waits longer the more often a part dies at once, up to ten seconds', () => {
  expect([1, 2, 3, 8, 50].map(restartDelayMs)).toEqual([100, 200, 400, 10_000, 10_000]);
});
