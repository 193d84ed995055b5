import { expect, test } from 'vitest';
import { evidenceOf, failedHandshake, makeAttempt, makeEvidence } from '#lib/diagnosis/testing/evidence-factory.ts';
import { compareEvidence } from './compare.ts';

const differing = (rows: ReturnType<typeof compareEvidence>) => rows.filter((row) => row.differs).map((row) => row.label);

test('two equal probes differ in nothing', () => {
  expect(differing(compareEvidence(makeEvidence(), makeEvidence()))).toEqual([]);
});

test('a lost certificate differs in outcome, TLS, certificate and answer', () => {
  const rows = compareEvidence(makeEvidence(), evidenceOf(makeAttempt(failedHandshake('reset-before-certificate'))));
  expect(rows[0]).toEqual({ label: 'Outcome', good: 'every stage completed', now: 'reset before any certificate', differs: true });
  expect(differing(rows)).toEqual(expect.arrayContaining(['TLS version', 'Certificate', 'SHA-256', 'Answered by']));
  expect(differing(rows)).not.toContain('Addresses');
});
