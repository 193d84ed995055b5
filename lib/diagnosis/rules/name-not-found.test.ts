import { describe, expect, it } from 'vitest';
import { makeEvidence } from '../testing/evidence-factory.ts';
import { lookupFails } from '../testing/evidence-of-failures.ts';
import { runRule } from '../testing/rule-testing.ts';
import { nameNotFound } from './name-not-found.ts';

describe('name-not-found', () => {
  it('finds a name that does not exist', () => {
    expect(runRule(nameNotFound, lookupFails('name-not-found'))).toMatchObject({
      summary: 'The DNS servers of the location berlin (192.0.2.53) say that the name dc01.corp.example does not exist.',
      facts: { nameExists: false, resolvers: ['192.0.2.53'] },
    });
  });

  it('finds a name without an address, and says that it exists', () => {
    expect(runRule(nameNotFound, lookupFails('no-address'))).toMatchObject({
      summary:
        'The DNS servers of the location berlin (192.0.2.53) say that the name dc01.corp.example exists and has no address, neither an A nor an AAAA record.',
      facts: { nameExists: true, location: 'berlin' },
    });
  });

  it.each(['resolver-timeout', 'resolver-refused', 'resolver-failed', 'unclassified'] as const)(
    'leaves %s to the failed lookup',
    (code) => {
      expect(runRule(nameNotFound, lookupFails(code))).toBeNull();
    },
  );

  it('passes when the name resolves, and does not apply when no lookup was made', () => {
    expect(runRule(nameNotFound, makeEvidence())).toBeNull();
    expect(runRule(nameNotFound, makeEvidence({ resolve: { status: 'skipped', because: 'cancelled' } }))).toBe('not-applicable');
  });
});
