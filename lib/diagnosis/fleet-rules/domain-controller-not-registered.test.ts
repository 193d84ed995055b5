import { describe, expect, it } from 'vitest';
import { domainControllerNotRegistered, type FoundController } from './domain-controller-not-registered.ts';

const check = (facts: Partial<FoundController> = {}) =>
  domainControllerNotRegistered.check({
    name: 'dc09.corp.example',
    domain: 'corp.example',
    site: 'Berlin',
    addresses: ['192.0.2.9'],
    inDns: true,
    inDirectory: true,
    registered: false,
    ...facts,
  });

describe('domain-controller-not-registered', () => {
  it('finds a server that DNS and the directory name', () => {
    expect(check()).toMatchObject({
      confidence: 'certain',
      summary:
        'DNS and the directory name dc09.corp.example in the site Berlin as a domain controller of corp.example, and it is not registered.',
      facts: { server: 'dc09.corp.example', addresses: ['192.0.2.9'] },
    });
  });

  it('says which of the two names it, and is less sure where they disagree', () => {
    expect(check({ inDirectory: null })?.summary).toContain('DNS names dc09');
    expect(check({ inDns: false })?.summary).toContain('The directory names dc09');
    expect(check({ inDirectory: false })?.confidence).toBe('medium');
  });

  it('passes for a registered server, and does not apply to one that nothing names', () => {
    expect(check({ registered: true })).toBeNull();
    expect(check({ inDns: false, inDirectory: false })).toBeNull();
    expect(check({ inDns: false, inDirectory: null })).toBeNull();
  });
});
