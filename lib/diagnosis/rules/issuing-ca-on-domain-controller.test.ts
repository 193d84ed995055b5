import { describe, expect, it } from 'vitest';
import { evidenceOfLeaf, evidenceWithoutCertificate } from '../testing/certificate-evidence.ts';
import { makeEvidence } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { issuingCaOnDomainController } from './issuing-ca-on-domain-controller.ts';

const knowledge = { domainControllers: ['dc01.corp.example', 'dc02.corp.example', 'averylongservername.corp.example'] };
const issuedBy = (issuerCommonName: string | null, more = {}) => evidenceOfLeaf({ issuerCommonName, ...more });

describe('issuing-ca-on-domain-controller', () => {
  it('recognizes the default name, in any case of letters', () => {
    expect(runRule(issuingCaOnDomainController, issuedBy('CORP-DC02-CA'), { knowledge })).toMatchObject({
      confidence: 'medium',
      summary: 'The issuing CA is called CORP-DC02-CA, the name that Windows proposes for a CA on dc02.corp.example, a domain controller.',
      facts: { domainController: 'dc02.corp.example' },
    });
  });

  it('is less sure where the domain has another short name', () => {
    expect(runRule(issuingCaOnDomainController, issuedBy('HEADQUARTERS-DC01-CA'), { knowledge })).toMatchObject({ confidence: 'low' });
  });

  it('knows that Windows cuts long server names', () => {
    expect(runRule(issuingCaOnDomainController, issuedBy('corp-AVERYLONGSERVER-CA'), { knowledge })).toMatchObject({
      facts: { domainController: 'averylongservername.corp.example' },
    });
  });

  it('finds nothing in a CA on another server, or with a name of its own', () => {
    for (const name of ['CORP-PKI01-CA', 'Corp Issuing CA', 'DC01-CA', 'CORP-XDC01-CA']) {
      expect(runRule(issuingCaOnDomainController, issuedBy(name), { knowledge })).toBeNull();
    }
  });

  it('does not apply without registered domain controllers, an issuer with a name, or a certificate', () => {
    expect(runRule(issuingCaOnDomainController, issuedBy('CORP-DC02-CA'))).toBe('not-applicable');
    expect(runRule(issuingCaOnDomainController, issuedBy(null), { knowledge })).toBe('not-applicable');
    expect(runRule(issuingCaOnDomainController, issuedBy('CORP-DC02-CA', { selfSigned: true }), { knowledge })).toBe('not-applicable');
    expect(runRule(issuingCaOnDomainController, evidenceWithoutCertificate(), { knowledge })).toBe('not-applicable');
    expect(runRule(issuingCaOnDomainController, makeEvidence(), { knowledge })).toBeNull();
  });

  it('is asked of domain controllers alone', () => {
    expect(issuingCaOnDomainController.profiles).toEqual(['ad-ds']);
  });
});
