import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../probe/evidence.ts';
import { evidenceOfDirectoryFailure, evidenceOfRootDse } from '../testing/certificate-evidence.ts';
import { openLdapRootDse } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { differentServerAnswered } from './different-server-answered.ts';

const asked = (host: string, dnsHostName: string): Evidence => ({
  ...evidenceOfRootDse({ dnsHostName: [dnsHostName] }),
  target: { host, port: 636, transport: 'ldaps' },
});

describe('different-server-answered', () => {
  it('names the host, the address and who answered', () => {
    expect(runRule(differentServerAnswered, asked('dc01.corp.example', 'dc07.corp.example'))).toMatchObject({
      summary: 'dc01.corp.example was asked at 192.0.2.10, and dc07.corp.example answered.',
      facts: { host: 'dc01.corp.example', dnsHostName: 'dc07.corp.example', address: '192.0.2.10' },
    });
  });

  it.each([
    ['dc01.corp.example', 'DC01.Corp.Example'],
    ['dc01.corp.example.', 'dc01.corp.example'],
    ['dc01', 'dc01.corp.example'],
  ])('takes %s and %s for the same host', (host, dnsHostName) => {
    expect(runRule(differentServerAnswered, asked(host, dnsHostName))).toBeNull();
  });

  it.each([
    ['dc01.corp.example', 'dc01'],
    ['dc0', 'dc01.corp.example'],
    ['dc01.corp.example', 'dc01.corp.example.org'],
  ])('takes %s and %s for two hosts', (host, dnsHostName) => {
    expect(runRule(differentServerAnswered, asked(host, dnsHostName))).not.toBeNull();
  });

  it('does not apply to names for a whole domain, IP literals, and servers that do not tell their name', () => {
    expect(runRule(differentServerAnswered, asked('corp.example', 'dc07.corp.example'), { subject: { standsForDomain: true } })).toBe(
      'not-applicable',
    );
    expect(runRule(differentServerAnswered, asked('192.0.2.10', 'dc07.corp.example'))).toBe('not-applicable');
    expect(runRule(differentServerAnswered, asked('2001:db8::10', 'dc07.corp.example'))).toBe('not-applicable');
    expect(runRule(differentServerAnswered, evidenceOfRootDse(openLdapRootDse))).toBe('not-applicable');
    expect(runRule(differentServerAnswered, evidenceOfDirectoryFailure('timeout'))).toBe('not-applicable');
  });
});
