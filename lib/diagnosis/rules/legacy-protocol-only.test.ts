import { describe, expect, it } from 'vitest';
import { evidenceOf, makeAttempt } from '../testing/evidence-factory.ts';
import { handshakeFails } from '../testing/evidence-of-failures.ts';
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

  it('does not apply when no version was agreed', () => {
    expect(runRule(legacyProtocolOnly, handshakeFails('alert-protocol-version'))).toBe('not-applicable');
  });
});
