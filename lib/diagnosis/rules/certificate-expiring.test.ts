import { describe, expect, it } from 'vitest';
import { defaultExpiryWindows } from '../rule.ts';
import { evidenceOfLeaf, evidenceWithoutCertificate } from '../testing/certificate-evidence.ts';
import { makeEvidence } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { certificateExpired } from './certificate-expired.ts';
import { certificateExpiring } from './certificate-expiring.ts';

const twoYears = { notBefore: '2024-12-10T00:00:00.000Z', notAfter: '2026-12-10T00:00:00.000Z' };
const fortySevenDays = { notBefore: '2026-10-14T12:00:00.000Z', notAfter: '2026-11-30T12:00:00.000Z' };

describe('certificate-expiring', () => {
  it('warns inside the last 30 days of a 2-year certificate', () => {
    expect(runRule(certificateExpiring, evidenceOfLeaf(twoYears))).toMatchObject({
      severity: 'warning',
      summary: 'The certificate of dc01.corp.example expires in 19 days, on 2026-12-10 00:00 UTC.',
      facts: { daysLeft: 19, warningDays: 30, criticalDays: 7 },
    });
  });

  it('is critical inside the last 7 days', () => {
    expect(runRule(certificateExpiring, evidenceOfLeaf(twoYears), { now: new Date('2026-12-03T00:00:01Z') })).toMatchObject({
      severity: 'critical',
      facts: { daysLeft: 6 },
    });
  });

  it('lets a 47-day certificate alone 10 days before its end, and warns 9 days before it', () => {
    expect(runRule(certificateExpiring, evidenceOfLeaf(fortySevenDays))).toBeNull();
    expect(runRule(certificateExpiring, evidenceOfLeaf(fortySevenDays), { now: new Date('2026-11-21T12:00:00Z') })).toMatchObject({
      severity: 'warning',
      observations: [{ healthy: 'More than 9.4 days ahead (critical below 2.4 days)' }, {}, {}],
    });
  });

  it('goes by the windows of the endpoint', () => {
    const expiryWindows = { ...defaultExpiryWindows, warningDays: 14 };
    expect(runRule(certificateExpiring, evidenceOfLeaf(twoYears), { subject: { expiryWindows } })).toBeNull();
  });

  it('leaves an expired certificate to its own rule, which suppresses this one', () => {
    const now = new Date('2026-12-11T00:00:00Z');
    expect(runRule(certificateExpiring, evidenceOfLeaf(twoYears), { now })).toBeNull();
    expect(runRule(certificateExpired, evidenceOfLeaf(twoYears), { now })).not.toBeNull();
    expect(certificateExpired.suppresses).toContain('certificate-expiring');
  });

  it('finds nothing half a year before the end, and does not apply without a certificate', () => {
    expect(runRule(certificateExpiring, makeEvidence())).toBeNull();
    expect(runRule(certificateExpiring, evidenceWithoutCertificate())).toBe('not-applicable');
  });
});
