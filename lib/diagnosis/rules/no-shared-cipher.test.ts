import { describe, expect, it } from 'vitest';
import { evidenceOf, failedHandshake, makeAttempt, makeEvidence } from '../testing/evidence-factory.ts';
import { connectFails, greetingFails, handshakeFails, secondLook } from '../testing/evidence-of-failures.ts';
import { runRule } from '../testing/rule-testing.ts';
import { noSharedCipher } from './no-shared-cipher.ts';

describe('no-shared-cipher', () => {
  it('finds the alert handshake_failure before any certificate', () => {
    expect(runRule(noSharedCipher, handshakeFails('alert-no-shared-cipher', { alert: 40, bytesRead: 7 }))).toMatchObject({
      confidence: 'high',
      facts: { alert: 40 },
    });
  });

  it('is certain of it when the alert says insufficient_security', () => {
    expect(runRule(noSharedCipher, handshakeFails('alert-insufficient-security', { alert: 71, bytesRead: 7 }))).toMatchObject({
      confidence: 'certain',
    });
  });

  it('passes when the certificate had been sent before the alert', () => {
    const { certificate: _received, ...others } = failedHandshake('alert-no-shared-cipher', { alert: 40, bytesRead: 1500 });
    expect(runRule(noSharedCipher, evidenceOf(makeAttempt(others)))).toBeNull();
  });

  it.each(['alert-protocol-version', 'client-certificate-required', 'closed-before-certificate'] as const)(
    'leaves %s to its neighbours',
    (code) => {
      expect(runRule(noSharedCipher, handshakeFails(code))).toBeNull();
    },
  );

  it('says that further greetings got the same answer', () => {
    const same = greetingFails({ outcome: 'alert-no-shared-cipher', alert: 40, answered: true });
    const look = secondLook({ withoutServerName: same, oldStack: same });
    expect(runRule(noSharedCipher, handshakeFails('alert-no-shared-cipher', { alert: 40, bytesRead: 7 }, look))).toMatchObject({
      facts: { withoutServerName: 'alert-no-shared-cipher', oldStack: 'alert-no-shared-cipher' },
      observations: [{}, {}, { seen: 'alert 40' }, { label: 'Greeting of an old client', seen: 'alert 40' }],
    });
  });

  it('passes on a healthy server and does not apply where TLS was not reached', () => {
    expect(runRule(noSharedCipher, makeEvidence())).toBeNull();
    expect(runRule(noSharedCipher, connectFails('refused'))).toBe('not-applicable');
  });
});
