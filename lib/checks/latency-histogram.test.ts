import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addLatencies, latencyBand, latencyBandCount, latencyBoundsMs, latencyPercentileMs, oneLatency } from './latency-histogram.ts';

describe('the histogram of response times', () => {
  it('puts a bound into its own band and what is slower than all into the last', () => {
    expect(latencyBand(1)).toBe(0);
    expect(latencyBand(1.01)).toBe(1);
    expect(latencyBand(60_000)).toBe(latencyBandCount - 2);
    expect(latencyBand(60_001)).toBe(latencyBandCount - 1);
  });

  it('has no percentile without measurements, and its lower bound for what is slower than all bands', () => {
    expect(latencyPercentileMs([], 0.5)).toBeNull();
    expect(latencyPercentileMs(oneLatency(90_000), 0.95)).toBe(60_000);
  });

  it('answers a percentile within the band that the measurement of that rank is in', () => {
    const measured = fc.array(fc.double({ min: 0, max: 60_000, noNaN: true }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(measured, fc.double({ min: 0.01, max: 1, noNaN: true }), (times, share) => {
        const counts = times.map(oneLatency).reduce(addLatencies, []);
        const answer = latencyPercentileMs(counts, share) ?? Number.NaN;
        const ranked = [...times].sort((a, b) => a - b)[Math.ceil(share * times.length) - 1] ?? Number.NaN;
        const band = latencyBand(ranked);
        expect(answer).toBeGreaterThanOrEqual((latencyBoundsMs[band - 1] ?? 0) - 1e-6);
        expect(answer).toBeLessThanOrEqual((latencyBoundsMs[band] ?? 0) + 1e-6);
      }),
    );
  });

  it('counts every measurement once, whichever way histograms are added up', () => {
    const sum = addLatencies(addLatencies(oneLatency(4), []), addLatencies(oneLatency(4_000), oneLatency(4)));
    expect(sum).toHaveLength(latencyBandCount);
    expect(sum.reduce((total, count) => total + count, 0)).toBe(3);
    expect(sum[latencyBand(4)]).toBe(2);
  });
});
