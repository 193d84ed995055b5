import { describe, expect, it } from 'vitest';
import { makeEvidence } from '../testing/evidence-factory.ts';
import { connectFails, handshakeFails } from '../testing/evidence-of-failures.ts';
import { runRule } from '../testing/rule-testing.ts';
import { serverNameRejected } from './server-name-rejected.ts';

describe('server-name-rejected', () => {
  it('finds the alert unrecognized_name and the name that was asked for', () => {
    expect(runRule(serverNameRejected, handshakeFails('alert-unrecognized-name', { alert: 112, bytesRead: 7 }))).toMatchObject({
      summary: 'dc01.corp.example:636 refuses TLS for the name dc01.corp.example (alert unrecognized_name).',
      facts: { serverName: 'dc01.corp.example', alert: 112 },
    });
  });

  it.each(['alert-other', 'closed-before-certificate'] as const)('leaves %s to its neighbours', (code) => {
    expect(runRule(serverNameRejected, handshakeFails(code))).toBeNull();
  });

  it('passes on a healthy server and does not apply where TLS was not reached', () => {
    expect(runRule(serverNameRejected, makeEvidence())).toBeNull();
    expect(runRule(serverNameRejected, connectFails('refused'))).toBe('not-applicable');
  });
});
