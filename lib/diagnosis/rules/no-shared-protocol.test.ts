import { describe, expect, it } from 'vitest';
import { evidenceOf, makeAttempt, makeEvidence } from '../testing/evidence-factory.ts';
import { connectFails, greetingFails, handshakeFails, secondLook } from '../testing/evidence-of-failures.ts';
import { runRule } from '../testing/rule-testing.ts';
import { noSharedProtocol } from './no-shared-protocol.ts';

describe('no-shared-protocol', () => {
  it('finds the alert protocol_version', () => {
    expect(runRule(noSharedProtocol, handshakeFails('alert-protocol-version', { alert: 70, bytesRead: 7 }))).toMatchObject({
      summary: 'dc01.corp.example:636 agrees to no TLS version from 1.0 to 1.3.',
      facts: { alert: 70 },
    });
  });

  it('finds an answer in a version that the library does not speak', () => {
    expect(runRule(noSharedProtocol, handshakeFails('no-shared-protocol', { message: 'unsupported protocol' }))).toMatchObject({
      facts: { alert: null, message: 'unsupported protocol' },
    });
  });

  it.each(['alert-no-shared-cipher', 'not-tls', 'reset-before-certificate', 'alert-other'] as const)(
    'leaves %s to its neighbours',
    (code) => {
      expect(runRule(noSharedProtocol, handshakeFails(code))).toBeNull();
    },
  );

  it('passes when an old version is agreed, which is another finding', () => {
    expect(runRule(noSharedProtocol, evidenceOf(makeAttempt({ handshake: { status: 'ok', data: { protocol: 'TLSv1' } } })))).toBeNull();
  });

  it('says that further greetings got the same answer', () => {
    const same = greetingFails({ outcome: 'alert-protocol-version', alert: 70, answered: true });
    const look = secondLook({ withoutServerName: same, oldStack: same });
    expect(runRule(noSharedProtocol, handshakeFails('alert-protocol-version', { alert: 70, bytesRead: 7 }, look))).toMatchObject({
      facts: { withoutServerName: 'alert-protocol-version', oldStack: 'alert-protocol-version' },
      observations: [{}, {}, { seen: 'alert 70' }, { label: 'Greeting of an old client', seen: 'alert 70' }],
    });
  });

  it('passes on a healthy server and does not apply where TLS was not reached', () => {
    expect(runRule(noSharedProtocol, makeEvidence())).toBeNull();
    expect(runRule(noSharedProtocol, connectFails('refused'))).toBe('not-applicable');
  });
});
