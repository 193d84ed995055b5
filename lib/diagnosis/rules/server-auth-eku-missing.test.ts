import { describe, expect, it } from 'vitest';
import { evidenceOfLeaf, evidenceWithoutCertificate } from '../testing/certificate-evidence.ts';
import { makeEvidence } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { serverAuthEkuMissing } from './server-auth-eku-missing.ts';

const withUsages = (extendedKeyUsage: string[] | null) => evidenceOfLeaf({ extendedKeyUsage });

describe('server-auth-eku-missing', () => {
  it('names the purposes the certificate does have', () => {
    expect(runRule(serverAuthEkuMissing, withUsages(['1.3.6.1.5.5.7.3.2', '1.3.6.1.5.2.3.5']))).toMatchObject({
      summary:
        'The certificate is for Client Authentication (1.3.6.1.5.5.7.3.2) and KDC Authentication (1.3.6.1.5.2.3.5), not for Server Authentication.',
      observations: [{ healthy: 'Server Authentication (1.3.6.1.5.5.7.3.1) among them' }, { seen: 'KerberosAuthentication' }],
    });
  });

  it('does not take "any purpose" for Server Authentication', () => {
    expect(runRule(serverAuthEkuMissing, withUsages(['2.5.29.37.0']), { profile: 'ldap' })).toMatchObject({
      facts: { hasAnyPurpose: true },
    });
    expect(runRule(serverAuthEkuMissing, withUsages(['2.5.29.37.0', '1.3.6.1.5.5.7.3.1']))).toBeNull();
  });

  it('asks a domain controller for the extension, and no other server', () => {
    expect(runRule(serverAuthEkuMissing, withUsages(null), { profile: 'ad-ds' })).toMatchObject({ facts: { extendedKeyUsage: null } });
    for (const profile of ['ad-lds', 'entra-ds', 'ldap'] as const) {
      expect(runRule(serverAuthEkuMissing, withUsages(null), { profile })).toBeNull();
    }
  });

  it('finds nothing on a server certificate, and does not apply without one', () => {
    expect(runRule(serverAuthEkuMissing, makeEvidence())).toBeNull();
    expect(runRule(serverAuthEkuMissing, evidenceWithoutCertificate())).toBe('not-applicable');
  });
});
