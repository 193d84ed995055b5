import { describe, expect, it } from 'vitest';
import { type BlastFacts, issuerBlastRadius } from './issuer-blast-radius.ts';

const facts = (over: Partial<BlastFacts> = {}): BlastFacts => ({
  sha256: 'ab'.repeat(32),
  name: 'Corp Issuing CA 1',
  isCa: true,
  causes: [{ id: 'chain-certificate-expired', no: 415, title: 'An issuer has expired', hostCount: 3 }],
  hosts: ['dc01.corp.example', 'dc02.corp.example', 'dc03.corp.example'],
  doorCount: 5,
  ...over,
});

describe('issuer-blast-radius', () => {
  it('tells one incident for all hosts on which one issuer leads', () => {
    expect(issuerBlastRadius.check(facts())).toMatchObject({
      confidence: 'certain',
      summary: 'The certification authority Corp Issuing CA 1 is what is wrong on 3 hosts (5 doors): An issuer has expired.',
      facts: { sha256: 'ab'.repeat(32), hostCount: 3, doorCount: 5 },
    });
  });

  it('speaks of a certificate where it is no authority, and is less sure of trust', () => {
    const found = issuerBlastRadius.check(
      facts({ isCa: false, causes: [{ id: 'issuer-not-trusted', no: 412, title: 'Nobody trusts the issuer', hostCount: 3 }] }),
    );
    expect(found).toMatchObject({ confidence: 'high', summary: expect.stringMatching(/^The certificate Corp/) });
  });

  it('passes below three hosts', () => {
    expect(issuerBlastRadius.check(facts({ hosts: ['dc01.corp.example', 'dc02.corp.example'] }))).toBeNull();
  });

  it('does not apply when nothing leads', () => {
    expect(issuerBlastRadius.check(facts({ causes: [] }))).toBeNull();
  });
});
