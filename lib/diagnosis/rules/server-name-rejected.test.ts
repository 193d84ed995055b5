import { describe, expect, it } from 'vitest';
import { makeCertificate, makeEvidence } from '../testing/evidence-factory.ts';
import { connectFails, greetingFails, greetingWorks, handshakeFails, secondLook } from '../testing/evidence-of-failures.ts';
import { runRule } from '../testing/rule-testing.ts';
import { serverNameRejected } from './server-name-rejected.ts';

describe('server-name-rejected', () => {
  it('finds the alert unrecognized_name and the name that was asked for', () => {
    expect(runRule(serverNameRejected, handshakeFails('alert-unrecognized-name', { alert: 112, bytesRead: 7 }))).toMatchObject({
      summary: 'dc01.corp.example:636 refuses TLS for the name dc01.corp.example (alert unrecognized_name).',
      facts: { serverName: 'dc01.corp.example', alert: 112 },
    });
  });

  it('says whose certificate is shown when no name is asked for', () => {
    const certificates = [makeCertificate({ dnsNames: ['proxy.corp.example'], sha256: '0c'.repeat(32) })];
    const look = secondLook({ withoutServerName: greetingWorks({ certificates }), oldStack: greetingFails(), again: greetingFails() });
    expect(runRule(serverNameRejected, handshakeFails('alert-unrecognized-name', { alert: 112, bytesRead: 7 }, look))).toMatchObject({
      confidence: 'certain',
      summary:
        'dc01.corp.example:636 refuses TLS for the name dc01.corp.example (alert unrecognized_name), and shows a certificate for proxy.corp.example when no name is asked for.',
      facts: { certificateWithoutServerNameSha256: '0c'.repeat(32), withoutServerName: 'ok' },
    });
  });

  it.each(['reset-before-certificate', 'closed-before-certificate', 'timeout', 'alert-no-shared-cipher', 'alert-internal-error'] as const)(
    'infers it from %s, when a certificate is shown to a greeting without a name and to no other',
    (code) => {
      const look = secondLook({ withoutServerName: greetingWorks(), oldStack: greetingFails(), again: greetingFails() });
      expect(runRule(serverNameRejected, handshakeFails(code, {}, look))).toMatchObject({
        confidence: 'high',
        summary:
          'dc01.corp.example:636 fails TLS for the name dc01.corp.example, but shows a certificate for dc01.corp.example when no name is asked for.',
      });
    },
  );

  it('is not inferred when the same greeting works a moment later, nor when an old stack that asks for the name is served', () => {
    for (const others of [{ again: greetingWorks() }, { oldStack: greetingWorks() }]) {
      const look = secondLook({ withoutServerName: greetingWorks(), oldStack: greetingFails(), again: greetingFails(), ...others });
      expect(runRule(serverNameRejected, handshakeFails('reset-before-certificate', {}, look))).toBeNull();
    }
  });

  it.each(['alert-other', 'closed-before-certificate'] as const)('leaves %s to its neighbours', (code) => {
    expect(runRule(serverNameRejected, handshakeFails(code))).toBeNull();
  });

  it('passes on a healthy server and does not apply where TLS was not reached', () => {
    expect(runRule(serverNameRejected, makeEvidence())).toBeNull();
    expect(runRule(serverNameRejected, connectFails('refused'))).toBe('not-applicable');
  });
});
