import { describe, expect, it } from 'vitest';
import { evidenceOfLeaf, evidenceWithoutCertificate } from '../testing/certificate-evidence.ts';
import { makeEvidence } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { signatureHashUnusual } from './signature-hash-unusual.ts';

const signedWith = (algorithm: string, hash: string | null) => evidenceOfLeaf({ signature: { algorithm, hash } });

describe('signature-hash-unusual', () => {
  it.each(['SHA-384', 'SHA-512'])('notes %s', (hash) => {
    expect(runRule(signatureHashUnusual, signedWith('RSA', hash))).toMatchObject({
      summary: `The certificate of dc01.corp.example is signed with ${hash}: some clients compute a wrong channel binding token for it.`,
      facts: { hash },
    });
  });

  it('notes a signature without a hash of its own, for which no token is defined', () => {
    expect(runRule(signatureHashUnusual, signedWith('Ed25519', null))).toMatchObject({
      summary: expect.stringContaining('signed with Ed25519, which has no hash of its own'),
    });
  });

  it('leaves weak hashes to their own rule: for them the token is made with SHA-256', () => {
    expect(runRule(signatureHashUnusual, signedWith('RSA', 'SHA-1'))).toBeNull();
    expect(runRule(signatureHashUnusual, signedWith('RSA', 'MD5'))).toBeNull();
  });

  it('finds nothing in SHA-256, and does not apply without a certificate', () => {
    expect(runRule(signatureHashUnusual, makeEvidence())).toBeNull();
    expect(runRule(signatureHashUnusual, signedWith('ECDSA', 'SHA-256'))).toBeNull();
    expect(runRule(signatureHashUnusual, evidenceWithoutCertificate())).toBe('not-applicable');
  });
});
