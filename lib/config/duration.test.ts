import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, parseDuration } from './duration.ts';

describe('parseDuration', () => {
  it('reads every unit', () => {
    expect(['250ms', '30s', '5m', '1.5h', '14d'].map(parseDuration)).toEqual([250, 30_000, 300_000, 5_400_000, 1_209_600_000]);
  });

  it('refuses a bare number, a negative one and unknown units', () => {
    expect(['5', '-5m', '5 minutes', '', 'm', '1w', '5m3s'].map(parseDuration)).toEqual([null, null, null, null, null, null, null]);
  });

  it('reads back what formatDuration wrote', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 400 * 86_400_000 }), (ms) => parseDuration(formatDuration(ms)) === ms));
  });
});
