import { describe, expect, it } from 'vitest';
import { evidenceOfChain, evidenceWithoutCertificate } from '../testing/certificate-evidence.ts';
import { makeCertificate, makeEvidence, makeIssuer } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { intermediateMissing } from './intermediate-missing.ts';
import { issuerNotTrusted } from './issuer-not-trusted.ts';

const leaf = makeCertificate();
const stranger = makeIssuer({ sha256: 'c1'.repeat(32), subject: 'CN=Some Other CA', subjectCommonNames: ['Some Other CA'] });

describe('intermediate-missing', () => {
  it('names the missing issuer and where Windows may fetch it', () => {
    expect(runRule(intermediateMissing, evidenceOfChain({ sent: [leaf], ending: 'issuer-missing' }))).toMatchObject({
      confidence: 'high',
      summary:
        'The server sends its certificate alone, without the issuer Corp Issuing CA. Windows may still succeed by fetching it from http://pki.corp.example/issuing.crt; most other clients do not.',
      facts: { missingIssuer: leaf.issuer, issuerAddresses: ['http://pki.corp.example/issuing.crt'], sentCount: 1 },
    });
  });

  it('says so when the certificate names no address', () => {
    const evidence = evidenceOfChain({ sent: [makeCertificate({ issuerAddresses: [] })], ending: 'issuer-missing' });
    expect(runRule(intermediateMissing, evidence)).toMatchObject({ summary: expect.stringContaining('does not say where to fetch it') });
  });

  it('reports unrelated certificates that were sent in its place', () => {
    const evidence = evidenceOfChain({ sent: [leaf, stranger], path: [leaf], ending: 'issuer-missing' });
    expect(runRule(intermediateMissing, evidence)).toMatchObject({
      summary: expect.stringContaining('1 unrelated certificate beside its own, without the issuer Corp Issuing CA'),
      facts: { unrelatedSubjects: ['CN=Some Other CA'] },
    });
    expect(runRule(issuerNotTrusted, evidence)).toBeNull();
  });

  it('finds nothing when the issuer was not sent but is in a trust store', () => {
    expect(runRule(intermediateMissing, evidenceOfChain({ sent: [leaf], path: [leaf, makeIssuer()], ending: 'anchored' }))).toBeNull();
  });

  it('finds nothing on a whole chain, and does not apply without a certificate', () => {
    expect(runRule(intermediateMissing, makeEvidence())).toBeNull();
    expect(runRule(intermediateMissing, evidenceWithoutCertificate())).toBe('not-applicable');
  });
});
