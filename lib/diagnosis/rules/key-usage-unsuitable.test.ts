import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../probe/evidence.ts';
import { evidenceOfLeaf, evidenceWithoutCertificate } from '../testing/certificate-evidence.ts';
import { evidenceOf, failedHandshake, makeAttempt, makeEvidence } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { keyUsageUnsuitable } from './key-usage-unsuitable.ts';

const elliptic = { key: { algorithm: 'EC', bits: 256, curve: 'P-256' } };

/** The same evidence with a TLS 1.2 handshake that used static RSA. */
function withStaticRsa(evidence: Evidence): Evidence {
  const [attempt] = evidence.attempts;
  if (attempt?.handshake.status !== 'ok') throw new Error('the default handshake is ok');
  const cipher = { name: 'AES256-GCM-SHA384', standardName: 'TLS_RSA_WITH_AES_256_GCM_SHA384' };
  const data = { ...attempt.handshake.data, protocol: 'TLSv1.2', ephemeralKey: null, cipher };
  return { ...evidence, attempts: [{ ...attempt, handshake: { ...attempt.handshake, data } }] };
}

describe('key-usage-unsuitable', () => {
  it('warns when the server signs with a key that may not sign', () => {
    expect(runRule(keyUsageUnsuitable, evidenceOfLeaf({ keyUsage: ['keyEncipherment'] }))).toMatchObject({
      summary:
        'The key usage of the certificate does not allow digital signature, which this server’s handshake needs: clients that look at it refuse.',
      facts: { missing: ['digitalSignature'], usedByHandshake: 'digitalSignature', protocol: 'TLSv1.3' },
    });
  });

  it('asks for key encipherment where clients encrypt to the key, and for nothing more', () => {
    const signsOnly = withStaticRsa(evidenceOfLeaf({ keyUsage: ['digitalSignature'] }));
    expect(runRule(keyUsageUnsuitable, signsOnly)).toMatchObject({ facts: { missing: ['keyEncipherment'] } });
    expect(runRule(keyUsageUnsuitable, withStaticRsa(evidenceOfLeaf({ keyUsage: ['keyEncipherment'] })))).toBeNull();
  });

  it('does not ask an elliptic-curve key for key encipherment', () => {
    expect(runRule(keyUsageUnsuitable, evidenceOfLeaf({ ...elliptic, keyUsage: ['digitalSignature'] }))).toBeNull();
  });

  it('asks both of a managed domain, whatever the handshake used, and says who asks', () => {
    const evidence = evidenceOfLeaf({ keyUsage: ['digitalSignature'] });
    expect(runRule(keyUsageUnsuitable, evidence, { profile: 'entra-ds' })).toMatchObject({
      summary: expect.stringContaining('key encipherment, which Microsoft asks for in a managed domain'),
    });
    expect(runRule(keyUsageUnsuitable, evidence, { profile: 'ldap' })).toBeNull();
  });

  it('takes a certificate without the extension as good for everything', () => {
    expect(runRule(keyUsageUnsuitable, evidenceOfLeaf({ keyUsage: null }), { profile: 'entra-ds' })).toBeNull();
    expect(runRule(keyUsageUnsuitable, makeEvidence())).toBeNull();
  });

  it('judges a handshake that failed late by what was agreed, and not where nothing was', () => {
    const { certificate } = makeAttempt();
    const { certificate: encipherOnly } = evidenceOfLeaf({ keyUsage: ['keyEncipherment'] }).attempts[0] ?? { certificate };
    const failed = (protocol: string | null, cipher: string | null) =>
      evidenceOf(makeAttempt({ ...failedHandshake('client-certificate-required', { protocol, cipher }), certificate: encipherOnly }));
    expect(runRule(keyUsageUnsuitable, failed('TLSv1.3', null))).toMatchObject({ facts: { missing: ['digitalSignature'] } });
    expect(runRule(keyUsageUnsuitable, failed('TLSv1.2', 'ECDHE-RSA-AES256-GCM-SHA384'))).not.toBeNull();
    expect(runRule(keyUsageUnsuitable, failed(null, null))).toBe('not-applicable');
  });

  it('does not apply without a certificate', () => {
    expect(runRule(keyUsageUnsuitable, evidenceWithoutCertificate())).toBe('not-applicable');
  });
});
