import { describe, expect, it } from 'vitest';
import { registeredHostNotInDns } from './registered-host-not-in-dns.ts';

const facts = {
  name: 'dc01.corp.example',
  domain: 'corp.example',
  because: 'No SRV record of corp.example names it.',
  resolvers: ['192.0.2.53'],
};

describe('registered-host-not-in-dns', () => {
  it('finds a host that a whole look did not find', () => {
    expect(registeredHostNotInDns.check({ ...facts, lookedWhole: true })).toMatchObject({
      summary: 'dc01.corp.example is in no SRV record of corp.example: clients do not find it as a domain controller.',
      facts: { host: 'dc01.corp.example', resolvers: ['192.0.2.53'] },
    });
  });

  it('says nothing after a look that failed or left something out', () => {
    expect(registeredHostNotInDns.check({ ...facts, lookedWhole: false })).toBeNull();
  });
});
