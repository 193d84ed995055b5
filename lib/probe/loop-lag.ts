import { monotonicMs } from '#lib/clock.ts';

const TICK_MS = 20;
const STALL_FROM_MS = 5;

/** Stalls of the event loop while at least one probe runs, shared by all probes of the process. */
const stalls: { atMs: number; lagMs: number }[] = [];
let running = 0;
let timer: NodeJS.Timeout | null = null;
let lastTickAtMs = 0;

function tick(): void {
  const at = monotonicMs();
  const lagMs = at - lastTickAtMs - TICK_MS;
  lastTickAtMs = at;
  if (lagMs < STALL_FROM_MS) return;
  stalls.push({ atMs: at, lagMs });
  if (stalls.length > 10_000) stalls.splice(0, 5_000);
}

/**
 * Starts to watch the event loop. A stall makes every measured time too long and fires deadlines early; it must never be
 * blamed on the target.
 * @returns ends the watch and tells the longest stall since, in milliseconds
 */
export function watchLoopLag(): () => number {
  const startedAtMs = monotonicMs();
  running += 1;
  if (timer === null) {
    lastTickAtMs = startedAtMs;
    timer = setInterval(tick, TICK_MS);
    timer.unref();
  }
  return () => {
    running -= 1;
    const at = monotonicMs();
    let longestMs = at - Math.max(lastTickAtMs, startedAtMs) - TICK_MS;
    for (let index = stalls.length - 1; index >= 0; index -= 1) {
      const stall = stalls[index];
      if (stall === undefined || stall.atMs < startedAtMs) break;
      longestMs = Math.max(longestMs, Math.min(stall.lagMs, stall.atMs - startedAtMs));
    }
    if (running === 0 && timer !== null) {
      clearInterval(timer);
      timer = null;
      stalls.length = 0;
    }
    return longestMs < STALL_FROM_MS ? 0 : Math.round(longestMs * 100) / 100;
  };
}
