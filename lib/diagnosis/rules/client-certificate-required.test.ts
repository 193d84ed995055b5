import { describe, expect, it } from 'vitest';
import { diagnose } from '../diagnose.ts';
import { defaultSubject } from '../subject.ts';
import { evidenceOf, makeAttempt, makeEvidence, probedAt } from '../testing/evidence-factory.ts';
import { connectFails, handshakeFails } from '../testing/evidence-of-failures.ts';
import { runRule } from '../testing/rule-testing.ts';
import { clientCertificateRequired } from './client-certificate-required.ts';

const afterHandshake = evidenceOf(
  makeAttempt({
    directory: {
      status: 'failed',
      ms: 1,
      code: 'client-certificate-required',
      detail: { message: 'alert certificate required', systemCode: null, resultCode: null, diagnosticMessage: null, alert: 116 },
    },
  }),
);

describe('client-certificate-required', () => {
  it.each(['client-certificate-required', 'alert-client-certificate-required'] as const)('finds %s during the handshake', (code) => {
    expect(runRule(clientCertificateRequired, handshakeFails(code, { alert: 40, bytesRead: 1500 }))).toMatchObject({
      confidence: 'high',
      facts: { alert: 40, afterHandshake: false, certificateSeen: false },
    });
  });

  it('finds the demand of TLS 1.3, which comes after the handshake', () => {
    expect(runRule(clientCertificateRequired, afterHandshake)).toMatchObject({
      confidence: 'certain',
      facts: { alert: 116, afterHandshake: true, certificateSeen: true },
    });
  });

  it('does not also blame the directory for it', () => {
    expect(diagnose(afterHandshake, { subject: defaultSubject, now: probedAt }).findings.map(({ id }) => id)).toEqual([
      'client-certificate-required',
    ]);
  });

  it.each(['alert-no-shared-cipher', 'closed-after-certificate'] as const)('leaves %s to its neighbours', (code) => {
    expect(runRule(clientCertificateRequired, handshakeFails(code))).toBeNull();
  });

  it('passes on a healthy server and does not apply where TLS was not reached', () => {
    expect(runRule(clientCertificateRequired, makeEvidence())).toBeNull();
    expect(runRule(clientCertificateRequired, connectFails('refused'))).toBe('not-applicable');
  });
});
