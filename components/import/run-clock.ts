import { monotonicMs } from '#lib/clock.ts';

/** The run that this window began last: the page that shows what came of it tells how long it took. */
type Run = { startedMs: number; to: string | null; tookMs: number | null };
let last: Run | null = null;

export function beginRun(): number {
  last = { startedMs: monotonicMs(), to: null, tookMs: null };
  return last.startedMs;
}

/** Says which page shows what came of the run; it ends when that page is there. */
export function aimRun(to: string): void {
  if (last !== null) last.to = to;
}

/** Milliseconds from the press of the button until the page was there that it led to; null where this page was reached otherwise. */
export function runTook(here: string): number | null {
  if (last === null || last.to !== here) return null;
  last.tookMs ??= monotonicMs() - last.startedMs;
  return last.tookMs;
}
