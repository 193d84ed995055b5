import { describe, expect, it } from 'vitest';
import { evidenceOfLeaf, evidenceWithoutCertificate } from '../testing/certificate-evidence.ts';
import { makeEvidence, probedAt } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { certificateExpired } from './certificate-expired.ts';

const expired = evidenceOfLeaf({ notAfter: '2026-11-17T06:00:00.000Z' });

describe('certificate-expired', () => {
  it('says when it expired and how long ago', () => {
    expect(runRule(certificateExpired, expired)).toMatchObject({
      summary: 'The certificate of dc01.corp.example expired 3 days ago, on 2026-11-17 06:00 UTC.',
      facts: { notAfter: '2026-11-17T06:00:00.000Z', daysLeft: -4 },
      observations: [
        { label: 'Valid until', seen: '2026-11-17T06:00:00Z (3 days ago)', healthy: 'A time after 2026-11-20T12:00:00Z' },
        {},
        {},
      ],
    });
  });

  it('judges the same evidence by the time that is given', () => {
    expect(runRule(certificateExpired, expired, { now: new Date('2026-11-17T06:00:00Z') })).toBeNull();
    expect(runRule(certificateExpired, expired, { now: new Date('2026-11-17T06:00:01Z') })).not.toBeNull();
  });

  it('finds nothing on a certificate in its validity, however near its end', () => {
    expect(runRule(certificateExpired, makeEvidence())).toBeNull();
    expect(runRule(certificateExpired, evidenceOfLeaf({ notAfter: new Date(probedAt.getTime() + 1000).toISOString() }))).toBeNull();
  });

  it('does not apply without a certificate, or to one that cannot be read', () => {
    expect(runRule(certificateExpired, evidenceWithoutCertificate())).toBe('not-applicable');
    expect(runRule(certificateExpired, evidenceOfLeaf({ malformed: 'cut off', notAfter: null }))).toBe('not-applicable');
  });
});
