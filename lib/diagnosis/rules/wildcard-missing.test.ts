import { describe, expect, it } from 'vitest';
import { diagnose } from '../diagnose.ts';
import { defaultSubject } from '../subject.ts';
import { evidenceOfLeaf, evidenceWithoutCertificate } from '../testing/certificate-evidence.ts';
import { makeEvidence, probedAt } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { wildcardMissing } from './wildcard-missing.ts';

const entra = { profile: 'entra-ds' } as const;

describe('wildcard-missing', () => {
  it('warns when a managed domain serves a certificate for one name', () => {
    expect(runRule(wildcardMissing, makeEvidence(), entra)).toMatchObject({
      summary: 'The certificate has no name *.corp.example, which secure LDAP of a managed domain asks for.',
      facts: { wantedName: '*.corp.example' },
    });
  });

  it('finds nothing with the wildcard among the DNS names or as common name', () => {
    expect(runRule(wildcardMissing, evidenceOfLeaf({ dnsNames: ['corp.example', '*.CORP.example'] }), entra)).toBeNull();
    expect(runRule(wildcardMissing, evidenceOfLeaf({ subjectCommonNames: ['*.corp.example'] }), entra)).toBeNull();
  });

  it('asks for the wildcard of the name itself where that stands for the domain', () => {
    const subject = { standsForDomain: true };
    const wild = evidenceOfLeaf({ dnsNames: ['*.dc01.corp.example'] });
    expect(runRule(wildcardMissing, wild, { ...entra, subject })).toBeNull();
    expect(runRule(wildcardMissing, wild, entra)).toMatchObject({ facts: { wantedName: '*.corp.example' } });
  });

  it('is left out where the name that clients use is missing altogether, because the wildcard would hold it', () => {
    const wrongName = { inSubjectAlternativeName: false, inCommonName: false, matched: null };
    const evidence = evidenceOfLeaf({ dnsNames: ['other.example'], subjectCommonNames: ['other.example'] }, wrongName);
    const { findings } = diagnose(evidence, { subject: { ...defaultSubject, ...entra }, now: probedAt });
    expect(findings.map(({ id }) => id)).toEqual(['host-name-not-in-certificate']);
  });

  it('does not apply to addresses, to names without a domain, or without a certificate', () => {
    expect(runRule(wildcardMissing, evidenceOfLeaf({}, { isIpAddress: true }), entra)).toBe('not-applicable');
    expect(runRule(wildcardMissing, makeEvidence({ target: { host: 'dc01' } }), entra)).toBe('not-applicable');
    expect(runRule(wildcardMissing, evidenceWithoutCertificate(), entra)).toBe('not-applicable');
  });

  it('is asked of managed domains alone', () => {
    expect(wildcardMissing.profiles).toEqual(['entra-ds']);
  });
});
