import { describe, expect, it } from 'vitest';
import type { BindFailure } from '../reading/bind.ts';
import { evidenceOfBind, evidenceOfBindFailure } from '../testing/certificate-evidence.ts';
import { makeEvidence } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { bindAccountRestricted } from './bind-account-restricted.ts';
import { bindCredentialsRejected } from './bind-credentials-rejected.ts';
import { bindFailed } from './bind-failed.ts';
import { bindNeedsChannelBinding } from './bind-needs-channel-binding.ts';
import { bindNeedsSigning } from './bind-needs-signing.ts';

const codes: Record<BindFailure['code'], string> = {
  rejected: 'bind-credentials-rejected',
  restricted: 'bind-account-restricted',
  'needs-channel-binding': 'bind-needs-channel-binding',
  'needs-signing': 'bind-needs-signing',
  result: 'bind-failed',
  timeout: 'bind-failed',
  closed: 'bind-failed',
  unclassified: 'bind-failed',
};
const bindRules = [bindCredentialsRejected, bindAccountRestricted, bindNeedsChannelBinding, bindNeedsSigning, bindFailed];

describe('bind-failed', () => {
  it.each(Object.entries(codes))('is told apart from its neighbours: %s is reported by %s alone', (code, id) => {
    const found = bindRules.filter((rule) => runRule(rule, evidenceOfBindFailure(code as BindFailure['code'])) !== null);
    expect(found.map((rule) => rule.id)).toEqual([id]);
  });

  it('shows the result with its name', () => {
    expect(runRule(bindFailed, evidenceOfBindFailure('result', { resultCode: 53, diagnosticMessage: 'not willing' }))).toMatchObject({
      summary: 'The bind fails: the server answered with result 53 unwillingToPerform.',
      observations: [{ seen: expect.stringContaining('the server refuses the operation') }, { seen: 'not willing' }],
    });
  });

  it('says how long it waited for nothing', () => {
    expect(runRule(bindFailed, evidenceOfBindFailure('timeout'))).toMatchObject({
      summary: 'The bind fails: no answer came within 12 ms.',
    });
    expect(runRule(bindFailed, evidenceOfBindFailure('closed'))).toMatchObject({
      summary: expect.stringContaining('closed the connection'),
    });
  });

  it('finds nothing after a good bind, and does not apply without an account', () => {
    expect(runRule(bindFailed, evidenceOfBind())).toBeNull();
    expect(runRule(bindFailed, makeEvidence())).toBe('not-applicable');
  });
});
