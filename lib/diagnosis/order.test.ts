import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareSeverity, inOrderOfCause } from './order.ts';
import { type Finding, ruleStages, severities } from './rule.ts';

const findings = fc.uniqueArray(
  fc
    .record({ stage: fc.constantFrom(...ruleStages), severity: fc.constantFrom(...severities), no: fc.integer({ min: 101, max: 599 }) })
    .map(
      ({ stage, severity, no }): Finding => ({
        id: `finding-${no}`,
        no,
        stage,
        severity,
        confidence: 'certain',
        title: '',
        summary: '',
        facts: {},
        observations: [],
        addresses: [],
      }),
    ),
  { selector: ({ no }) => no },
);

describe('inOrderOfCause', () => {
  it('leads with the worst severity, at the earliest stage that has it', () => {
    fc.assert(
      fc.property(findings, (list) => {
        const [first] = inOrderOfCause(list);
        if (first === undefined) return;
        const equallyBad = list.filter(({ severity }) => severity === first.severity);
        expect(list.every(({ severity }) => compareSeverity(first.severity, severity) <= 0)).toBe(true);
        expect(equallyBad.every(({ stage }) => ruleStages.indexOf(first.stage) <= ruleStages.indexOf(stage))).toBe(true);
      }),
    );
  });

  it('keeps every finding and does not depend on the order given', () => {
    fc.assert(
      fc.property(findings, (list) => {
        const sorted = inOrderOfCause(list);
        expect([...sorted].sort((one, other) => one.no - other.no)).toEqual([...list].sort((one, other) => one.no - other.no));
        expect(inOrderOfCause([...list].reverse())).toEqual(sorted);
      }),
    );
  });

  it('keeps the findings of a stage together', () => {
    fc.assert(
      fc.property(findings, (list) => {
        const stages = inOrderOfCause(list).map(({ stage }) => stage);
        const changes = stages.filter((stage, index) => stage !== stages[index - 1]);
        expect(changes).toEqual([...new Set(changes)]);
      }),
    );
  });
});
