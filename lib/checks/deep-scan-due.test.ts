import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evidenceOf, failedConnect, failedHandshake, makeAttempt, makeEvidence } from '../diagnosis/testing/evidence-factory.ts';
import { firstDeepScan, longestPauseMs, nextDeepScan, wantsDeepScan } from './deep-scan-due.ts';

describe('the time of a deep scan', () => {
  it('is at first within ten minutes, then once a day at a time of the endpoint’s own', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.date({ min: new Date('2020-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }), (id, now) => {
        const first = firstDeepScan(id, now).getTime() - now.getTime();
        expect(first).toBeGreaterThanOrEqual(0);
        expect(first).toBeLessThan(600_000);
        const next = nextDeepScan(id, now);
        expect(next.getTime() - now.getTime()).toBeGreaterThan(43_200_000);
        expect(next.getTime() - now.getTime()).toBeLessThanOrEqual(longestPauseMs);
        expect(nextDeepScan(id, next).getTime() - next.getTime()).toBe(86_400_000);
      }),
    );
  });

  it('comes only for doors at which TLS was answered, well or badly', () => {
    expect(wantsDeepScan(makeEvidence())).toBe(true);
    expect(wantsDeepScan(evidenceOf({ ...makeAttempt(), ...failedHandshake('reset-before-certificate') }))).toBe(true);
    expect(wantsDeepScan(evidenceOf({ ...makeAttempt(), ...failedConnect('refused') }))).toBe(false);
    expect(wantsDeepScan(makeEvidence({ attempts: [] }))).toBe(false);
  });
});
