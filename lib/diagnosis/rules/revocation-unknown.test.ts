import { describe, expect, it } from 'vitest';
import type { DeepScan, RevocationSource } from '../../probe/deep-scan/record.ts';
import { diagnose } from '../diagnose.ts';
import { noKnowledge } from '../knowledge.ts';
import { defaultSubject } from '../subject.ts';
import { evidenceOfChain, evidenceWithoutCertificate } from '../testing/certificate-evidence.ts';
import { makeAnswer, makeDeepScan, makeSource, scannedAt } from '../testing/deep-scan-factory.ts';
import { makeCertificate, makeEvidence, makeIssuer, type Overrides, probedAt } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { revocationUnknown } from './revocation-unknown.ts';

const run = (overrides: Overrides<DeepScan>, evidence = makeEvidence(), now = probedAt) =>
  runRule(revocationUnknown, evidence, { knowledge: { deepScan: makeDeepScan(overrides) }, now });
const failed = (source: Partial<RevocationSource>) => makeAnswer({ status: 'unknown', sources: [makeSource({ status: null, ...source })] });

describe('revocation-unknown', () => {
  it.each([
    [{ outcome: 'unreachable' }, 'the CRL at http://pki.corp.example/issuing.crl could not be reached'],
    [{ outcome: 'stale', nextUpdate: '2026-11-18T00:00:00.000Z' }, 'issuing.crl is out of date since 2026-11-18 00:00 UTC'],
    [
      { kind: 'ocsp', address: 'http://ocsp.corp.example', outcome: 'answered', status: 'unknown' },
      'OCSP at http://ocsp.corp.example does not know the certificate',
    ],
    [{ outcome: 'bad-signature' }, 'issuing.crl has a signature that does not verify'],
    [{ outcome: 'unsupported', message: 'The issuer was not sent.' }, 'issuing.crl is of no use here (The issuer was not sent)'],
  ] as const)('says why: %j', (source, words) => {
    expect(run({ revocation: [failed(source)] })).toMatchObject({ summary: expect.stringContaining(words), facts: { namesNone: false } });
  });

  it('finds a certificate that names no place to ask', () => {
    expect(run({ revocation: [makeAnswer({ status: 'unknown', sources: [] })] })).toMatchObject({
      summary:
        'Whether dc01.corp.example is revoked cannot be told: the certificate names neither a CRL nor an OCSP responder (deep scan of 2026-11-20 06:00 UTC).',
      facts: { namesNone: true },
    });
  });

  it('finds an issuer of which nothing is known', () => {
    const { sha256, subject } = makeIssuer();
    expect(run({ revocation: [makeAnswer(), makeAnswer({ sha256, subject, status: 'unknown', sources: [] })] })).toMatchObject({
      facts: { unknownSubjects: [subject] },
    });
  });

  it('judges nothing but staples when fetching is not allowed', () => {
    const notAllowed = makeSource({ outcome: 'not-allowed', status: null });
    const asked = (...sources: RevocationSource[]) =>
      run({ revocationAllowed: false, revocation: [makeAnswer({ status: 'unknown', sources: [...sources, notAllowed] })] });
    expect(asked()).toBe('not-applicable');
    expect(asked(makeSource({ kind: 'staple', address: null, outcome: 'stale', status: null, nextUpdate: null }))).toMatchObject({
      summary: expect.stringContaining('cannot be told: the stapled OCSP answer is out of date (deep scan'),
    });
    expect(
      run({ revocationAllowed: false, revocation: [makeAnswer({ sources: [makeSource({ kind: 'staple', address: null })] })] }),
    ).toBeNull();
  });

  it('judges nothing that nobody was asked about, for want of a trusted path', () => {
    const notTrusted = makeSource({ outcome: 'untrusted', status: null });
    const staple = makeSource({ kind: 'staple', address: null, outcome: 'stale', status: null, nextUpdate: null });
    const answers = (...sources: RevocationSource[]) => ({ revocation: [makeAnswer({ status: 'unknown', sources })] });
    expect(run(answers(notTrusted))).toBe('not-applicable');
    expect(run(answers(staple, notTrusted))).toBe('not-applicable');
    const issuerMissing = evidenceOfChain({ sent: [makeCertificate()], ending: 'issuer-missing' });
    expect(run(answers(), issuerMissing)).toBe('not-applicable');
    expect(run({ revocation: [makeAnswer({ sources: [makeSource({ kind: 'staple', address: null }), notTrusted] })] })).toBeNull();
  });

  it('passes when every certificate of the path is known to be good', () => {
    expect(run({})).toBeNull();
  });

  it('does not apply without a certificate, without a deep scan, after a week, or for other certificates', () => {
    expect(run({}, evidenceWithoutCertificate())).toBe('not-applicable');
    expect(runRule(revocationUnknown, makeEvidence())).toBe('not-applicable');
    expect(run({}, makeEvidence(), new Date(scannedAt.getTime() + 8 * 86_400_000))).toBe('not-applicable');
    expect(run({ revocation: [makeAnswer({ sha256: 'ee'.repeat(32), status: 'unknown', sources: [] })] })).toBe('not-applicable');
  });

  it('is left out beside a revoked certificate', () => {
    const { sha256, subject } = makeIssuer();
    const revocation = [
      makeAnswer({ status: 'revoked', sources: [makeSource({ status: 'revoked', revokedAt: '2026-11-01T00:00:00.000Z' })] }),
      makeAnswer({ sha256, subject, status: 'unknown', sources: [] }),
    ];
    const knowledge = { ...noKnowledge, deepScan: makeDeepScan({ revocation }) };
    const { findings } = diagnose(makeEvidence(), { subject: defaultSubject, now: probedAt, knowledge });
    expect(findings.map(({ id }) => id)).toEqual(['certificate-revoked']);
  });
});
