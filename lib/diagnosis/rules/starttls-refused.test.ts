import { describe, expect, it } from 'vitest';
import { evidenceOf, makeAttempt, makeEvidence } from '../testing/evidence-factory.ts';
import { startTlsFails } from '../testing/evidence-of-failures.ts';
import { runRule } from '../testing/rule-testing.ts';
import { startTlsRefused } from './starttls-refused.ts';

describe('starttls-refused', () => {
  it('finds a refusal and says what its code means', () => {
    expect(runRule(startTlsRefused, startTlsFails('refused', 2, 'unsupported extended operation'))).toMatchObject({
      summary:
        'dc01.corp.example:389 refuses StartTLS with result 2 (protocol error: the server does not know StartTLS or has TLS switched off).',
      facts: { resultCode: 2, diagnosticMessage: 'unsupported extended operation' },
    });
  });

  it.each([null, 53, 4711])('finds a refusal with the code %s', (resultCode) => {
    expect(runRule(startTlsRefused, startTlsFails('refused', resultCode))).toMatchObject({ facts: { resultCode } });
  });

  it('leaves result 52 to no-certificate-served', () => {
    expect(runRule(startTlsRefused, startTlsFails('refused', 52))).toBeNull();
  });

  it.each(['timeout', 'closed', 'not-ldap'] as const)('leaves %s, which is no refusal, to its neighbours', (code) => {
    expect(runRule(startTlsRefused, startTlsFails(code))).toBeNull();
  });

  it('passes when StartTLS succeeds and does not apply to LDAPS', () => {
    expect(runRule(startTlsRefused, evidenceOf(makeAttempt({ startTls: { status: 'ok', ms: 1, data: { resultCode: 0 } } })))).toBeNull();
    expect(runRule(startTlsRefused, makeEvidence())).toBe('not-applicable');
  });
});
