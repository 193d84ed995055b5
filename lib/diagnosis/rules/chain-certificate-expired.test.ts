import { describe, expect, it } from 'vitest';
import { evidenceOfChain, evidenceOfLeaf, evidenceWithoutCertificate, makeRoot } from '../testing/certificate-evidence.ts';
import { makeCertificate, makeEvidence, makeIssuer } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { certificateExpired } from './certificate-expired.ts';
import { chainCertificateExpired } from './chain-certificate-expired.ts';

const leaf = makeCertificate();
const expiredIssuer = makeIssuer({ notAfter: '2026-11-10T00:00:00.000Z' });

describe('chain-certificate-expired', () => {
  it('names the issuer that expired, and the leaf is not blamed', () => {
    const evidence = evidenceOfChain({ sent: [leaf, expiredIssuer], path: [leaf, expiredIssuer, makeRoot()] });
    expect(runRule(chainCertificateExpired, evidence)).toMatchObject({
      summary: 'The issuer Corp Issuing CA in the chain expired 10 days ago, on 2026-11-10 00:00 UTC.',
      facts: { expiredSubjects: [expiredIssuer.subject], includesAnchor: false },
      observations: [
        { label: 'Issuer Corp Issuing CA', seen: 'valid until 2026-11-10T00:00:00Z (10 days ago), sent by the server' },
        { label: 'Chain as built' },
      ],
    });
    expect(runRule(certificateExpired, evidence)).toBeNull();
  });

  it('counts a root of the trust store too', () => {
    const root = makeRoot({ notAfter: '2026-01-01T00:00:00.000Z' });
    const evidence = evidenceOfChain({ sent: [leaf, expiredIssuer], path: [leaf, expiredIssuer, root] });
    expect(runRule(chainCertificateExpired, evidence)).toMatchObject({
      summary: expect.stringContaining('and 1 more issuer with it'),
      facts: { includesAnchor: true },
      observations: [{}, { label: 'Root Corp Root CA', seen: expect.stringContaining('taken from the trust store') }, {}],
    });
  });

  it('leaves an expired leaf to its own rule', () => {
    expect(runRule(chainCertificateExpired, evidenceOfLeaf({ notAfter: '2026-11-01T00:00:00.000Z' }))).toBeNull();
  });

  it('finds nothing while all are valid, and does not apply without an issuer', () => {
    expect(runRule(chainCertificateExpired, makeEvidence())).toBeNull();
    expect(runRule(chainCertificateExpired, evidenceOfChain({ sent: [leaf], ending: 'issuer-missing' }))).toBe('not-applicable');
    expect(runRule(chainCertificateExpired, evidenceWithoutCertificate())).toBe('not-applicable');
  });
});
