import { describe, expect, it } from 'vitest';
import { evidenceOf, makeAttempt, makeEvidence } from '../testing/evidence-factory.ts';
import { lookupFails } from '../testing/evidence-of-failures.ts';
import { runRule } from '../testing/rule-testing.ts';
import { resolvesToUnexpectedAddress } from './resolves-to-unexpected-address.ts';

const at = (...addresses: string[]) =>
  evidenceOf(...addresses.map((address) => makeAttempt({ address, family: address.includes(':') ? 6 : 4 })));
const run = (evidence: ReturnType<typeof at>, ...expectedAddresses: string[]) =>
  runRule(resolvesToUnexpectedAddress, evidence, { subject: { expectedAddresses } });

describe('resolves-to-unexpected-address', () => {
  it('names what is too many and what is missing', () => {
    expect(run(at('192.0.2.10', '192.0.2.99'), '192.0.2.10', '192.0.2.11')).toMatchObject({
      summary:
        'dc01.corp.example leads to 192.0.2.99, which nobody expects, and does not lead to 192.0.2.11 (DNS as the location berlin sees it).',
      facts: { unexpected: ['192.0.2.99'], missing: ['192.0.2.11'] },
    });
  });

  it('passes with exactly the expected addresses, in any order and spelling', () => {
    expect(run(at('192.0.2.10', '2001:db8::1'), '2001:DB8:0:0::1', '192.0.2.10')).toBeNull();
  });

  it('calls nothing missing that may be there unseen', () => {
    const cut = at('192.0.2.10');
    if (cut.resolve.status === 'ok') cut.resolve.data.leftOutCount = 3;
    expect(run(cut, '192.0.2.10', '192.0.2.11')).toBeNull();
    const unanswered = at('192.0.2.10');
    if (unanswered.resolve.status === 'ok') unanswered.resolve.data.unanswered = ['AAAA'];
    expect(run(unanswered, '192.0.2.10', '2001:db8::1')).toBeNull();
    expect(run(unanswered, '192.0.2.10', '192.0.2.11')).toMatchObject({ facts: { missing: ['192.0.2.11'] } });
  });

  it('says so when the answer stands in the hosts file of the prober', () => {
    const evidence = at('192.0.2.99');
    if (evidence.resolve.status === 'ok') evidence.resolve.data.source = 'hosts-file';
    expect(run(evidence, '192.0.2.10')).toMatchObject({ summary: expect.stringContaining('(hosts file of berlin)') });
  });

  it('does not apply without expectations, without an answer, and to IP addresses', () => {
    expect(run(at('192.0.2.99'))).toBe('not-applicable');
    expect(run(lookupFails('name-not-found'), '192.0.2.10')).toBe('not-applicable');
    expect(run(makeEvidence({ target: { host: '192.0.2.99' } }), '192.0.2.10')).toBe('not-applicable');
    const given = at('192.0.2.99');
    if (given.resolve.status === 'ok') given.resolve.data.source = 'given';
    expect(run(given, '192.0.2.10')).toBe('not-applicable');
  });
});

describe('resolves-to-unexpected-address, where resolvers outside were asked', () => {
  const answer = (side: 'internal' | 'external', resolver: string, addresses: string[], failure: string | null = null) =>
    ({ side, resolver, addresses, failure, askedAt: '2026-03-01T00:00:00.000Z' }) as const;
  const outside = (expectedAddresses: string[], ...nameAnswers: ReturnType<typeof answer>[]) =>
    runRule(resolvesToUnexpectedAddress, at('10.0.0.4'), {
      subject: { expectedAddresses, reachedFromOutside: true },
      knowledge: { nameAnswers },
    });

  it('does not apply until they were asked for the first time, unless the clients are inside', () => {
    const run = (reachedFromOutside: boolean) =>
      runRule(resolvesToUnexpectedAddress, at('10.0.0.4'), {
        subject: { expectedAddresses: ['203.0.113.5'], reachedFromOutside },
        knowledge: { outsideIsUnasked: true },
      });
    expect(run(true)).toBe('not-applicable');
    expect(run(false)).toMatchObject({ facts: { missing: ['203.0.113.5'] } });
  });

  it('holds each side to its own addresses when public and internal ones are expected', () => {
    const both = ['203.0.113.5', '10.0.0.4'];
    expect(outside(both, answer('external', '9.9.9.9', ['203.0.113.5']), answer('internal', '10.0.0.1', ['10.0.0.4']))).toBeNull();
    expect(outside(both, answer('external', '9.9.9.9', ['203.0.113.99']), answer('internal', '10.0.0.1', ['10.0.0.4']))).toMatchObject({
      summary: 'dc01.corp.example leads to 203.0.113.99, which nobody expects, and does not lead to 203.0.113.5 (9.9.9.9).',
      facts: { unexpected: ['203.0.113.99'], missing: ['203.0.113.5'], resolvers: ['9.9.9.9'] },
    });
  });

  it('holds the outside alone to public addresses, and takes a missing name for a missing address', () => {
    expect(
      outside(['203.0.113.5'], answer('external', '9.9.9.9', ['203.0.113.5']), answer('internal', '10.0.0.1', ['10.0.0.4'])),
    ).toBeNull();
    expect(outside(['203.0.113.5'], answer('external', '9.9.9.9', [], 'name-not-found'))).toMatchObject({
      facts: { missing: ['203.0.113.5'] },
    });
  });

  it('judges what the prober sees when no resolver outside answers', () => {
    expect(outside(['203.0.113.5'], answer('external', '9.9.9.9', [], 'resolver-timeout'))).toMatchObject({
      facts: { unexpected: ['10.0.0.4'], missing: ['203.0.113.5'] },
    });
  });
});
