import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evidenceOfDirectoryFailure, evidenceOfRootDse } from '../testing/certificate-evidence.ts';
import { makeEvidence, openLdapRootDse, probedAt } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { clockSkew } from './clock-skew.ts';

const generalizedTime = (time: Date): string => `${time.toISOString().slice(0, 19).replace(/[-:T]/g, '')}.0Z`;
const skewed = (seconds: number, roundTripMs = 0) =>
  evidenceOfRootDse({ currentTime: [generalizedTime(new Date(probedAt.getTime() + seconds * 1000))] }, { roundTripMs });

describe('clock-skew', () => {
  it('says by how much, in which direction and against which clock', () => {
    expect(runRule(clockSkew, skewed(130))).toMatchObject({
      severity: 'warning',
      summary: "The server's clock is 130 seconds ahead of that of the location berlin.",
      facts: { skewSeconds: 130, serverTime: '2026-11-20T12:02:10.000Z' },
    });
    expect(runRule(clockSkew, skewed(-400))).toMatchObject({
      severity: 'critical',
      summary: "The server's clock is 400 seconds behind that of the location berlin.",
    });
  });

  it.each([
    [60, null],
    [61, 'warning'],
    [-60, null],
    [-61, 'warning'],
    [300, 'warning'],
    [301, 'critical'],
    [-301, 'critical'],
  ])('judges %i seconds as %s', (seconds, severity) => {
    const discovery = runRule(clockSkew, skewed(seconds));
    expect(discovery === null || discovery === 'not-applicable' ? discovery : discovery.severity).toBe(severity);
  });

  it('takes half the round trip into account', () => {
    expect(runRule(clockSkew, skewed(63, 6000))).toBeNull();
    expect(runRule(clockSkew, skewed(64, 6000))).toMatchObject({ facts: { skewSeconds: 61 } });
    expect(runRule(clockSkew, skewed(-58, 6000))).toMatchObject({ facts: { skewSeconds: -61 } });
  });

  it('is silent within a minute and never beyond it', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10_000, max: 10_000 }), (seconds) => {
        expect(runRule(clockSkew, skewed(seconds)) === null).toBe(Math.abs(seconds) <= 60);
      }),
    );
  });

  it('finds nothing on a true clock', () => {
    expect(runRule(clockSkew, makeEvidence())).toBeNull();
  });

  it('does not apply without a currentTime that can be read', () => {
    expect(runRule(clockSkew, evidenceOfRootDse(openLdapRootDse))).toBe('not-applicable');
    expect(runRule(clockSkew, evidenceOfRootDse({ currentTime: ['soon'] }))).toBe('not-applicable');
    expect(runRule(clockSkew, evidenceOfDirectoryFailure('timeout'))).toBe('not-applicable');
  });
});
