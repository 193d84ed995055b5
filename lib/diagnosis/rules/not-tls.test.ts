import { describe, expect, it } from 'vitest';
import { evidenceOf, makeAttempt, makeEvidence } from '../testing/evidence-factory.ts';
import { handshakeFails, secondLook } from '../testing/evidence-of-failures.ts';
import { runRule } from '../testing/rule-testing.ts';
import { notTls } from './not-tls.ts';

describe('not-tls', () => {
  it.each([
    ['http', 'HTTP'],
    ['smtp', 'SMTP'],
    ['ssh', 'SSH'],
    ['ldap', 'plain LDAP'],
  ] as const)('names what the bytes look like: %s', (looksLike, name) => {
    const evidence = handshakeFails('not-tls', { bytesRead: 40 }, secondLook({ unprompted: 'spoke', looksLike, firstBytes: '00' }));
    expect(runRule(notTls, evidence)).toMatchObject({
      summary: `dc01.corp.example:636 speaks ${name}, not TLS.`,
      facts: { looksLike, firstBytes: '00' },
    });
  });

  it('says so when it does not know the bytes, and when there was no second look', () => {
    const summary = 'dc01.corp.example:636 answers with bytes that are not TLS.';
    expect(runRule(notTls, handshakeFails('not-tls', {}, secondLook({ looksLike: 'unknown', firstBytes: 'ff' })))).toMatchObject({
      summary,
    });
    expect(runRule(notTls, handshakeFails('not-tls'))).toMatchObject({ summary });
  });

  it.each(['timeout', 'closed-before-certificate', 'reset-before-certificate'] as const)('finds plain LDAP behind %s', (code) => {
    const evidence = handshakeFails(code, {}, secondLook({ plainLdapOnTlsPort: 'answered' }));
    expect(runRule(notTls, evidence)).toMatchObject({ facts: { plainLdapOnTlsPort: 'answered' } });
  });

  it.each(['timeout', 'closed-before-certificate', 'alert-protocol-version', 'malformed'] as const)(
    'leaves %s without such an answer to its neighbours',
    (code) => {
      expect(runRule(notTls, handshakeFails(code, {}, secondLook()))).toBeNull();
    },
  );

  it('passes on a healthy server and does not apply where TLS was not reached', () => {
    expect(runRule(notTls, makeEvidence())).toBeNull();
    expect(runRule(notTls, evidenceOf(makeAttempt({ handshake: { status: 'skipped', because: 'cancelled' } })))).toBe('not-applicable');
  });
});
