import { describe, expect, it } from 'vitest';
import { diagnose } from '../diagnose.ts';
import { type AnnouncedLeaf, noKnowledge } from '../knowledge.ts';
import { defaultSubject } from '../subject.ts';
import { evidenceOfLeaf, evidenceWithoutCertificate } from '../testing/certificate-evidence.ts';
import { makeEvidence, probedAt } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { renewedButNotServed } from './renewed-but-not-served.ts';

const newer: AnnouncedLeaf = {
  sha256: 'd1'.repeat(32),
  subject: 'CN=dc01.corp.example',
  notBefore: '2026-11-01T00:00:00.000Z',
  notAfter: '2027-11-01T00:00:00.000Z',
  announcedAt: '2026-11-18T12:00:00.000Z',
};
const run = (...announcedLeaves: readonly AnnouncedLeaf[]) =>
  runRule(renewedButNotServed, makeEvidence(), { knowledge: { announcedLeaves } });

describe('renewed-but-not-served', () => {
  it('warns when an announced certificate is newer than the served one', () => {
    expect(run(newer)).toMatchObject({
      summary: 'A newer certificate was announced for this host 2 days ago, and the server still serves the older one.',
      facts: { announcedSha256: newer.sha256 },
      observations: [
        {
          seen: expect.stringContaining('2026-06-01 to 2027-06-01'),
          healthy: 'dc01.corp.example, 2026-11-01 to 2027-11-01, SHA-256 d1d1d1d1d1d1d1d1…',
        },
        { seen: '2026-11-18 12:00 UTC' },
      ],
    });
  });

  it('names the newest of several', () => {
    const newest = { ...newer, sha256: 'd2'.repeat(32), notBefore: '2026-11-10T00:00:00.000Z' };
    expect(run(newer, newest)).toMatchObject({ facts: { announcedSha256: newest.sha256 } });
  });

  it('finds nothing once it is served', () => {
    const { sha256, notBefore, notAfter } = newer;
    const evidence = evidenceOfLeaf({ sha256, notBefore, notAfter });
    expect(runRule(renewedButNotServed, evidence, { knowledge: { announcedLeaves: [newer] } })).toBeNull();
  });

  it('finds nothing in one that is older, ends earlier, is not valid yet, or cannot be read', () => {
    expect(run({ ...newer, notBefore: '2026-05-01T00:00:00.000Z' })).toBeNull();
    expect(run({ ...newer, notAfter: '2027-05-01T00:00:00.000Z' })).toBeNull();
    expect(run({ ...newer, notBefore: '2026-11-20T12:00:01.000Z' })).toBeNull();
    expect(run({ ...newer, notBefore: null, notAfter: null })).toBeNull();
  });

  it('does not blame a probe from before the announcement', () => {
    expect(run({ ...newer, announcedAt: '2026-11-20T12:00:01.000Z' })).toBeNull();
  });

  it('covers another door that has the newer one already', () => {
    const otherDoors = [{ port: 3269, transport: 'ldaps' as const, lookedAt: probedAt.toISOString(), leaf: newer }];
    const knowledge = { ...noKnowledge, announcedLeaves: [newer], otherDoors };
    const { findings } = diagnose(makeEvidence(), { subject: defaultSubject, now: probedAt, knowledge });
    expect(findings.map(({ id }) => id)).toEqual(['renewed-but-not-served']);
  });

  it('does not apply without an announcement, to names for a domain, or without a certificate', () => {
    expect(run()).toBe('not-applicable');
    const knowledge = { announcedLeaves: [newer] };
    expect(runRule(renewedButNotServed, makeEvidence(), { knowledge, subject: { standsForDomain: true } })).toBe('not-applicable');
    expect(runRule(renewedButNotServed, evidenceWithoutCertificate(), { knowledge })).toBe('not-applicable');
  });
});
