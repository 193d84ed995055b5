import { describe, expect, it } from 'vitest';
import { evidenceOfChain, evidenceOfLeaf, evidenceWithoutCertificate } from '../testing/certificate-evidence.ts';
import { evidenceOf, makeAttempt, makeCertificate, makeEvidence, makeIssuer } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { certificateMalformed } from './certificate-malformed.ts';
import { hostNameNotInCertificate } from './host-name-not-in-certificate.ts';
import { intermediateMissing } from './intermediate-missing.ts';

const unreadable = {
  malformed: 'The bytes end inside the extensions.',
  subject: '',
  subjectCommonNames: [],
  issuer: '',
  notBefore: null,
  notAfter: null,
  dnsNames: [],
  extendedKeyUsage: null,
};

describe('certificate-malformed', () => {
  it('says why the certificate of the server cannot be read, and no rule judges its empty facts', () => {
    const evidence = evidenceOfLeaf(unreadable, { inSubjectAlternativeName: false, inCommonName: false });
    expect(runRule(certificateMalformed, evidence)).toMatchObject({
      summary: 'The certificate of the server cannot be read: the bytes end inside the extensions.',
      facts: { places: ['1'] },
    });
    expect(runRule(hostNameNotInCertificate, evidence)).toBe('not-applicable');
    expect(runRule(intermediateMissing, evidence)).toBe('not-applicable');
  });

  it('reports an issuer too, by its place', () => {
    const evidence = evidenceOfChain({ sent: [makeCertificate(), makeIssuer({ malformed: 'not a SEQUENCE' })] });
    expect(runRule(certificateMalformed, evidence)).toMatchObject({
      summary: 'Certificate 2 of the chain cannot be read: not a SEQUENCE.',
      observations: [{ label: 'Certificate 2 of 2' }, {}],
    });
  });

  it.each(['none-sent', 'too-many', 'unclassified'] as const)('leaves certificates that could not be had to the TLS rules (%s)', (code) => {
    const certificate = { status: 'failed', ms: 1, code, detail: { message: '', systemCode: null } } as const;
    expect(runRule(certificateMalformed, evidenceOf(makeAttempt({ certificate })))).toBe('not-applicable');
    expect(runRule(certificateMalformed, evidenceWithoutCertificate())).toBe('not-applicable');
  });

  it('finds nothing when all certificates can be read', () => {
    expect(runRule(certificateMalformed, makeEvidence())).toBeNull();
  });
});
