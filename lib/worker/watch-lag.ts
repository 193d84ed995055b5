import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Logger } from 'pino';

const REPORT_EVERY_MS = 60_000;
/** From there on timings are doubtful, and the machine or the concurrency is at fault. */
const LAG_WORTH_TELLING_MS = 100;

/** Writes a warning for each minute in which the event loop lagged. Returns what ends the watch. */
export function watchLag(log: Logger): () => void {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  const timer = setInterval(() => {
    const p99Ms = Math.round(delay.percentile(99) / 1e6);
    const longestMs = Math.round(delay.max / 1e6);
    delay.reset();
    if (p99Ms > LAG_WORTH_TELLING_MS) log.warn({ p99Ms, longestMs }, 'the event loop lags: probe less at the same time or add a worker');
  }, REPORT_EVERY_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    delay.disable();
  };
}
