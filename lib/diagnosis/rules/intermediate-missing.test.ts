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
      confidence: 'medium',
      summary:
        'The server sends its certificate alone, without the issuer Corp Issuing CA: either that is an intermediate which the server has to send, or a root of your own which clients have to trust. Windows may still succeed by fetching it from http://pki.corp.example/issuing.crt; most other clients do not.',
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

  it('has the root trusted before the chain is sent, on domain controllers, after a look which of the two it is', () => {
    const titles = intermediateMissing.article.resolve.filter(({ profiles }) => profiles.includes('ad-ds')).map(({ title }) => title);
    expect(titles.slice(0, 4)).toEqual([
      'See whether the issuer is a root',
      'Let Windows clients trust the root',
      'Let Linux, Java and other clients trust the root',
      'Give the server its intermediates',
    ]);
    expect(intermediateMissing.article.inference).toContain('look the same');
  });

  it('finds nothing when the issuer was not sent but is in a trust store', () => {
    expect(runRule(intermediateMissing, evidenceOfChain({ sent: [leaf], path: [leaf, makeIssuer()], ending: 'anchored' }))).toBeNull();
  });

  it('finds nothing on a whole chain, and does not apply without a certificate', () => {
    expect(runRule(intermediateMissing, makeEvidence())).toBeNull();
    expect(runRule(intermediateMissing, evidenceWithoutCertificate())).toBe('not-applicable');
  });
});
