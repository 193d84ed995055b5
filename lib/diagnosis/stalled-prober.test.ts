import { describe, expect, it } from 'vitest';
import type { Attempt, Evidence } from '../probe/evidence.ts';
import { diagnose } from './diagnose.ts';
import { defaultSubject } from './subject.ts';
import { evidenceOfBindFailure, evidenceOfDirectoryFailure } from './testing/certificate-evidence.ts';
import { evidenceOf, failedConnect, failedHandshake, makeAttempt, probedAt } from './testing/evidence-factory.ts';
import { connectFails, handshakeFails, lookupFails, startTlsFails } from './testing/evidence-of-failures.ts';

const judged = (evidence: Evidence) => diagnose(evidence, { subject: defaultSubject, now: probedAt });
/** The same evidence from a prober whose event loop stood still for so long. */
const stalled = (evidence: Evidence, eventLoopLagMs: number): Evidence => ({ ...evidence, eventLoopLagMs, timingsDoubtful: true });
const slowHandshake = (): Attempt => {
  const attempt = makeAttempt(failedHandshake('timeout'));
  return attempt.handshake.status === 'failed' ? { ...attempt, handshake: { ...attempt.handshake, ms: 4000 } } : attempt;
};

describe('a timeout during which the prober itself stood still', () => {
  it('for half of the stage makes the verdict unknown, says why and blames nobody', () => {
    expect(judged(stalled(connectFails('timeout', {}, 5000), 2500))).toMatchObject({
      verdict: 'unknown',
      unknownBecause:
        'The prober of berlin itself stood still for 2.5 s of the 5.0 s that it waited during the stage connect at 192.0.2.10, so that this timeout says nothing about the server.',
      findings: [],
    });
    expect(judged(stalled(evidenceOf(slowHandshake()), 2000))).toMatchObject({
      verdict: 'unknown',
      unknownBecause: expect.stringContaining('during the stage handshake at 192.0.2.10'),
      findings: [],
    });
  });

  it('for less is the target’s', () => {
    expect(judged(stalled(connectFails('timeout', {}, 5000), 2499))).toMatchObject({ verdict: 'critical', findings: [{ no: 202 }] });
    expect(judged(stalled(evidenceOf(slowHandshake()), 1999))).toMatchObject({ verdict: 'critical', findings: [{ no: 303 }] });
    expect(judged(connectFails('timeout', {}, 0))).toMatchObject({ verdict: 'critical' });
  });

  it.each([
    ['StartTLS', startTlsFails('timeout')],
    ['the search of the rootDSE', evidenceOfDirectoryFailure('timeout')],
    ['the bind', evidenceOfBindFailure('timeout')],
    ['the name lookup', lookupFails('resolver-timeout')],
  ])('is nobody’s fault during %s either', (_case, evidence) => {
    expect(judged(evidence).verdict).toBe('critical');
    expect(judged(stalled(evidence, 60_000))).toMatchObject({
      verdict: 'unknown',
      unknownBecause: expect.stringContaining('stood still for 60.0 s'),
      findings: [],
    });
  });

  it('at one address of several is not taken for an address that is down', () => {
    const evidence = evidenceOf(makeAttempt(), makeAttempt({ address: '192.0.2.11', ...failedConnect('timeout', {}, 5000) }));
    expect(judged(stalled(evidence, 5000))).toMatchObject({
      verdict: 'unknown',
      unknownBecause: expect.stringContaining('at 192.0.2.11'),
      findings: [],
    });
  });

  it('does not hide what was seen for certain: another address that fails, or a failure that is no timeout', () => {
    const evidence = evidenceOf(slowHandshake(), makeAttempt({ address: '192.0.2.11', ...failedConnect('refused') }));
    expect(judged(stalled(evidence, 4000)).findings).toMatchObject([{ id: 'address-partly-down', addresses: ['192.0.2.11'] }]);
    expect(judged(stalled(connectFails('refused'), 5000))).toMatchObject({ verdict: 'critical', findings: [{ id: 'port-closed' }] });
    expect(judged(stalled(handshakeFails('alert-no-shared-cipher', { alert: 40 }), 5000)).verdict).toBe('critical');
  });
});
