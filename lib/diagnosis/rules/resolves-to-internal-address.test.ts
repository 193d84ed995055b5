import { describe, expect, it } from 'vitest';
import { evidenceOf, makeAttempt, makeEvidence } from '../testing/evidence-factory.ts';
import { lookupFails } from '../testing/evidence-of-failures.ts';
import { runRule } from '../testing/rule-testing.ts';
import { resolvesToInternalAddress } from './resolves-to-internal-address.ts';

const subject = { reachedFromOutside: true };
const at = (...addresses: string[]) =>
  evidenceOf(...addresses.map((address) => makeAttempt({ address, family: address.includes(':') ? 6 : 4 })));

describe('resolves-to-internal-address', () => {
  it.each([
    ['10.1.2.3', 'private'],
    ['100.64.0.9', 'carrier-grade NAT'],
    ['169.254.1.1', 'link-local'],
    ['127.0.0.1', 'loopback'],
    ['fd00::5', 'unique-local'],
  ])('finds %s (%s)', (address, kind) => {
    expect(runRule(resolvesToInternalAddress, at(address), { subject })).toMatchObject({
      confidence: 'high',
      summary: `Clients reach dc01.corp.example from outside, but the name leads to ${address} (${kind}), which the internet cannot reach.`,
      facts: { internalAddresses: [address], kinds: [kind] },
    });
  });

  it('finds one internal address among public ones', () => {
    expect(runRule(resolvesToInternalAddress, at('203.0.113.5', '192.168.1.5'), { subject })).toMatchObject({
      facts: { internalAddresses: ['192.168.1.5'], addresses: ['203.0.113.5', '192.168.1.5'] },
    });
  });

  it('is less sure of what stands in the hosts file of the prober', () => {
    const evidence = at('10.1.2.3');
    if (evidence.resolve.status === 'ok') evidence.resolve.data.source = 'hosts-file';
    expect(runRule(resolvesToInternalAddress, evidence, { subject })).toMatchObject({
      confidence: 'medium',
      facts: { fromHostsFile: true },
    });
  });

  it('passes with public addresses', () => {
    expect(runRule(resolvesToInternalAddress, at('203.0.113.5', '2001:db8::5'), { subject })).toBeNull();
  });

  it('does not apply when clients are inside, when nothing was resolved, and to IP addresses', () => {
    expect(runRule(resolvesToInternalAddress, at('10.1.2.3'))).toBe('not-applicable');
    expect(runRule(resolvesToInternalAddress, lookupFails('name-not-found'), { subject })).toBe('not-applicable');
    expect(runRule(resolvesToInternalAddress, makeEvidence({ target: { host: '10.1.2.3' } }), { subject })).toBe('not-applicable');
    const given = at('10.1.2.3');
    if (given.resolve.status === 'ok') given.resolve.data.source = 'given';
    expect(runRule(resolvesToInternalAddress, given, { subject })).toBe('not-applicable');
  });
});
