import { describe, expect, it } from 'vitest';
import { evidenceOfBind, evidenceOfBindFailure } from '../testing/certificate-evidence.ts';
import { makeEvidence } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { bindNeedsSigning } from './bind-needs-signing.ts';

describe('bind-needs-signing', () => {
  it('reports result 8 with the kind of connection that was refused', () => {
    const evidence = evidenceOfBindFailure('needs-signing', { resultCode: 8, diagnosticMessage: '00002028: LdapErr' });
    expect(runRule(bindNeedsSigning, evidence)).toMatchObject({
      facts: { resultCode: 8, transport: 'ldaps', port: 636 },
      observations: [
        { seen: expect.stringContaining('8 strongerAuthRequired') },
        { seen: '00002028: LdapErr' },
        { seen: 'LDAPS on port 636' },
      ],
    });
    const startTls = { ...evidence, target: { host: 'dc01.corp.example', port: 389, transport: 'starttls' as const } };
    expect(runRule(bindNeedsSigning, startTls)).toMatchObject({ observations: [{}, {}, { seen: 'StartTLS on port 389' }] });
  });

  it('finds nothing otherwise, and does not apply without an account', () => {
    expect(runRule(bindNeedsSigning, evidenceOfBindFailure('result', { resultCode: 53 }))).toBeNull();
    expect(runRule(bindNeedsSigning, evidenceOfBind())).toBeNull();
    expect(runRule(bindNeedsSigning, makeEvidence())).toBe('not-applicable');
  });
});
