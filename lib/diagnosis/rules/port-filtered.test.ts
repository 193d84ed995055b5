import { describe, expect, it } from 'vitest';
import type { SeenElsewhere } from '../knowledge.ts';
import { evidenceOf, failedConnect, makeAttempt, makeEvidence, probedAt } from '../testing/evidence-factory.ts';
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

  it('says so when another location reaches it, and what that makes likely', () => {
    const seen = (location: string, way: SeenElsewhere['way']): SeenElsewhere => ({
      ...{ location, way, reach: 'inside', lookedAt: probedAt.toISOString(), addresses: ['192.0.2.10'] },
    });
    const otherLocations = [seen('hq', 'open'), seen('paris', 'filtered')];
    expect(runRule(portFiltered, connectFails('timeout', {}, 5000), { knowledge: { otherLocations } })).toMatchObject({
      summary:
        'Nothing answered at dc01.corp.example:636 within 5.0 s, seen from berlin, while hq reaches it: a firewall or network security group between berlin and the server is likely.',
      facts: { openFrom: ['hq'], otherLocations: ['hq', 'paris'] },
      observations: expect.arrayContaining([
        expect.objectContaining({ seen: 'hq (inside): accepted at 192.0.2.10 and paris (inside): no answer at 192.0.2.10' }),
      ]),
    });
    expect(runRule(portFiltered, connectFails('timeout'), { knowledge: { otherLocations: otherLocations.slice(1) } })).toMatchObject({
      summary: expect.stringMatching(/seen from berlin\.$/),
      facts: { openFrom: [] },
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
