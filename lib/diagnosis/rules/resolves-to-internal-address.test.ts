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

describe('resolves-to-internal-address, where resolvers outside were asked', () => {
  const answer = (side: 'internal' | 'external', resolver: string, addresses: string[], failure: string | null = null) =>
    ({ side, resolver, addresses, failure, askedAt: '2026-03-01T00:00:00.000Z' }) as const;
  const run = (...nameAnswers: ReturnType<typeof answer>[]) =>
    runRule(resolvesToInternalAddress, at('10.1.2.3'), { subject, knowledge: { nameAnswers } });

  it('finds what they answer, with the answer of each', () => {
    expect(run(answer('external', '9.9.9.9', ['10.0.0.4']), answer('external', '1.1.1.1', ['203.0.113.5']))).toMatchObject({
      confidence: 'certain',
      summary:
        'Clients reach dc01.corp.example from outside, but there DNS leads them to 10.0.0.4 (private), which the internet cannot reach.',
      facts: { resolvers: ['9.9.9.9'], internalAddresses: ['10.0.0.4'] },
      observations: expect.arrayContaining([expect.objectContaining({ label: '1.1.1.1 answers, outside', seen: '203.0.113.5' })]),
    });
  });

  it('passes when they answer with public addresses, whatever is answered inside', () => {
    expect(run(answer('external', '9.9.9.9', ['203.0.113.5']), answer('internal', '10.0.0.1', ['10.1.2.3']))).toBeNull();
  });

  it('falls back to what the prober sees when none of them answers', () => {
    expect(run(answer('external', '9.9.9.9', [], 'resolver-timeout'))).toMatchObject({ confidence: 'high' });
  });

  it('does not apply until they were asked for the first time', () => {
    expect(runRule(resolvesToInternalAddress, at('10.1.2.3'), { subject, knowledge: { outsideIsUnasked: true } })).toBe('not-applicable');
  });

  it('does not apply when clients are inside', () => {
    const knowledge = { nameAnswers: [answer('external', '9.9.9.9', ['10.0.0.4'])] };
    expect(runRule(resolvesToInternalAddress, at('10.1.2.3'), { knowledge })).toBe('not-applicable');
  });
});
