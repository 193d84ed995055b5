import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { domainName, resolverList } from './domain-input.ts';

const wordsOf = (text: string): string => domainName.safeParse(text).error?.issues[0]?.message ?? '';

describe('the name of a domain', () => {
  it('comes in one spelling', () => {
    for (const text of ['corp.example', ' Corp.Example. ', 'CORP.EXAMPLE']) expect(domainName.parse(text)).toBe('corp.example');
    expect(domainName.parse('münchen.example')).toBe('xn--mnchen-3ya.example');
    expect(domainName.parse('corp')).toBe('corp');
  });

  it('is refused in words when it is none', () => {
    expect(wordsOf('')).toContain('Name the domain');
    for (const address of ['192.0.2.1', '2001:db8::1', '[2001:db8::1]']) expect(wordsOf(address)).toContain('is an address');
    expect(wordsOf('corp .example')).toContain('A space');
    expect(wordsOf('corp.example:636')).not.toBe('');
    expect(wordsOf('-corp.example')).toContain('hyphen');
    expect(wordsOf('a..b')).toContain('Two dots');
    expect(wordsOf(`${'a'.repeat(64)}.example`)).toContain('64 characters');
  });

  it('reads its own output, and never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parsed = domainName.safeParse(text);
        if (parsed.success) expect(domainName.parse(parsed.data)).toBe(parsed.data);
      }),
    );
  });
});

describe('a list of DNS servers', () => {
  it('takes addresses with and without ports, each once', () => {
    expect(resolverList.parse('192.0.2.53, 192.0.2.53:5353\n[2001:DB8::53]:53 2001:db8::53;192.0.2.53')).toEqual([
      '192.0.2.53',
      '192.0.2.53:5353',
      '2001:db8::53',
    ]);
    expect(resolverList.parse('')).toEqual([]);
    expect(resolverList.parse(undefined)).toEqual([]);
    expect(resolverList.parse(resolverList.parse('[2001:db8::53]:5353'))).toEqual(['[2001:db8::53]:5353']);
  });

  it('names what is no DNS server', () => {
    for (const text of ['dns.example', '192.0.2.53:0', '192.0.2.53:65536', '192.0.2.256', 'fe80::1%eth0', '[192.0.2.53'])
      expect(resolverList.safeParse(text).error?.issues[0]?.message).toContain(JSON.stringify(text));
    expect(resolverList.safeParse(Array.from({ length: 9 }, (_, index) => `192.0.2.${index}`)).success).toBe(false);
  });
});
