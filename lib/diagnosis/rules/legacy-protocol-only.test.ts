import { describe, expect, it } from 'vitest';
import { diagnose } from '../diagnose.ts';
import { defaultSubject } from '../subject.ts';
import { evidenceOf, makeAttempt, probedAt } from '../testing/evidence-factory.ts';
import { greetingFails, greetingWorks, handshakeFails, secondLook } from '../testing/evidence-of-failures.ts';
import { runRule } from '../testing/rule-testing.ts';
import { legacyProtocolOnly } from './legacy-protocol-only.ts';

const agreed = (protocol: string) => evidenceOf(makeAttempt({ handshake: { status: 'ok', data: { protocol } } }));

describe('legacy-protocol-only', () => {
  it.each([
    ['TLSv1', 'TLS 1.0'],
    ['TLSv1.1', 'TLS 1.1'],
  ])('finds a server that takes %s although newer versions were offered', (protocol, words) => {
    expect(runRule(legacyProtocolOnly, agreed(protocol))).toMatchObject({
      summary: `dc01.corp.example:636 chose ${words} although TLS 1.3 and 1.2 were offered; current clients refuse that.`,
      facts: { protocol },
    });
  });

  it.each(['TLSv1.2', 'TLSv1.3'])('passes with %s', (protocol) => {
    expect(runRule(legacyProtocolOnly, agreed(protocol))).toBeNull();
  });

  it.each(['alert-protocol-version', 'closed-before-certificate', 'alert-other', 'timeout'] as const)(
    'finds a server that answers a current greeting with %s, and an old one with TLS 1.0',
    (code) => {
      const oldStack = greetingWorks({ protocol: 'TLSv1', cipher: 'AES128-SHA' });
      const evidence = handshakeFails(code, {}, secondLook({ withoutServerName: greetingFails(), oldStack, again: greetingFails() }));
      expect(runRule(legacyProtocolOnly, evidence)).toMatchObject({
        confidence: 'high',
        summary:
          'dc01.corp.example:636 fails the greeting of a current client, and agrees to TLS 1.0 with an old one; current clients refuse that.',
        facts: { protocol: 'TLSv1', cipher: 'AES128-SHA', currentGreeting: code },
      });
      expect(diagnose(evidence, { subject: defaultSubject, now: probedAt }).findings.map(({ id }) => id)).toEqual(['legacy-protocol-only']);
    },
  );

  it('passes where an old stack agrees to TLS 1.2, or to nothing', () => {
    for (const oldStack of [greetingWorks(), greetingFails()]) {
      expect(runRule(legacyProtocolOnly, handshakeFails('alert-other', {}, secondLook({ oldStack })))).toBeNull();
    }
  });

  it('does not apply when no version was agreed', () => {
    expect(runRule(legacyProtocolOnly, handshakeFails('alert-protocol-version'))).toBe('not-applicable');
  });
});
