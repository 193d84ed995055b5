import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnose } from './diagnose.ts';
import { forecast } from './forecast/forecast.ts';
import { noKnowledge } from './knowledge.ts';
import type { Waiver } from './rule.ts';
import { defaultSubject } from './subject.ts';
import { evidenceOfLeaf } from './testing/certificate-evidence.ts';
import { evidenceOf, failedConnect, makeAttempt, makeEvidence, probedAt } from './testing/evidence-factory.ts';
import { isInForce, leadingFinding, withWaivers } from './waivers.ts';

const tomorrow = '2026-11-21T12:00:00.000Z';
const waive = (findingId: string, until = tomorrow): Waiver => ({
  ...{ id: `waiver of ${findingId} until ${until}`, findingId, until },
  ...{ reason: 'Replaced in December.', by: 'Ada', scope: 'host', scopeName: 'dc01.corp.example' },
});
const judged = (evidence: Parameters<typeof diagnose>[0], waivers: readonly Waiver[], now = probedAt) =>
  diagnose(evidence, { subject: defaultSubject, now, knowledge: { ...noKnowledge, waivers } });
const ids = (findings: readonly { id: string }[]) => findings.map(({ id }) => id);

const expired = evidenceOfLeaf({ notAfter: '2026-11-01T00:00:00.000Z' });
const closed = evidenceOf(makeAttempt(failedConnect('refused')));

describe('a waiver', () => {
  it('takes its finding out of the verdict, and leaves it among the findings with its name', () => {
    expect(judged(expired, []).verdict).toBe('critical');
    const { verdict, findings } = judged(expired, [waive('certificate-expired')]);
    expect(verdict).toBe('healthy');
    expect(findings.map(({ id, waiver }) => [id, waiver?.by])).toEqual([['certificate-expired', 'Ada']]);
    expect(leadingFinding(findings)).toBeUndefined();
  });

  it('leaves every other finding as it was, and lets the worst of them lead', () => {
    const weak = evidenceOfLeaf({ notAfter: '2026-11-01T00:00:00.000Z', key: { algorithm: 'RSA', bits: 1024, curve: null } });
    expect(ids(judged(weak, []).findings)).toEqual(['certificate-expired', 'weak-key']);
    const { verdict, findings } = judged(weak, [waive('certificate-expired')]);
    expect(verdict).toBe('warning');
    expect(ids(findings)).toEqual(['weak-key', 'certificate-expired']);
  });

  it('does nothing to a server that has no such finding', () => {
    expect(judged(makeEvidence(), [waive('certificate-expired')])).toEqual(judged(makeEvidence(), []));
  });

  it('ends at its time by itself', () => {
    expect(judged(expired, [waive('certificate-expired', probedAt.toISOString())]).verdict).toBe('critical');
    expect(isInForce(waive('certificate-expired'), new Date(Date.parse(tomorrow) - 1))).toBe(true);
    expect(isInForce(waive('certificate-expired'), new Date(tomorrow))).toBe(false);
  });

  it('never makes a server healthy that could not be looked at', () => {
    expect(judged(closed, []).verdict).toBe('critical');
    const { verdict, unknownBecause } = judged(closed, [waive('port-closed')]);
    expect(verdict).toBe('unknown');
    expect(unknownBecause).toContain('What is accepted until 2026-11-21 keeps the probe from seeing more');
  });

  it('is foreseen to end', () => {
    const steps = forecast(expired, {
      ...{ subject: defaultSubject, now: probedAt },
      knowledge: { ...noKnowledge, waivers: [waive('certificate-expired')] },
    });
    expect(steps.map(({ fromAt, verdict, finding }) => [fromAt.toISOString(), verdict, finding?.id ?? null])).toEqual([
      [probedAt.toISOString(), 'healthy', null],
      [tomorrow, 'critical', 'certificate-expired'],
    ]);
  });

  it('is named by the one that lasts longest, and no finding is lost or made, whatever the waivers', () => {
    const { findings } = judged(expired, []);
    const later = '2027-01-01T00:00:00.000Z';
    const [first] = withWaivers(findings, [waive('certificate-expired'), waive('certificate-expired', later)], probedAt);
    expect(first?.waiver?.until).toBe(later);
    fc.assert(
      fc.property(fc.subarray(['certificate-expired', 'weak-key', 'port-closed']), fc.date({ noInvalidDate: true }), (waived, at) => {
        const after = withWaivers(
          findings,
          waived.map((id) => waive(id)),
          at,
        );
        expect(ids(after).toSorted()).toEqual(ids(findings).toSorted());
      }),
    );
  });
});
