import { describe, expect, it } from 'vitest';
import { evidenceOf, failedConnect, makeAttempt, makeEvidence } from '../testing/evidence-factory.ts';
import { connectFails, handshakeFails } from '../testing/evidence-of-failures.ts';
import { runRule } from '../testing/rule-testing.ts';
import { portFiltered } from './port-filtered.ts';

describe('port-filtered', () => {
  it('finds a connection that nobody answered, and says how long it waited and from where', () => {
    expect(runRule(portFiltered, connectFails('timeout', {}, 5000))).toMatchObject({
      summary: 'Nothing answered at dc01.corp.example:636 within 5.0 s, seen from berlin.',
      facts: { waitedMs: 5000, location: 'berlin' },
    });
  });

  it('leaves it to address-partly-down when another address accepts', () => {
    const evidence = evidenceOf(makeAttempt(failedConnect('timeout')), makeAttempt({ address: '192.0.2.11' }));
    expect(runRule(portFiltered, evidence)).toBeNull();
  });

  it.each(['refused', 'host-unreachable', 'unclassified'] as const)('leaves %s to its neighbours', (code) => {
    expect(runRule(portFiltered, connectFails(code))).toBeNull();
  });

  it('passes when the connection is accepted and only TLS gets no answer', () => {
    expect(runRule(portFiltered, handshakeFails('timeout'))).toBeNull();
    expect(runRule(portFiltered, makeEvidence())).toBeNull();
  });

  it('does not apply when no connection was tried', () => {
    expect(runRule(portFiltered, evidenceOf(makeAttempt({ connect: { status: 'skipped', because: 'cancelled' } })))).toBe('not-applicable');
  });
});
