import { describe, expect, it } from 'vitest';
import type { CertificateFacts, Evidence } from '../../probe/evidence.ts';
import { diagnose } from '../diagnose.ts';
import { defaultExpiryWindows } from '../rule.ts';
import { defaultSubject } from '../subject.ts';
import { evidenceOfChain, evidenceWithoutCertificate, makeRoot } from '../testing/certificate-evidence.ts';
import { makeCertificate, makeEvidence, makeIssuer, type Overrides, probedAt } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { chainCertificateExpiring } from './chain-certificate-expiring.ts';

const leaf = makeCertificate();
const chainOf = (issuer: Overrides<CertificateFacts>, root: Overrides<CertificateFacts> = {}): Evidence =>
  evidenceOfChain({ sent: [leaf, makeIssuer(issuer)], path: [leaf, makeIssuer(issuer), makeRoot(root)] });

describe('chain-certificate-expiring', () => {
  it('warns of an issuer inside the window', () => {
    expect(runRule(chainCertificateExpiring, chainOf({ notAfter: '2026-12-10T00:00:00.000Z' }))).toMatchObject({
      summary: expect.stringMatching(
        /^The issuer Corp Issuing CA in the chain ends in 19 days, on 2026-12-10 00:00 UTC\. The server’s own/,
      ),
      facts: { daysLeft: 19, insideWindow: true },
    });
  });

  it('warns of an issuer outside the window that ends before the certificate of the server', () => {
    const evidence = chainOf({ notAfter: '2027-03-01T00:00:00.000Z' });
    expect(runRule(chainCertificateExpiring, evidence)).toMatchObject({
      summary: expect.stringContaining('names a later end, 2027-06-01 00:00 UTC, which it will not live to see'),
      facts: { insideWindow: false },
      observations: [{ seen: expect.stringContaining('outside the warning window') }, { label: 'Certificate of the server' }],
    });
  });

  it('lets an issuer alone that ends less than a day before the certificate of the server', () => {
    expect(runRule(chainCertificateExpiring, chainOf({ notAfter: '2027-05-31T00:00:01.000Z' }))).toBeNull();
    expect(runRule(chainCertificateExpiring, chainOf({ notAfter: '2027-05-31T00:00:00.000Z' }))).not.toBeNull();
  });

  it('counts a root only inside the window', () => {
    expect(runRule(chainCertificateExpiring, chainOf({}, { notAfter: '2027-03-01T00:00:00.000Z' }))).toBeNull();
    expect(runRule(chainCertificateExpiring, chainOf({}, { notAfter: '2026-12-01T00:00:00.000Z' }))).toMatchObject({
      summary: expect.stringContaining('The root Corp Root CA in the chain ends in 10 days'),
    });
  });

  it('names the one that ends first, and counts the others', () => {
    const evidence = chainOf({ notAfter: '2026-12-10T00:00:00.000Z' }, { notAfter: '2026-12-01T00:00:00.000Z' });
    expect(runRule(chainCertificateExpiring, evidence)).toMatchObject({
      summary: expect.stringContaining(
        'The root Corp Root CA in the chain ends in 10 days, on 2026-12-01 00:00 UTC, and 1 more issuer after it.',
      ),
    });
  });

  it('goes by the windows of the endpoint', () => {
    const evidence = chainOf({ notAfter: '2027-06-10T00:00:00.000Z' });
    const now = new Date('2027-05-20T00:00:00Z');
    expect(runRule(chainCertificateExpiring, evidence, { now })).not.toBeNull();
    const expiryWindows = { ...defaultExpiryWindows, warningDays: 14 };
    expect(runRule(chainCertificateExpiring, evidence, { now, subject: { expiryWindows } })).toBeNull();
  });

  it('is left out beside an issuer that has expired', () => {
    const evidence = chainOf({ notAfter: '2026-12-10T00:00:00.000Z' }, { notAfter: '2026-11-01T00:00:00.000Z' });
    const { findings } = diagnose(evidence, { subject: defaultSubject, now: probedAt });
    expect(findings.map(({ id }) => id)).toEqual(['chain-certificate-expired']);
    expect(runRule(chainCertificateExpiring, chainOf({ notAfter: '2026-11-10T00:00:00.000Z' }))).toBeNull();
  });

  it('finds nothing while the issuers outlive the leaf, and does not apply without an issuer', () => {
    expect(runRule(chainCertificateExpiring, makeEvidence())).toBeNull();
    expect(runRule(chainCertificateExpiring, evidenceOfChain({ sent: [leaf], ending: 'issuer-missing' }))).toBe('not-applicable');
    expect(runRule(chainCertificateExpiring, evidenceWithoutCertificate())).toBe('not-applicable');
  });
});
