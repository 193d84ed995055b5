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
      summary: `Asked for dc01.corp.example, the DNS servers of the location berlin (192.0.2.53) ${words}, although they answered a control lookup.`,
      facts: { code, location: 'berlin', resolvers: ['192.0.2.53'] },
    });
  });

  it('names the system’s DNS servers as such when the record does not list them', () => {
    const evidence = lookupFails('resolver-failed');
    if (evidence.resolve.status !== 'failed') throw new Error('the lookup fails');
    const unlisted = { ...evidence, resolve: { ...evidence.resolve, detail: { ...evidence.resolve.detail, resolvers: [] } } };
    expect(runRule(nameLookupFailed, unlisted)).toMatchObject({
      summary: expect.stringContaining('the DNS servers of the location berlin answered'),
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
