import { describe, expect, it } from 'vitest';
import { makeEvidence } from '../testing/evidence-factory.ts';
import { lookupFails } from '../testing/evidence-of-failures.ts';
import { runRule } from '../testing/rule-testing.ts';
import { nameLookupFailed } from './name-lookup-failed.ts';

describe('name-lookup-failed', () => {
  it.each([
    ['resolver-timeout', 'gave no answer in time'],
    ['resolver-refused', 'refused to answer (REFUSED)'],
    ['resolver-failed', 'answered with a server failure (SERVFAIL)'],
    ['resolver-unreachable', 'could not be reached'],
    ['unclassified', 'failed in a way Port636 does not know'],
  ] as const)('finds %s when the control lookup is answered', (code, words) => {
    expect(runRule(nameLookupFailed, lookupFails(code))).toMatchObject({
      summary: `Asked for dc01.corp.example, the DNS servers of berlin ${words}, although they answer for other names.`,
      facts: { code },
    });
  });

  it.each(['no-answer', 'not-tried'] as const)(
    'does not apply when the control lookup says %s: the location itself may be cut off',
    (control) => {
      expect(runRule(nameLookupFailed, lookupFails('resolver-timeout', control))).toBe('not-applicable');
    },
  );

  it.each(['name-not-found', 'no-address'] as const)('leaves %s, which is an answer, to the other rule', (code) => {
    expect(runRule(nameLookupFailed, lookupFails(code))).toBeNull();
  });

  it('passes when the name resolves', () => {
    expect(runRule(nameLookupFailed, makeEvidence())).toBeNull();
  });
});
