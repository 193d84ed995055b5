import { describe, expect, it } from 'vitest';
import { evidenceOfChain, evidenceOfLeaf, evidenceWithoutCertificate, makeRoot } from '../testing/certificate-evidence.ts';
import { makeCertificate, makeEvidence, makeIssuer } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { weakSignature } from './weak-signature.ts';

const sha1 = { signature: { algorithm: 'RSA', hash: 'SHA-1' } };
const md5 = { signature: { algorithm: 'RSA', hash: 'MD5' } };

describe('weak-signature', () => {
  it('warns of SHA-1 and is critical with MD5', () => {
    expect(runRule(weakSignature, evidenceOfLeaf(sha1))).toMatchObject({
      severity: 'warning',
      summary: 'dc01.corp.example is signed with SHA-1, which current clients refuse.',
    });
    expect(runRule(weakSignature, evidenceOfLeaf(md5))).toMatchObject({ severity: 'critical' });
  });

  it('looks at issuers as well, and takes the worst', () => {
    const sent = [makeCertificate(sha1), makeIssuer(md5)];
    expect(runRule(weakSignature, evidenceOfChain({ sent, path: [...sent, makeRoot()] }))).toMatchObject({
      severity: 'critical',
      summary: 'dc01.corp.example and Corp Issuing CA are signed with SHA-1 and MD5, which current clients refuse.',
      observations: [
        { label: 'Signature on dc01.corp.example', seen: 'SHA-1 with RSA, by CN=Corp Issuing CA,DC=corp,DC=example' },
        { label: 'Signature on Corp Issuing CA' },
      ],
    });
  });

  it('does not look at the signature of a trust anchor, even when the server sends it', () => {
    const sent = [makeCertificate(), makeIssuer(), makeRoot(sha1)];
    expect(runRule(weakSignature, evidenceOfChain({ sent, ending: 'anchored' }))).toBeNull();
    expect(runRule(weakSignature, evidenceOfChain({ sent, ending: 'untrusted-root' }))).toMatchObject({ severity: 'warning' });
  });

  it('finds nothing on SHA-256 or on algorithms without a hash of their own, and does not apply without a certificate', () => {
    expect(runRule(weakSignature, makeEvidence())).toBeNull();
    expect(runRule(weakSignature, evidenceOfLeaf({ signature: { algorithm: 'Ed25519', hash: null } }))).toBeNull();
    expect(runRule(weakSignature, evidenceWithoutCertificate())).toBe('not-applicable');
  });
});
