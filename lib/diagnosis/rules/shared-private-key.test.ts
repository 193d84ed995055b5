import { describe, expect, it } from 'vitest';
import { diagnose } from '../diagnose.ts';
import { noKnowledge } from '../knowledge.ts';
import { defaultSubject } from '../subject.ts';
import { evidenceOfLeaf, evidenceOfRootDse, evidenceWithoutCertificate } from '../testing/certificate-evidence.ts';
import { domainControllerRootDse, makeEvidence, probedAt } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { sharedPrivateKey } from './shared-private-key.ts';

const knowledge = { hostsWithSameKey: ['dc02.corp.example', 'mail.corp.example'] };

describe('shared-private-key', () => {
  it('warns when other hosts serve the same key', () => {
    expect(runRule(sharedPrivateKey, makeEvidence(), { knowledge })).toMatchObject({
      summary:
        'The private key of this server’s certificate is also used by dc02.corp.example and mail.corp.example, which the certificate does not name.',
      facts: { hostsWithSameKey: ['dc02.corp.example', 'mail.corp.example'], publicKeySha256: 'b1'.repeat(32) },
    });
  });

  it('names only those that the certificate does not name', () => {
    const evidence = evidenceOfLeaf({ dnsNames: ['dc01.corp.example', 'DC02.corp.example'] });
    expect(runRule(sharedPrivateKey, evidence, { knowledge })).toMatchObject({ facts: { hostsWithSameKey: ['mail.corp.example'] } });
  });

  it('lets certificates alone that are made to be shared', () => {
    expect(runRule(sharedPrivateKey, evidenceOfLeaf({ dnsNames: ['*.corp.example'] }), { knowledge })).toBeNull();
    expect(runRule(sharedPrivateKey, evidenceOfLeaf({ dnsNames: ['dc02.corp.example', 'mail.corp.example'] }), { knowledge })).toBeNull();
  });

  it('lets other names of the same server alone: its addresses and its domain', () => {
    const others = { hostsWithSameKey: ['192.0.2.10', '2001:db8::1', 'corp.example'] };
    expect(runRule(sharedPrivateKey, makeEvidence(), { knowledge: others })).toBeNull();
  });

  it('is left out where another server answered, whose key it is then', () => {
    const evidence = evidenceOfRootDse({ ...domainControllerRootDse, dnsHostName: ['dc02.corp.example'] });
    const { findings } = diagnose(evidence, { subject: defaultSubject, now: probedAt, knowledge: { ...noKnowledge, ...knowledge } });
    expect(findings.map(({ id }) => id)).toEqual(['different-server-answered']);
  });

  it('does not apply while no other host is known, to names for a domain, or without a certificate', () => {
    expect(runRule(sharedPrivateKey, makeEvidence())).toBe('not-applicable');
    expect(runRule(sharedPrivateKey, makeEvidence(), { knowledge, subject: { standsForDomain: true } })).toBe('not-applicable');
    expect(runRule(sharedPrivateKey, evidenceWithoutCertificate(), { knowledge })).toBe('not-applicable');
  });
});
