import { describe, expect, it } from 'vitest';
import { evidenceOfDirectoryFailure } from '../testing/certificate-evidence.ts';
import { evidenceOf, failedHandshake, makeAttempt, makeEvidence } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { directoryUnavailable } from './directory-unavailable.ts';

describe('directory-unavailable', () => {
  it('tells busy from unavailable', () => {
    expect(runRule(directoryUnavailable, evidenceOfDirectoryFailure('result', { resultCode: 51 }))).toMatchObject({
      summary: 'TLS works, and the directory behind it says that it is too busy to answer (result 51 busy).',
    });
    expect(
      runRule(directoryUnavailable, evidenceOfDirectoryFailure('result', { resultCode: 52, diagnosticMessage: 'shutting down' })),
    ).toMatchObject({
      facts: { resultCode: 52, diagnosticMessage: 'shutting down' },
      observations: [{ seen: '52 unavailable' }, { seen: 'shutting down' }],
    });
  });

  it('takes a notice of disconnection with that result as well', () => {
    expect(runRule(directoryUnavailable, evidenceOfDirectoryFailure('disconnected', { resultCode: 52 }))).not.toBeNull();
  });

  it('finds nothing with other results, no answer or a good one', () => {
    expect(runRule(directoryUnavailable, evidenceOfDirectoryFailure('result', { resultCode: 53 }))).toBeNull();
    expect(runRule(directoryUnavailable, evidenceOfDirectoryFailure('timeout'))).toBeNull();
    expect(runRule(directoryUnavailable, makeEvidence())).toBeNull();
  });

  it('does not apply to result 52 before TLS: the directory stage was skipped then', () => {
    expect(runRule(directoryUnavailable, evidenceOf(makeAttempt(failedHandshake('reset-before-certificate'))))).toBe('not-applicable');
  });
});
