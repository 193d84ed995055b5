import { describe, expect, it } from 'vitest';
import { evidenceOfBind, evidenceOfBindFailure } from '../testing/certificate-evidence.ts';
import { makeEvidence } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { bindCredentialsRejected } from './bind-credentials-rejected.ts';
import { bindNeedsChannelBinding } from './bind-needs-channel-binding.ts';

describe('bind-needs-channel-binding', () => {
  it('says that the credentials are not the problem, and the rule about credentials keeps silent', () => {
    const evidence = evidenceOfBindFailure('needs-channel-binding', { resultCode: 49, activeDirectoryCode: '80090346' });
    expect(runRule(bindNeedsChannelBinding, evidence)).toMatchObject({
      summary: expect.stringContaining('the credentials are not the problem'),
      facts: { activeDirectoryCode: '80090346' },
    });
    expect(runRule(bindCredentialsRejected, evidence)).toBeNull();
  });

  it('finds nothing otherwise, and does not apply without an account', () => {
    expect(runRule(bindNeedsChannelBinding, evidenceOfBindFailure('rejected'))).toBeNull();
    expect(runRule(bindNeedsChannelBinding, evidenceOfBind())).toBeNull();
    expect(runRule(bindNeedsChannelBinding, makeEvidence())).toBe('not-applicable');
  });
});
