import { describe, expect, it } from 'vitest';
import { type Evidence, evidence as evidenceRecord } from '../probe/evidence.ts';
import { diagnose } from './diagnose.ts';
import { defaultSubject } from './subject.ts';
import { evidenceOfDirectoryFailure } from './testing/certificate-evidence.ts';
import { evidenceOf, failedConnect, makeAttempt, makeEvidence, probedAt } from './testing/evidence-factory.ts';
import { connectFails, handshakeFails, lookupFails } from './testing/evidence-of-failures.ts';

const judged = (evidence: Evidence) => diagnose(evidence, { subject: defaultSubject, now: probedAt });
const cutOff = (evidence: Evidence): Evidence => ({ ...evidence, ownNetworkGone: { because: 'no network interface is up' } });

describe('a failure while the location’s own network is gone', () => {
  it.each([
    ['the name lookup', lookupFails('resolver-failed')],
    ['the connection', connectFails('timeout')],
    ['a connection without a way', connectFails('host-unreachable')],
    ['the handshake', handshakeFails('timeout')],
    ['the search of the rootDSE', evidenceOfDirectoryFailure('timeout')],
  ])('of %s blames nobody and says why', (_case, evidence) => {
    expect(judged(evidence).verdict).toBe('critical');
    expect(judged(cutOff(evidence))).toMatchObject({
      verdict: 'unknown',
      unknownBecause: 'The network of berlin itself is gone: no network interface is up.',
      findings: [],
    });
  });

  it('does not hide what came through all the same', () => {
    expect(judged(cutOff(lookupFails('name-not-found')))).toMatchObject({ verdict: 'critical', findings: [{ no: 101 }] });
    expect(judged(cutOff(handshakeFails('alert-no-shared-cipher', { alert: 40 })))).toMatchObject({ verdict: 'critical' });
    expect(judged(cutOff(makeEvidence())).verdict).toBe('healthy');
    const partly = evidenceOf(makeAttempt(), makeAttempt({ address: '192.0.2.11', ...failedConnect('timeout') }));
    expect(judged(cutOff(partly)).findings).toEqual([]);
  });

  it('is told by the record alone', () => {
    expect(evidenceRecord.parse(JSON.parse(JSON.stringify(cutOff(makeEvidence())))).ownNetworkGone).toEqual({
      because: 'no network interface is up',
    });
    expect('ownNetworkGone' in evidenceRecord.parse(makeEvidence())).toBe(false);
  });
});
