import { describe, expect, it } from 'vitest';
import { evidenceOfBind, evidenceOfBindFailure } from '../testing/certificate-evidence.ts';
import { makeEvidence } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { bindCredentialsRejected } from './bind-credentials-rejected.ts';

describe('bind-credentials-rejected', () => {
  it('tells an unknown account from a wrong password, when Active Directory does', () => {
    expect(
      runRule(bindCredentialsRejected, evidenceOfBindFailure('rejected', { resultCode: 49, activeDirectoryCode: '52e' })),
    ).toMatchObject({
      summary: 'TLS and directory work, and the bind is refused: name or password is wrong (data 52e).',
      observations: [
        { seen: expect.stringContaining('49 invalidCredentials') },
        {},
        { seen: expect.stringContaining('1326 ERROR_LOGON_FAILURE') },
      ],
    });
    expect(
      runRule(bindCredentialsRejected, evidenceOfBindFailure('rejected', { resultCode: 49, activeDirectoryCode: '525' })),
    ).toMatchObject({
      summary: expect.stringContaining('the account does not exist (data 525)'),
    });
  });

  it('says that nothing more is known when the server adds no code, as OpenLDAP does not', () => {
    expect(runRule(bindCredentialsRejected, evidenceOfBindFailure('rejected', { resultCode: 49 }))).toMatchObject({
      summary: expect.stringContaining('without a word about which'),
      facts: { activeDirectoryCode: null },
    });
  });

  it('leaves other failures to its neighbours, finds nothing after a good bind, and does not apply without an account', () => {
    expect(runRule(bindCredentialsRejected, evidenceOfBindFailure('restricted', { activeDirectoryCode: '533' }))).toBeNull();
    expect(runRule(bindCredentialsRejected, evidenceOfBind())).toBeNull();
    expect(runRule(bindCredentialsRejected, makeEvidence())).toBe('not-applicable');
  });
});
