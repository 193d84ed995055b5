import { describe, expect, it } from 'vitest';
import { makeEvidence } from '../testing/evidence-factory.ts';
import { connectFails, handshakeFails, secondLook, startTlsFails } from '../testing/evidence-of-failures.ts';
import { runRule } from '../testing/rule-testing.ts';
import { handshakeTimeout } from './handshake-timeout.ts';

describe('handshake-timeout', () => {
  it('finds a handshake that does not finish, and how many bytes came', () => {
    expect(runRule(handshakeTimeout, handshakeFails('timeout', { bytesRead: 24 }))).toMatchObject({
      confidence: 'certain',
      facts: { bytesRead: 24, during: 'handshake' },
    });
  });

  it('finds StartTLS without an answer', () => {
    expect(runRule(handshakeTimeout, startTlsFails('timeout'))).toMatchObject({ facts: { during: 'starttls', bytesRead: null } });
  });

  it('is unsure when the prober itself lagged', () => {
    expect(runRule(handshakeTimeout, { ...handshakeFails('timeout'), timingsDoubtful: true })).toMatchObject({ confidence: 'low' });
  });

  it('leaves a silent port that answers plain LDAP to not-tls', () => {
    expect(runRule(handshakeTimeout, handshakeFails('timeout', {}, secondLook({ plainLdapOnTlsPort: 'answered' })))).toBeNull();
  });

  it.each(['closed-before-certificate', 'alert-no-shared-cipher', 'unclassified'] as const)('leaves %s to its neighbours', (code) => {
    expect(runRule(handshakeTimeout, handshakeFails(code))).toBeNull();
  });

  it('passes on a healthy server and does not apply when the connection itself timed out', () => {
    expect(runRule(handshakeTimeout, makeEvidence())).toBeNull();
    expect(runRule(handshakeTimeout, connectFails('timeout'))).toBe('not-applicable');
  });
});
