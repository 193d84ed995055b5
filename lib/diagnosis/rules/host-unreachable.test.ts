import { describe, expect, it } from 'vitest';
import { evidenceOf, failedConnect, makeAttempt, makeEvidence, probedAt } from '../testing/evidence-factory.ts';
import { connectFails } from '../testing/evidence-of-failures.ts';
import { runRule } from '../testing/rule-testing.ts';
import { hostUnreachable } from './host-unreachable.ts';

describe('host-unreachable', () => {
  it('finds a host without a way to it', () => {
    expect(runRule(hostUnreachable, connectFails('host-unreachable', { systemCode: 'EHOSTUNREACH' }))).toMatchObject({
      summary: 'No connection to dc01.corp.example:636 can be made from berlin: the host cannot be reached.',
      confidence: 'certain',
      facts: { systemCode: 'EHOSTUNREACH' },
    });
  });

  it('keeps the words of a connection failure that nobody knows, with low confidence', () => {
    expect(runRule(hostUnreachable, connectFails('unclassified', { systemCode: 'EWEIRD', message: 'connect EWEIRD' }))).toMatchObject({
      confidence: 'low',
      facts: { systemCode: 'EWEIRD', message: 'connect EWEIRD' },
    });
  });

  it('finds an unreachable network', () => {
    expect(runRule(hostUnreachable, connectFails('network-unreachable'))).toMatchObject({ facts: { code: 'network-unreachable' } });
  });

  it.each(['refused', 'timeout', 'reset'] as const)('leaves %s to its neighbours', (code) => {
    expect(runRule(hostUnreachable, connectFails(code))).toBeNull();
  });

  it('says so when another location reaches it', () => {
    const hq = { location: 'hq', reach: 'inside' as const, lookedAt: probedAt.toISOString(), way: 'open' as const, addresses: [] };
    expect(runRule(hostUnreachable, connectFails('host-unreachable'), { knowledge: { otherLocations: [hq] } })).toMatchObject({
      summary: 'No connection to dc01.corp.example:636 can be made from berlin, while hq reaches it: the host cannot be reached.',
      facts: { openFrom: ['hq'] },
    });
  });

  it('leaves it to address-partly-down when another address accepts', () => {
    const evidence = evidenceOf(makeAttempt(failedConnect('host-unreachable')), makeAttempt({ address: '192.0.2.11' }));
    expect(runRule(hostUnreachable, evidence)).toBeNull();
  });

  it('passes when the connection is accepted, and does not apply when none was tried', () => {
    expect(runRule(hostUnreachable, makeEvidence())).toBeNull();
    expect(runRule(hostUnreachable, evidenceOf(makeAttempt({ connect: { status: 'skipped', because: 'cancelled' } })))).toBe(
      'not-applicable',
    );
  });
});
