import { describe, expect, it } from 'vitest';
import { evidenceOf, failedConnect, makeAttempt, makeEvidence, probedAt } from '../testing/evidence-factory.ts';
import { connectFails, handshakeFails } from '../testing/evidence-of-failures.ts';
import { runRule } from '../testing/rule-testing.ts';
import { portClosed } from './port-closed.ts';

describe('port-closed', () => {
  it('finds a refused connection', () => {
    expect(runRule(portClosed, connectFails('refused', { systemCode: 'ECONNREFUSED' }))).toMatchObject({
      summary: 'dc01.corp.example:636 refuses connections: nothing listens on port 636, or a firewall rejects.',
      facts: { port: 636, systemCode: 'ECONNREFUSED' },
    });
  });

  it('finds it when every address refuses', () => {
    const evidence = evidenceOf(makeAttempt(failedConnect('refused')), makeAttempt({ address: '192.0.2.11', ...failedConnect('refused') }));
    expect(runRule(portClosed, evidence, { attemptIndex: 1 })).not.toBeNull();
  });

  it('says so when another location reaches it', () => {
    const hq = { location: 'hq', reach: 'inside' as const, lookedAt: probedAt.toISOString(), way: 'open' as const, addresses: [] };
    expect(runRule(portClosed, connectFails('refused'), { knowledge: { otherLocations: [hq] } })).toMatchObject({
      summary: 'dc01.corp.example:636 refuses connections from berlin, while hq reaches it: a firewall that rejects is likely.',
      facts: { openFrom: ['hq'] },
    });
  });

  it('leaves it to address-partly-down when another address accepts', () => {
    const evidence = evidenceOf(makeAttempt(failedConnect('refused')), makeAttempt({ address: '192.0.2.11' }));
    expect(runRule(portClosed, evidence)).toBeNull();
  });

  it.each(['timeout', 'host-unreachable', 'network-unreachable', 'reset', 'unclassified'] as const)(
    'leaves %s to its neighbours',
    (code) => {
      expect(runRule(portClosed, connectFails(code))).toBeNull();
    },
  );

  it('passes when the connection is accepted, whatever TLS does then', () => {
    expect(runRule(portClosed, makeEvidence())).toBeNull();
    expect(runRule(portClosed, handshakeFails('reset-before-certificate'))).toBeNull();
  });

  it('does not apply when no connection was tried', () => {
    expect(runRule(portClosed, evidenceOf(makeAttempt({ connect: { status: 'skipped', because: 'cancelled' } })))).toBe('not-applicable');
  });
});
