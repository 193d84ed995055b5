import { describe, expect, it } from 'vitest';
import { makeEvidence } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { targetIsIpAddress } from './target-is-ip-address.ts';

describe('target-is-ip-address', () => {
  it.each(['192.0.2.10', '2001:db8::10'])('finds an endpoint registered as %s and names the names to use instead', (host) => {
    expect(runRule(targetIsIpAddress, makeEvidence({ target: { host } }))).toMatchObject({
      facts: { host, dnsNames: ['dc01.corp.example'] },
    });
  });

  it('finds it also when nothing could be connected to', () => {
    expect(runRule(targetIsIpAddress, makeEvidence({ target: { host: '192.0.2.10' }, attempts: [] }))).toMatchObject({
      facts: { dnsNames: [] },
    });
  });

  it.each(['dc01.corp.example', 'dc01', '10.in-addr.example', '1a.2b'])('passes for the name %s', (host) => {
    expect(runRule(targetIsIpAddress, makeEvidence({ target: { host } }))).toBeNull();
  });
});
