import { describe, expect, it } from 'vitest';
import { diagnose } from '../diagnose.ts';
import { defaultSubject } from '../subject.ts';
import { evidenceOfChain, evidenceWithoutCertificate } from '../testing/certificate-evidence.ts';
import { makeCertificate, makeEvidence, probedAt } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { certificateExpired } from './certificate-expired.ts';
import { intermediateMissing } from './intermediate-missing.ts';
import { issuerNotTrusted } from './issuer-not-trusted.ts';
import { selfSignedCertificate } from './self-signed-certificate.ts';

const selfSigned = makeCertificate({ issuer: 'CN=dc01.corp.example', selfSigned: true });

describe('self-signed-certificate', () => {
  it('reports a leaf that signed itself and is no trust anchor, and its neighbours keep silent', () => {
    const evidence = evidenceOfChain({ sent: [selfSigned], ending: 'untrusted-root' });
    expect(runRule(selfSignedCertificate, evidence)).toMatchObject({
      summary: 'The certificate of dc01.corp.example signed itself, and no trust store of this endpoint holds it.',
      facts: { anchorCount: 140 },
    });
    expect(runRule(issuerNotTrusted, evidence)).toBeNull();
    expect(runRule(intermediateMissing, evidence)).toBeNull();
  });

  it('lets one alone that is itself a trust anchor', () => {
    expect(runRule(selfSignedCertificate, evidenceOfChain({ sent: [selfSigned], ending: 'anchored' }))).toBeNull();
  });

  it('is reported beside its expiry', () => {
    const expired = makeCertificate({ issuer: 'CN=dc01.corp.example', selfSigned: true, notAfter: '2026-10-01T00:00:00.000Z' });
    const { findings } = diagnose(evidenceOfChain({ sent: [expired], ending: 'untrusted-root' }), {
      subject: defaultSubject,
      now: probedAt,
      rules: [certificateExpired, selfSignedCertificate, issuerNotTrusted, intermediateMissing],
    });
    expect(findings.map(({ id }) => id)).toEqual(['certificate-expired', 'self-signed-certificate']);
  });

  it('finds nothing on an issued certificate, and does not apply without one', () => {
    expect(runRule(selfSignedCertificate, makeEvidence())).toBeNull();
    expect(runRule(selfSignedCertificate, evidenceWithoutCertificate())).toBe('not-applicable');
  });
});
