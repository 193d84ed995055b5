import { describe, expect, it } from 'vitest';
import type { RevocationAnswer, RevocationSource } from '../../probe/deep-scan/record.ts';
import { evidenceOfChain, evidenceWithoutCertificate, makeRoot } from '../testing/certificate-evidence.ts';
import { makeAnswer, makeDeepScan, makeSource, scannedAt } from '../testing/deep-scan-factory.ts';
import { makeCertificate, makeEvidence, makeIssuer, probedAt } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { certificateRevoked } from './certificate-revoked.ts';

const revoked = (source: Partial<RevocationSource> = {}) =>
  makeSource({ status: 'revoked', revokedAt: '2026-11-01T08:15:00.000Z', reason: 'keyCompromise', ...source });
const run = (revocation: RevocationAnswer[], evidence = makeEvidence(), now = probedAt) =>
  runRule(certificateRevoked, evidence, { knowledge: { deepScan: makeDeepScan({ revocation }) }, now });
const issuer = { sha256: makeIssuer().sha256, subject: makeIssuer().subject };
const year = 365 * 86_400_000;

describe('certificate-revoked', () => {
  it('names time, reason and who said so', () => {
    expect(run([makeAnswer({ status: 'revoked', sources: [revoked()] })])).toMatchObject({
      summary:
        'The certificate was revoked (since 2026-11-01 08:15 UTC, reason keyCompromise), says the CRL at http://pki.corp.example/issuing.crl (deep scan of 2026-11-20 06:00 UTC).',
      facts: {
        isLeaf: true,
        revokedAt: '2026-11-01T08:15:00.000Z',
        reason: 'keyCompromise',
        saidBy: 'crl',
        seenAt: scannedAt.toISOString(),
      },
    });
  });

  it('takes the word of a staple, and copes with a missing reason', () => {
    expect(
      run([makeAnswer({ status: 'revoked', sources: [makeSource(), revoked({ kind: 'staple', address: null, reason: null })] })]),
    ).toMatchObject({
      summary: expect.stringContaining('reason not given), says the stapled OCSP answer'),
      facts: { saidBy: 'staple', saidByAddress: null },
    });
  });

  it('finds a revoked issuer', () => {
    expect(run([makeAnswer(), makeAnswer({ ...issuer, status: 'revoked', sources: [revoked()] })])).toMatchObject({
      summary: expect.stringMatching(/^The issuer Corp Issuing CA was revoked/),
      facts: { isLeaf: false, allRevoked: [issuer.subject] },
    });
  });

  it('does not count anchors, self-signed certificates, and certificates that are not served any more', () => {
    const root = makeRoot();
    const ofRoot = makeAnswer({ sha256: root.sha256, subject: root.subject, status: 'revoked', sources: [revoked()] });
    expect(run([makeAnswer(), ofRoot])).toBeNull();
    const lone = makeCertificate({ selfSigned: true });
    const selfSigned = evidenceOfChain({ sent: [lone], ending: 'untrusted-root' });
    expect(run([makeAnswer({ status: 'revoked', sources: [revoked()] })], selfSigned)).toBe('not-applicable');
    expect(run([makeAnswer({ sha256: 'ff'.repeat(32), status: 'revoked', sources: [revoked()] })])).toBe('not-applicable');
  });

  it('judges by the time given', () => {
    const answers = [makeAnswer({ status: 'revoked', sources: [revoked()] })];
    expect(run(answers, makeEvidence(), new Date('2026-11-01T08:14:00.000Z'))).toBeNull();
    expect(run(answers, makeEvidence(), new Date('2026-11-01T08:15:00.000Z'))).not.toBeNull();
  });

  it('never forgets a revocation, but a certificate on hold may have been released', () => {
    const late = new Date(probedAt.getTime() + year);
    expect(run([makeAnswer({ status: 'revoked', sources: [revoked()] })], makeEvidence(), late)).not.toBeNull();
    const onHold = [makeAnswer({ status: 'revoked', sources: [revoked({ reason: 'certificateHold' })] })];
    expect(run(onHold)).not.toBeNull();
    expect(run(onHold, makeEvidence(), late)).toBeNull();
  });

  it('passes when all is good', () => {
    expect(run([makeAnswer()])).toBeNull();
  });

  it('does not apply without a certificate, without a deep scan, and where nothing could be found out', () => {
    expect(run([makeAnswer()], evidenceWithoutCertificate())).toBe('not-applicable');
    expect(runRule(certificateRevoked, makeEvidence())).toBe('not-applicable');
    expect(run([makeAnswer({ status: 'unknown', sources: [] })])).toBe('not-applicable');
  });
});
