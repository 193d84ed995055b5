import { describe, expect, it } from 'vitest';
import type { Attempt } from '../../probe/evidence.ts';
import { evidenceOf, makeAttempt, makeEvidence } from '../testing/evidence-factory.ts';
import {
  connectFails,
  greetingFails,
  greetingWorks,
  handshakeFails,
  plainDomainController,
  secondLook,
  startTlsFails,
} from '../testing/evidence-of-failures.ts';
import { runRule } from '../testing/rule-testing.ts';
import { handshakeFailed } from './handshake-failed.ts';

const certificateFails = (code: Extract<Attempt['certificate'], { status: 'failed' }>['code']) =>
  evidenceOf(makeAttempt({ certificate: { status: 'failed', ms: 1, code, detail: { message: 'certificate', systemCode: null } } }));

describe('handshake-failed', () => {
  it('keeps alert and words of a failure that has no rule of its own', () => {
    expect(runRule(handshakeFailed, handshakeFails('alert-internal-error', { alert: 80, message: 'alert internal error' }))).toMatchObject({
      summary: 'dc01.corp.example:636 breaks off the TLS handshake with alert 80.',
      confidence: 'certain',
      facts: { stage: 'handshake', alert: 80, message: 'alert internal error' },
    });
  });

  it('keeps the words of a failure that nobody knows, with low confidence', () => {
    expect(runRule(handshakeFailed, handshakeFails('unclassified', { message: 'strange new error' }))).toMatchObject({
      summary: 'dc01.corp.example:636 fails during the TLS handshake: strange new error.',
      confidence: 'low',
    });
  });

  it.each(['too-large', 'malformed', 'closed-after-certificate', 'alert-other'] as const)('finds %s', (code) => {
    expect(runRule(handshakeFailed, handshakeFails(code))).toMatchObject({ facts: { code } });
  });

  it.each(['closed', 'reset'] as const)('names a device that %s connections unprompted', (unprompted) => {
    expect(runRule(handshakeFailed, handshakeFails('reset-before-certificate', {}, secondLook({ unprompted })))).toMatchObject({
      summary: 'dc01.corp.example:636 ends connections before anything is said, which directory servers do not do.',
      facts: { unprompted },
    });
  });

  it.each([
    ['reset-before-certificate', 'resets'],
    ['closed-before-certificate', 'closes'],
  ] as const)('after %s names a device in between when a domain controller accepts StartTLS on its plain port', (code, verb) => {
    const plainPort = { ...plainDomainController, startTlsResultCode: 0, startTlsMessage: null };
    expect(runRule(handshakeFailed, handshakeFails(code, {}, secondLook({ plainPort })))).toMatchObject({
      confidence: 'medium',
      summary: `dc01.corp.example:636 ${verb} the connection when TLS begins, although the same address answers as Active Directory on port 389 and accepts StartTLS there, so it has a certificate: likely a device in between ends TLS on port 636, or the port leads to something else.`,
      facts: { code, plainPortStartTlsResultCode: 0 },
      observations: [{}, {}, { label: 'StartTLS on port 389', seen: 'accepted (result 0)' }],
    });
  });

  it.each(['reset-before-certificate', 'timeout', 'alert-protocol-version', 'alert-no-shared-cipher', 'malformed'] as const)(
    "after %s names what cannot bear today's greeting, when an old one gets a certificate",
    (code) => {
      const look = secondLook({ withoutServerName: greetingFails(), oldStack: greetingWorks(), again: greetingFails() });
      expect(runRule(handshakeFailed, handshakeFails(code, {}, look))).toMatchObject({
        confidence: 'medium',
        summary:
          'dc01.corp.example:636 fails the TLS greeting of current clients and completes a smaller one of an old client (TLS 1.2): likely a device in between, or an old TLS stack, that cannot bear today’s greeting.',
        facts: { code, oldStack: 'ok', withoutServerName: 'reset-before-certificate', again: 'reset-before-certificate' },
      });
    },
  );

  it.each(['reset-before-certificate', 'closed-before-certificate', 'alert-no-shared-cipher', 'alert-internal-error'] as const)(
    'says that %s comes and goes, when the same greeting works a moment later',
    (code) => {
      const look = secondLook({ withoutServerName: greetingWorks(), oldStack: greetingWorks(), again: greetingWorks() });
      expect(runRule(handshakeFailed, handshakeFails(code, {}, look))).toMatchObject({
        confidence: 'medium',
        summary: expect.stringContaining('showed its certificate to the same greeting a moment later'),
      });
    },
  );

  it('leaves a timeout to its own rule, though the same greeting works a moment later', () => {
    expect(
      runRule(handshakeFailed, handshakeFails('timeout', {}, secondLook({ oldStack: greetingWorks(), again: greetingWorks() }))),
    ).toBeNull();
  });

  it('is surer of a device in between when the certificate itself was seen on the plain port', () => {
    const plainPort = { ...plainDomainController, startTlsResultCode: 0, startTlsMessage: null, startTlsHandshake: greetingWorks() };
    expect(runRule(handshakeFailed, handshakeFails('reset-before-certificate', {}, secondLook({ plainPort })))).toMatchObject({
      confidence: 'high',
      facts: { plainPortCertificateSha256: 'a1'.repeat(32) },
      observations: [{}, {}, { label: 'StartTLS on port 389', seen: 'accepted (result 0), certificate CN=dc01.corp.example' }],
    });
  });

  it('names a server that is going down when no further connection is accepted', () => {
    const look = secondLook({ unprompted: 'not-reachable', plainLdapOnTlsPort: 'not-tried' });
    expect(runRule(handshakeFailed, handshakeFails('reset-before-certificate', {}, look))).toMatchObject({
      confidence: 'medium',
      summary:
        'dc01.corp.example:636 resets the connection when TLS begins and stopped accepting connections right after: it is probably going down or being restarted.',
      facts: { unprompted: 'not-reachable' },
    });
  });

  it('finds a connection that is reset the moment it stands', () => {
    expect(runRule(handshakeFailed, connectFails('reset'))).toMatchObject({ facts: { stage: 'connection', code: 'reset' } });
  });

  it.each(['closed', 'reset', 'not-ldap', 'message-too-large', 'unclassified'] as const)('finds StartTLS that ends with %s', (code) => {
    expect(runRule(handshakeFailed, startTlsFails(code))).toMatchObject({ facts: { stage: 'StartTLS', code } });
  });

  it.each(['none-sent', 'too-many', 'unclassified'] as const)('finds a handshake whose certificates cannot be had: %s', (code) => {
    expect(runRule(handshakeFailed, certificateFails(code))).toMatchObject({ facts: { stage: 'certificate', code } });
  });

  it.each(['timeout', 'not-tls', 'alert-protocol-version', 'alert-no-shared-cipher', 'reset-before-certificate'] as const)(
    'leaves %s to the rule that knows it',
    (code) => {
      expect(runRule(handshakeFailed, handshakeFails(code))).toBeNull();
    },
  );

  it('passes on a healthy server and does not apply where TLS was not reached', () => {
    expect(runRule(handshakeFailed, makeEvidence())).toBeNull();
    expect(runRule(handshakeFailed, connectFails('refused'))).toBe('not-applicable');
  });
});
