import { describe, expect, it } from 'vitest';
import type { FormerLeaf } from '../knowledge.ts';
import { evidenceOfLeaf, evidenceWithoutCertificate } from '../testing/certificate-evidence.ts';
import { makeEvidence } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { certificateChanged } from './certificate-changed.ts';

const former: FormerLeaf = {
  sha256: 'f1'.repeat(32),
  subject: 'CN=old.corp.example',
  issuer: 'CN=Old CA',
  notBefore: '2025-06-01T00:00:00.000Z',
  notAfter: '2026-12-01T00:00:00.000Z',
  changedAt: '2026-11-20T09:00:00.000Z',
};
const run = (formerLeaf: FormerLeaf | null, now?: string) =>
  runRule(certificateChanged, makeEvidence(), { knowledge: { formerLeaf }, ...(now === undefined ? {} : { now: new Date(now) }) });

describe('certificate-changed', () => {
  it('shows the old and the new certificate', () => {
    expect(run(former)).toMatchObject({
      summary: 'The server has been serving another certificate since 2026-11-20 09:00 UTC; this is told for 24 hours after a change.',
      facts: { formerSha256: former.sha256, formerSubject: 'CN=old.corp.example' },
      observations: [
        { seen: '2026-11-20 09:00 UTC (3 hours ago)' },
        { seen: 'dc01.corp.example, 2026-06-01 to 2027-06-01, SHA-256 a1a1a1a1a1a1a1a1…' },
        { seen: 'old.corp.example, 2025-06-01 to 2026-12-01, SHA-256 f1f1f1f1f1f1f1f1…' },
        { seen: 'Corp Issuing CA, before that by Old CA' },
      ],
    });
  });

  it('does without an issuer that was not kept', () => {
    const { issuer: _, ...kept } = former;
    expect(run(kept)).toMatchObject({ observations: [{}, {}, {}, { seen: expect.stringContaining('an issuer that was not kept') }] });
  });

  it('tells it for less than 24 hours, and not before it happened', () => {
    expect(run(former, '2026-11-21T08:59:59.999Z')).not.toBeNull();
    expect(run(former, '2026-11-21T09:00:00Z')).toBeNull();
    expect(run(former, '2026-11-20T08:59:59Z')).toBeNull();
  });

  it('finds nothing when the former certificate is back', () => {
    expect(runRule(certificateChanged, evidenceOfLeaf({ sha256: former.sha256 }), { knowledge: { formerLeaf: former } })).toBeNull();
  });

  it('does not apply without a former certificate, without a present one, or where any server of a domain answers', () => {
    expect(run(null)).toBe('not-applicable');
    const knowledge = { formerLeaf: former };
    expect(runRule(certificateChanged, evidenceWithoutCertificate(), { knowledge })).toBe('not-applicable');
    expect(runRule(certificateChanged, makeEvidence(), { knowledge, subject: { standsForDomain: true } })).toBe('not-applicable');
  });
});
