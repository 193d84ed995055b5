import { describe, expect, it } from 'vitest';
import { evidenceOfBind, evidenceOfBindFailure } from '../testing/certificate-evidence.ts';
import { makeEvidence } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { bindAccountRestricted } from './bind-account-restricted.ts';

describe('bind-account-restricted', () => {
  it.each([
    ['530', 'the account may not sign in at this hour'],
    ['531', 'the account may not sign in from this computer'],
    ['532', 'the password has expired'],
    ['533', 'the account is disabled'],
    ['701', 'the account has expired'],
    ['773', 'the password must be changed before the first sign-in'],
    ['775', 'the account is locked out'],
  ])('says what data %s means', (activeDirectoryCode, meaning) => {
    expect(runRule(bindAccountRestricted, evidenceOfBindFailure('restricted', { resultCode: 49, activeDirectoryCode }))).toMatchObject({
      summary: `The bind is refused because ${meaning} (data ${activeDirectoryCode}).`,
      facts: { activeDirectoryCode, restriction: expect.stringMatching(/^ERROR_/) },
    });
  });

  it('keeps a code that it does not know', () => {
    expect(runRule(bindAccountRestricted, evidenceOfBindFailure('restricted', { activeDirectoryCode: '569' }))).toMatchObject({
      summary: 'The bind is refused because of a restriction with the code 569.',
    });
  });

  it('leaves a wrong password to its neighbour, finds nothing after a good bind, and does not apply without an account', () => {
    expect(runRule(bindAccountRestricted, evidenceOfBindFailure('rejected', { activeDirectoryCode: '52e' }))).toBeNull();
    expect(runRule(bindAccountRestricted, evidenceOfBind())).toBeNull();
    expect(runRule(bindAccountRestricted, makeEvidence())).toBe('not-applicable');
  });
});
