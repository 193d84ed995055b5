import { describe, expect, it } from 'vitest';
import { evidenceOf, failedConnect, makeAttempt, makeEvidence } from '../testing/evidence-factory.ts';
import { connectFails, lookupFails } from '../testing/evidence-of-failures.ts';
import { runRule } from '../testing/rule-testing.ts';
import { slowResponse } from './slow-response.ts';

const slowBind = makeAttempt({ directory: { status: 'ok', ms: 3_900 } });

describe('slow-response', () => {
  it('finds a probe over the limit, and names the stage that took most', () => {
    expect(runRule(slowResponse, { ...evidenceOf(slowBind), totalMs: 4_210 })).toMatchObject({
      summary: 'dc01.corp.example:636 answered, but after 4.2 s; the search of the rootDSE took most of it, 3.9 s.',
      facts: { totalMs: 4_210, slowAfterMs: 3_000, slowestStage: 'directory', slowestStageMs: 3_900, slowestAddress: '192.0.2.10' },
    });
  });

  it('blames the name lookup where it took most, and says at which of several addresses', () => {
    const slowLookup = makeEvidence({ totalMs: 5_000, resolve: { status: 'ok', ms: 4_800 } });
    expect(runRule(slowResponse, slowLookup)).toMatchObject({ facts: { slowestStage: 'resolve', slowestAddress: null } });
    const second = makeAttempt({ address: '192.0.2.11', handshake: { status: 'ok', ms: 4_000 } });
    expect(runRule(slowResponse, { ...evidenceOf(makeAttempt(), second), totalMs: 4_100 })).toMatchObject({
      summary: expect.stringContaining('the TLS handshake at 192.0.2.11 took most of it, 4.0 s.'),
    });
  });

  it('tells times below a second in milliseconds', () => {
    const slow = { ...evidenceOf(makeAttempt({ directory: { status: 'ok', ms: 180 } })), totalMs: 240 };
    expect(runRule(slowResponse, slow, { subject: { slowAfterMs: 200 } })).toMatchObject({
      summary: 'dc01.corp.example:636 answered, but after 240 ms; the search of the rootDSE took most of it, 180 ms.',
      observations: [{ seen: '240 ms', healthy: '200 ms or less' }, { seen: 'the search of the rootDSE: 180 ms' }],
    });
  });

  it('passes up to the limit of the endpoint', () => {
    expect(runRule(slowResponse, makeEvidence({ totalMs: 3_000 }))).toBeNull();
    expect(runRule(slowResponse, makeEvidence({ totalMs: 3_001 }))).not.toBeNull();
    expect(runRule(slowResponse, makeEvidence({ totalMs: 3_001 }), { subject: { slowAfterMs: 10_000 } })).toBeNull();
    expect(runRule(slowResponse, makeEvidence({ totalMs: 600 }), { subject: { slowAfterMs: 500 } })).not.toBeNull();
  });

  it('does not apply when the timings are doubtful', () => {
    expect(runRule(slowResponse, makeEvidence({ totalMs: 9_000, timingsDoubtful: true }))).toBe('not-applicable');
  });

  it('does not apply when a stage failed: that is why it took so long', () => {
    expect(runRule(slowResponse, { ...connectFails('timeout'), totalMs: 5_000 })).toBe('not-applicable');
    expect(runRule(slowResponse, { ...lookupFails('resolver-timeout'), totalMs: 5_000 })).toBe('not-applicable');
    const partlyDown = evidenceOf(makeAttempt(), makeAttempt({ address: '192.0.2.11', ...failedConnect('timeout', {}, 5_000) }));
    expect(runRule(slowResponse, { ...partlyDown, totalMs: 5_010 })).toBe('not-applicable');
  });
});
