import { describe, expect, it } from 'vitest';
import { directoryCodes } from '../../probe/evidence.ts';
import { evidenceOfDirectoryFailure } from '../testing/certificate-evidence.ts';
import { evidenceOf, failedConnect, makeAttempt, makeEvidence } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { directoryUnavailable } from './directory-unavailable.ts';
import { rootDseUnreadable } from './rootdse-unreadable.ts';

const judged = directoryCodes.filter((code) => code !== 'client-certificate-required');

describe('rootdse-unreadable', () => {
  it.each(judged)('reports %s in words', (code) => {
    expect(runRule(rootDseUnreadable, evidenceOfDirectoryFailure(code))).toMatchObject({
      summary: expect.stringMatching(/^TLS works, and the search of the rootDSE fails: .+\.$/),
      facts: { code },
    });
  });

  it('shows the result code with its meaning and the server’s own words', () => {
    const evidence = evidenceOfDirectoryFailure('result', { resultCode: 1, diagnosticMessage: '00002020: Operation unavailable' });
    expect(runRule(rootDseUnreadable, evidence)).toMatchObject({
      summary: 'TLS works, and the search of the rootDSE fails: the server answered with result 1 operationsError.',
      facts: { resultCode: 1, diagnosticMessage: '00002020: Operation unavailable' },
      observations: [
        { label: 'Handshake', seen: 'complete, TLSv1.3' },
        { label: 'Search of the rootDSE' },
        { label: 'LDAP result', seen: expect.stringContaining('1 operationsError: ') },
        { label: 'The server’s own words', seen: '00002020: Operation unavailable' },
      ],
    });
  });

  it.each([51, 52])('leaves result %i to its neighbour', (resultCode) => {
    const evidence = evidenceOfDirectoryFailure('result', { resultCode });
    expect(runRule(rootDseUnreadable, evidence)).toBeNull();
    expect(runRule(directoryUnavailable, evidence)).not.toBeNull();
  });

  it('leaves a client certificate that is demanded late to the TLS rules', () => {
    expect(runRule(rootDseUnreadable, evidenceOfDirectoryFailure('client-certificate-required', { alert: 116 }))).toBeNull();
  });

  it('finds nothing when the rootDSE was read, and does not apply behind a refused port', () => {
    expect(runRule(rootDseUnreadable, makeEvidence())).toBeNull();
    expect(runRule(rootDseUnreadable, evidenceOf(makeAttempt(failedConnect('refused'))))).toBe('not-applicable');
  });
});
