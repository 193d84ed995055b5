import { describe, expect, it } from 'vitest';
import { evidenceOfChain, evidenceOfLeaf, evidenceWithoutCertificate, makeRoot } from '../testing/certificate-evidence.ts';
import { makeCertificate, makeEvidence, makeIssuer } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { weakKey } from './weak-key.ts';

const rsa = (bits: number) => ({ key: { algorithm: 'RSA', bits, curve: null } });
const ec = (bits: number, curve: string) => ({ key: { algorithm: 'EC', bits, curve } });

describe('weak-key', () => {
  it.each([
    ['RSA 1023', rsa(1023), 'critical'],
    ['RSA 1024', rsa(1024), 'warning'],
    ['RSA 2047', rsa(2047), 'warning'],
    ['P-192', ec(192, 'P-192'), 'warning'],
  ])('reports %s', (_, key, severity) => {
    expect(runRule(weakKey, evidenceOfLeaf(key))).toMatchObject({ severity });
  });

  it.each([
    ['RSA 2048', rsa(2048)],
    ['P-224', ec(224, 'P-224')],
    ['P-256', ec(256, 'P-256')],
    ['Ed25519', { key: { algorithm: 'Ed25519', bits: null, curve: null } }],
  ])('lets %s alone', (_, key) => {
    expect(runRule(weakKey, evidenceOfLeaf(key))).toBeNull();
  });

  it('looks at issuers, but not at the anchor', () => {
    const sent = [makeCertificate(), makeIssuer(rsa(1024))];
    expect(runRule(weakKey, evidenceOfChain({ sent, path: [...sent, makeRoot()] }))).toMatchObject({
      summary: 'The key of Corp Issuing CA is too short: RSA 1024 bits.',
      facts: { smallestBits: 1024 },
    });
    expect(runRule(weakKey, evidenceOfChain({ sent: [makeCertificate(), makeRoot(rsa(1024))], ending: 'anchored' }))).toBeNull();
  });

  it('finds nothing on a healthy server, and does not apply without a certificate', () => {
    expect(runRule(weakKey, makeEvidence())).toBeNull();
    expect(runRule(weakKey, evidenceWithoutCertificate())).toBe('not-applicable');
  });
});
