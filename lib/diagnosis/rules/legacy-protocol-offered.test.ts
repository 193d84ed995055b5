import { describe, expect, it } from 'vitest';
import { diagnose } from '../diagnose.ts';
import { noKnowledge } from '../knowledge.ts';
import { defaultSubject } from '../subject.ts';
import { makeDeepScan, makeOffer, makeVersion, scannedAt } from '../testing/deep-scan-factory.ts';
import { evidenceOf, makeAttempt, makeEvidence, probedAt } from '../testing/evidence-factory.ts';
import { connectFails } from '../testing/evidence-of-failures.ts';
import { runRule } from '../testing/rule-testing.ts';
import { legacyProtocolOffered } from './legacy-protocol-offered.ts';

const withLegacy = makeDeepScan({ versions: [makeOffer('TLSv1'), makeOffer('TLSv1.1'), makeOffer('TLSv1.2'), makeVersion('TLSv1.3')] });
const run = (deepScan: ReturnType<typeof makeDeepScan> | null, evidence = makeEvidence(), now = probedAt) =>
  runRule(legacyProtocolOffered, evidence, { knowledge: { deepScan }, now });

describe('legacy-protocol-offered', () => {
  it('finds old versions beside newer ones, and says when they were seen', () => {
    expect(run(withLegacy)).toMatchObject({
      summary:
        'dc01.corp.example:636 still agrees to TLS 1.0 and TLS 1.1 when a client offers nothing newer (deep scan of 2026-11-20 06:00 UTC).',
      facts: { legacy: ['TLSv1', 'TLSv1.1'], offered: ['TLSv1', 'TLSv1.1', 'TLSv1.2'], seenAt: scannedAt.toISOString() },
    });
  });

  it('passes when they are refused', () => {
    expect(run(makeDeepScan())).toBeNull();
  });

  it('does not apply without a deep scan, or when the scan got no clear answer', () => {
    expect(run(null)).toBe('not-applicable');
    const unclear = [makeVersion('TLSv1', { offered: 'unclear' }), makeVersion('TLSv1.1', { offered: 'unclear' }), makeOffer('TLSv1.2')];
    expect(run(makeDeepScan({ versions: unclear }))).toBe('not-applicable');
    expect(run(makeDeepScan({ versions: [], outcome: 'not-reachable' }))).toBe('not-applicable');
  });

  it('lets a deep scan count for seven days', () => {
    const day = 86_400_000;
    expect(run(withLegacy, makeEvidence(), new Date(scannedAt.getTime() + 7 * day))).not.toBe('not-applicable');
    expect(run(withLegacy, makeEvidence(), new Date(scannedAt.getTime() + 7 * day + 1))).toBe('not-applicable');
  });

  it('does not judge an address that was not scanned, or that has no TLS now', () => {
    expect(run(makeDeepScan({ address: '192.0.2.99', versions: withLegacy.versions }))).toBe('not-applicable');
    expect(run(withLegacy, connectFails('refused'))).toBe('not-applicable');
  });

  it('gives way to the finding that nothing newer is offered', () => {
    const old = evidenceOf(makeAttempt({ handshake: { status: 'ok', data: { protocol: 'TLSv1' } } }));
    const deepScan = makeDeepScan({ versions: [makeOffer('TLSv1'), makeVersion('TLSv1.2')] });
    const { findings } = diagnose(old, { subject: defaultSubject, now: probedAt, knowledge: { ...noKnowledge, deepScan } });
    expect(findings.map(({ id }) => id)).toContain('legacy-protocol-only');
    expect(findings.map(({ id }) => id)).not.toContain('legacy-protocol-offered');
  });
});
