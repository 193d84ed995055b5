/**
 * Response times of an hour as counts per band, because percentiles cannot be added up and counts can.
 * The bands grow by about a fifth of a decade: wide enough to be few, narrow enough for a chart.
 */

/** Upper bounds in milliseconds, inclusive; one band more takes what is slower than the last. */
export const latencyBoundsMs = [
  1, 2, 3, 5, 8, 12, 20, 30, 50, 80, 120, 200, 300, 500, 800, 1_200, 2_000, 3_000, 5_000, 8_000, 12_000, 20_000, 30_000, 60_000,
] as const;

/** Length of a histogram: one count per bound and one for anything slower. */
export const latencyBandCount = latencyBoundsMs.length + 1;

/** Index of the band that `ms` falls into. */
export function latencyBand(ms: number): number {
  const band = latencyBoundsMs.findIndex((bound) => ms <= bound);
  return band === -1 ? latencyBoundsMs.length : band;
}

/** A histogram of one measurement. */
export const oneLatency = (ms: number): number[] =>
  Array.from({ length: latencyBandCount }, (_, band) => (band === latencyBand(ms) ? 1 : 0));

/** Two histograms added up; either may be shorter, as one without measurements is empty. */
export const addLatencies = (a: readonly number[], b: readonly number[]): number[] =>
  Array.from({ length: latencyBandCount }, (_, band) => (a[band] ?? 0) + (b[band] ?? 0));

/**
 * The time in milliseconds that `share` (0 to 1) of the measurements did not exceed, read off evenly within its band;
 * null without measurements. Within the last, open band the answer is its lower bound.
 */
export function latencyPercentileMs(counts: readonly number[], share: number): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const wanted = share * total;
  let below = 0;
  for (const [band, count] of counts.entries()) {
    if (count > 0 && below + count >= wanted) {
      const lower = latencyBoundsMs[band - 1] ?? 0;
      const upper = latencyBoundsMs[band] ?? lower;
      return lower + ((upper - lower) * Math.max(0, wanted - below)) / count;
    }
    below += count;
  }
  return latencyBoundsMs.at(-1) ?? null;
}
