import { describe, expect, it } from 'vitest';
import { evidenceOfChain, evidenceWithoutCertificate, makeRoot } from '../testing/certificate-evidence.ts';
import { makeCertificate, makeEvidence, makeIssuer } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { intermediateMissing } from './intermediate-missing.ts';
import { issuerNotTrusted } from './issuer-not-trusted.ts';
import { selfSignedCertificate } from './self-signed-certificate.ts';

const leafAndIssuer = [makeCertificate(), makeIssuer()];

describe('issuer-not-trusted', () => {
  it('names the root that was sent and is in no trust store', () => {
    const evidence = evidenceOfChain({ sent: [...leafAndIssuer, makeRoot()], ending: 'untrusted-root' });
    expect(runRule(issuerNotTrusted, evidence)).toMatchObject({
      summary: 'The chain ends at the root Corp Root CA, which no trust store of this endpoint holds.',
      facts: { ending: 'untrusted-root', missingIssuer: null },
      observations: [{ seen: 'dc01.corp.example → Corp Issuing CA → Corp Root CA' }, {}, { seen: '140 certificates' }],
    });
    expect(runRule(intermediateMissing, evidence)).toBeNull();
    expect(runRule(selfSignedCertificate, evidence)).toBeNull();
  });

  it('names the issuer that is unknown when the last certificate that was sent is no root', () => {
    const evidence = evidenceOfChain({ sent: leafAndIssuer, ending: 'issuer-missing' });
    expect(runRule(issuerNotTrusted, evidence)).toMatchObject({
      summary: 'The chain ends at Corp Issuing CA, whose issuer Corp Root CA no trust store of this endpoint holds.',
      facts: { missingIssuer: 'CN=Corp Root CA,DC=corp,DC=example' },
    });
    expect(runRule(intermediateMissing, evidence)).toBeNull();
  });

  it('leaves a leaf without its issuer to its neighbour', () => {
    const evidence = evidenceOfChain({ sent: [makeCertificate()], ending: 'issuer-missing' });
    expect(runRule(issuerNotTrusted, evidence)).toBeNull();
    expect(runRule(intermediateMissing, evidence)).not.toBeNull();
  });

  it('finds nothing on an anchored path, and does not apply without a certificate', () => {
    expect(runRule(issuerNotTrusted, makeEvidence())).toBeNull();
    expect(runRule(issuerNotTrusted, evidenceWithoutCertificate())).toBe('not-applicable');
  });
});
