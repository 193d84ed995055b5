import { describe, expect, it } from 'vitest';
import { evidenceOfLeaf, evidenceWithoutCertificate } from '../testing/certificate-evidence.ts';
import { makeEvidence } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { hostNameOnlyInCommonName } from './host-name-only-in-common-name.ts';

const onlyCommonName = { inSubjectAlternativeName: false, inCommonName: true, matched: 'dc01.corp.example' };

describe('host-name-only-in-common-name', () => {
  it('reports a certificate without a subject alternative name', () => {
    expect(
      runRule(hostNameOnlyInCommonName, evidenceOfLeaf({ dnsNames: [], hasSubjectAlternativeName: false }, onlyCommonName)),
    ).toMatchObject({
      summary: expect.stringContaining('dc01.corp.example in its common name alone'),
      facts: { commonNames: ['dc01.corp.example'], hasSubjectAlternativeName: false },
      observations: [{ seen: 'dc01.corp.example' }, { seen: 'none (no subject alternative name)', healthy: 'dc01.corp.example' }],
    });
  });

  it('reports one whose subject alternative name holds other names only, as the GUID of a domain controller', () => {
    const evidence = evidenceOfLeaf({ dnsNames: [], otherNames: ['1.3.6.1.4.1.311.25.1:00'] }, onlyCommonName);
    expect(runRule(hostNameOnlyInCommonName, evidence)).toMatchObject({ facts: { hasSubjectAlternativeName: true } });
  });

  it('finds nothing when neither holds the name: that is another finding', () => {
    expect(
      runRule(hostNameOnlyInCommonName, evidenceOfLeaf({ dnsNames: [] }, { ...onlyCommonName, inCommonName: false, matched: null })),
    ).toBeNull();
  });

  it('finds nothing when the subject alternative name holds it, and does not apply to IP literals or without a certificate', () => {
    expect(runRule(hostNameOnlyInCommonName, makeEvidence())).toBeNull();
    expect(
      runRule(hostNameOnlyInCommonName, evidenceOfLeaf({ dnsNames: [] }, { ...onlyCommonName, host: '192.0.2.10', isIpAddress: true })),
    ).toBe('not-applicable');
    expect(runRule(hostNameOnlyInCommonName, evidenceWithoutCertificate())).toBe('not-applicable');
  });
});
