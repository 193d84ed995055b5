import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../probe/evidence.ts';
import { diagnose } from '../diagnose.ts';
import { defaultSubject } from '../subject.ts';
import { evidenceOfChain, evidenceOfLeaf, evidenceWithoutCertificate } from '../testing/certificate-evidence.ts';
import { makeCertificate, makeEvidence, probedAt } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { certificateIsCa } from './certificate-is-ca.ts';

const ca = { basicConstraints: { ca: true, pathLength: null } };
const idsOf = (evidence: Evidence): readonly string[] =>
  diagnose(evidence, { subject: defaultSubject, now: probedAt }).findings.map(({ id }) => id);

describe('certificate-is-ca', () => {
  it('warns when the server shows a certificate that may issue others', () => {
    expect(runRule(certificateIsCa, evidenceOfLeaf(ca))).toMatchObject({
      summary: expect.stringContaining('The certificate of dc01.corp.example is marked as that of a certification authority'),
      facts: { selfSigned: false, trusted: true, maySignCertificates: false },
    });
    expect(runRule(certificateIsCa, evidenceOfLeaf({ ...ca, keyUsage: null }))).toMatchObject({ facts: { maySignCertificates: true } });
  });

  it('covers the key usage that such a certificate has', () => {
    expect(idsOf(evidenceOfLeaf({ ...ca, keyUsage: ['keyCertSign', 'cRLSign'] }))).toEqual(['certificate-is-ca']);
  });

  it('is left out where the certificate signed itself and nobody trusts it', () => {
    const leaf = makeCertificate({ ...ca, selfSigned: true, issuer: 'CN=dc01.corp.example' });
    expect(idsOf(evidenceOfChain({ sent: [leaf], ending: 'untrusted-root' }))).toEqual(['self-signed-certificate']);
    expect(idsOf(evidenceOfChain({ sent: [leaf], ending: 'anchored' }))).toEqual(['certificate-is-ca']);
  });

  it('finds nothing in CA:FALSE or without the extension, and does not apply without a certificate', () => {
    expect(runRule(certificateIsCa, evidenceOfLeaf({ basicConstraints: { ca: false, pathLength: null } }))).toBeNull();
    expect(runRule(certificateIsCa, makeEvidence())).toBeNull();
    expect(runRule(certificateIsCa, evidenceWithoutCertificate())).toBe('not-applicable');
  });
});
